"""Why one sees the protected part, who else does, and for how long (ux.md, § 6): from the rulebook, not from a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from karlemose.observations.photo_queries import ProtectedPhoto
from karlemose.observations.queries import Observation, Particulars
from karlemose.partners import colleagues
from karlemose.policy.rule import Language, Reading, Rule, Text
from karlemose.policy.rulebook import in_force
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Whose
from karlemose.web import times, words
from karlemose.web.staff.observation import Shown

SHORT = 12  # characters of a version that a person compares
FIRST = (Whose.AUTHOR, Whose.ORGANISATION, Whose.RECEIVER)  # the nearest reason is said
Held = Particulars | ProtectedPhoto


@dataclass(frozen=True, kw_only=True)
class Why:
    line: str
    because: list[str]
    others: list[str]
    how_long: list[str]
    recorded: str


def why(viewer: Viewer, observation: Observation, row: Held, *, shown: Shown, at: datetime) -> Why:
    """`at` is on the neighbourhood's clock."""
    reading = _reading(viewer, row)
    rule = in_force().rule(reading.basis)
    return Why(
        line=_line(viewer, row, rule),
        because=list(_because(viewer, reading, rule)),
        others=list(_others(viewer, observation, row, shown=shown)),
        how_long=list(_how_long(observation, row)),
        recorded=_("Your reading is recorded, %(time)s, and can be seen by the owner of the data.")
        % {"time": times.clock(at)},
    )


def _reading(viewer: Viewer, row: Held) -> Reading:
    """The reading that opens this record for this person: as its writer, else as the office, else as its receiver."""
    whose = {
        Whose.AUTHOR: row.noted_by_id == viewer.user_id,
        Whose.ORGANISATION: row.held_by_id == viewer.organisation_id,
        Whose.RECEIVER: True,
    }
    found = [one for one in in_force().readings if one.channel == Channel.EVIDENCE and viewer.role in one.roles]
    fitting = [one for one in found if whose.get(one.whose, False)]
    return min(fitting, key=lambda one: FIRST.index(one.whose))


def _line(viewer: Viewer, row: Held, rule: Rule) -> str:
    if row.noted_by_id == viewer.user_id:
        return _("You see this because you noted it yourself (rule %(rule)s).") % {"rule": rule.id}
    return _("You see this because you are %(role)s in %(organisation)s (rule %(rule)s).") % {
        "role": str(words.ROLES[viewer.role]).lower(),
        "organisation": _organisation(viewer),
        "rule": rule.id,
    }


def _because(viewer: Viewer, reading: Reading, rule: Rule) -> Iterator[str]:
    law = in_force()
    yield _("You: %(name)s, %(role)s, %(organisation)s. Purpose: %(purpose)s.") % {
        "name": viewer.name,
        "role": str(words.ROLES[viewer.role]).lower(),
        "organisation": _organisation(viewer),
        "purpose": words.PURPOSES[viewer.purpose],
    }
    yield _("Rule %(rule)s: %(words)s Basis: %(basis)s. Version %(version)s, in force from %(day)s.") % {
        "rule": rule.id,
        "words": _say(rule.words),
        "basis": _say(rule.basis).rstrip("."),
        "version": f"{law.name} {law.version[:SHORT]}",
        "day": times.full_day(rule.valid_from),
    }
    met = [_say(law.vocabulary.conditions[code].words) for code in sorted(reading.holds)]
    if met:
        yield _("Met: %(conditions)s.") % {"conditions": " · ".join(f"{one} ✓" for one in met)}


def _others(viewer: Viewer, observation: Observation, row: Held, *, shown: Shown) -> Iterator[str]:
    """The office by name, whoever noted it, the police after a hand-over; and what all the rest see instead."""
    office = next(one for one in in_force().readings if one.channel == Channel.EVIDENCE and _is_of_office(one))
    people = colleagues.at_work(
        viewer,
        organisation_id=row.held_by_id,
        roles=office.roles,
        neighbourhood_id=observation.neighbourhood_id,
        on=viewer.on,
    )
    names = [name for user, name in people.items() if user != viewer.user_id]
    yield ngettext(
        "The office of %(organisation)s: %(number)d person besides you. %(names)s",
        "The office of %(organisation)s: %(number)d persons besides you. %(names)s",
        len(names),
    ) % {"organisation": row.held_by.name, "number": len(names), "names": ", ".join(names)}
    if row.noted_by is not None and row.noted_by_id not in {viewer.user_id, *people}:
        yield _("Whoever noted it: %(name)s.") % {"name": row.noted_by.name}
    yield _("The police: once it is handed over. Nobody else.")
    seen = ", ".join(part for part in (shown.kind, shown.place, shown.when) if part)
    yield _("All other partners see only: “%(words)s”.") % {"words": seen}


def _how_long(observation: Observation, row: Held) -> Iterator[str]:
    day = {"day": times.full_day(row.erase_on)}
    if getattr(row, "plate", "") and not observation.is_incident:
        yield _("No incident is named, so it is erased on %(day)s. Name the incident to keep it longer.") % day
    else:
        yield _("Until the case is closed, and %(day)s at the latest.") % day


def _is_of_office(reading: Reading) -> bool:
    return reading.whose is Whose.ORGANISATION


def _organisation(viewer: Viewer) -> str:
    kind = words.ORGANISATIONS.get(viewer.organisation_kind) if viewer.organisation_kind else None
    return str(kind or viewer.organisation_name)


def _say(text: Text) -> str:
    return text.said(Language.DANISH if (get_language() or "da").startswith("da") else Language.ENGLISH)
