"""The law at work: decisions a second, and what one viewer may see among ever more records.

`limit` is the largest number of records. The floor of a decision is a look-up in a dictionary of answers made
beforehand; that of `visible_to` is the same rows asked for by hand.
"""

import itertools
from datetime import date, timedelta

from django.db import connection
from django.db.models import QuerySet

from benchmarks.filling import fill
from benchmarks.founding import AT, House
from benchmarks.progress import busy
from benchmarks.table import Line, beside, in_words
from benchmarks.timing import best, median
from karlemose.observations.models import Observation
from karlemose.policy.engine import decide
from karlemose.policy.facts import Facts
from karlemose.policy.rulebook import FOLDER, in_force, load
from karlemose.policy.viewer import Viewer
from karlemose.tenancy.acting import acting_for

SIZES = (10_000, 100_000, 1_000_000)
QUESTIONS = 20_000
SEEN = 1_000


def measure(house: House, *, limit: int | None) -> list[Line]:
    sizes = [size for size in SIZES if size <= (limit or SIZES[-1])] or [limit or SIZES[0]]
    lines = [_loading(), _decisions(), _granting(house)]
    there = 0
    for size in sizes:
        with busy(f"Filling in {size - there:,} observations …"):
            until = AT - timedelta(minutes=there)
            fill(house, house.neighbourhood, number=size - there, until=until, every=60)
        there = size
        lines.append(_visible(house, size))
    return lines


def _loading() -> Line:
    seconds = best(lambda: load(FOLDER / "dk.toml"))
    return Line(what="reading and checking the rulebook, once in a process", ours=in_words(seconds))


def _decisions() -> Line:
    law = in_force()
    questions = list(itertools.islice(itertools.cycle(_questions()), QUESTIONS))
    answers = {question: decide(question, law) for question in questions}
    floor = best(lambda: [answers[question] for question in questions]) / QUESTIONS
    ours = best(lambda: [decide(question, law) for question in questions]) / QUESTIONS
    return beside(f"a decision ({1 / ours:,.0f} a second)", ours=ours, floor=floor, floor_is="looked up")


def _questions() -> list[Facts]:
    """Each rule's first case, with all that it asks for."""
    return [
        Facts(
            sender=rule.senders[0],
            receiver=rule.receivers[0],
            information=rule.information[0],
            purpose=rule.purposes[0],
            at=date(2026, 11, 17),
            conditions=frozenset(rule.conditions),
        )
        for rule in in_force().rules
    ]


def _granting(house: House) -> Line:
    with acting_for(house.partnership.id, read_only=True):
        seconds = median(lambda: house.viewer().sees("PICTURE"))
    return Line(what="a viewer out of membership, agreements and law, with its grants", ours=in_words(seconds))


def _visible(house: House, size: int) -> Line:
    """The newest rows that one viewer may see, in one query."""
    plain = "SELECT id FROM observations_observation WHERE partnership_id = %s AND neighbourhood_id = %s "
    plain += "ORDER BY occurred_at DESC, public_id DESC LIMIT %s"

    def by_hand() -> int:
        with connection.cursor() as cursor:
            cursor.execute(plain, [house.partnership.id, house.neighbourhood.id, SEEN])
            return len(cursor.fetchall())

    def ours() -> None:
        assert len(_newest(viewer)) == number

    with acting_for(house.partnership.id, read_only=True):
        viewer, number = house.viewer(), by_hand()
        floor, taken = median(by_hand), median(ours)
        plan = _newest(viewer).explain().splitlines()
    what = f"{SEEN:,} rows seen among {size:,}: one query, {_index(plan)}"
    return beside(what, ours=taken, floor=floor, floor_is="by hand")


def _newest(viewer: Viewer) -> QuerySet:
    rows = Observation.objects.visible_to(viewer).order_by("-occurred_at", "-public_id")
    return rows.values_list("id")[:SEEN]


def _index(plan: list[str]) -> str:
    """The line of the plan that reads the table."""
    reading = next(line for line in plan if " on observations_observation" in line)
    return reading.strip(" ->").split("  (")[0]
