"""A report, HTTP to durable commit: the observation with its particulars, its ledger line and its job, as a signed-in
caretaker sends it.

Beside it a bare view that sends the same statements by hand (floor_urls.py), and one that writes a single row. Rounds
of the three take turns, and the best of each counts: what else the machine does slows all of them alike.
"""

import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from benchmarks.clients import KEY
from benchmarks.filling import fill
from benchmarks.founding import AT, House
from benchmarks.progress import shown
from benchmarks.recording import Recording, recorded
from benchmarks.serving import served
from benchmarks.signing_in import signed_in
from benchmarks.table import Line, beside
from karlemose.partners.models import Membership
from karlemose.places.models import Place
from karlemose.tenancy.acting import acting_for

NUMBER = 1_000  # reports in a round
ROUNDS = 3
GATHERED = 10_000  # observations that are there before
CLIENTS = (1, 8)
PROCESSES = (1, 2)
MOST, LEAST_A_SECOND = 4, 250
TEXT = "Fem stod i opgangen og spærrede døren. De gik, da lyset blev tændt."
PROTECTED = {"plate": "QX 12 345", "act_at_vehicle": "threatened", "description": "Høj, mørk jakke, steg ud af bilen."}

PARTICULARS = re.compile(r'(INSERT INTO "observations_particulars" \("partnership_id", "observation_id",.*?\(\d+, )\d+')
OF_THE_LAST = r"\1currval('observations_observation_id_seq')"


@dataclass(frozen=True)
class Form:
    path: str
    body: str
    cookie: str


def measure(house: House, *, limit: int | None) -> list[Line]:
    fill(house, house.neighbourhood, number=min(GATHERED, (limit or NUMBER) * 5), until=AT - timedelta(1), every=3600)
    forms = [_form(house, membership) for membership in house.caretakers]
    with tempfile.TemporaryDirectory(prefix="karlemose-bench-") as folder:
        kept = Path(folder, "statements.json")
        number_of_statements = _keep_statements(forms[0], kept)
        _make_row_table()
        lines = []
        for processes in PROCESSES if limit is None else PROCESSES[:1]:
            with _both(processes, kept) as (port, floor_port):
                for clients in CLIENTS:
                    number = (limit or NUMBER) // (1 if clients > 1 else 4)
                    sent = _rounds(forms[:clients], port, floor_port, number, f"{processes} × 4, {clients} clients")
                    lines += _lines(sent, processes, clients, number_of_statements)
    return lines


def _lines(sent: dict[str, float], processes: int, clients: int, number_of_statements: int) -> Iterator[Line]:
    """`sent` is seconds a report, all clients together."""
    what = f"{_many(clients, 'client')}, {_many(processes, 'process')} × 4 threads"
    yield beside(
        f"{what}: a report",
        ours=sent["ours"],
        floor=sent["statements"],
        floor_is=f"its {number_of_statements} statements",
        most=MOST,
    )
    yield beside(f"{what}: beside one row", ours=sent["ours"], floor=sent["row"], floor_is="one row")
    rate = 1 / sent["ours"]
    is_bound = clients == max(CLIENTS)
    yield Line(
        what=f"{what}: reports a second",
        ours=f"{rate:.0f} /s",
        floor=f"{1 / sent['statements']:.0f} /s, one row {1 / sent['row']:.0f} /s",
        bound=f"≥ {LEAST_A_SECOND} /s" if is_bound else "",
        is_kept=rate >= LEAST_A_SECOND if is_bound else None,
    )


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}{'es' if what.endswith('s') else 's'}"


@contextmanager
def _both(processes: int, kept: Path) -> Iterator[tuple[int, int]]:
    """The house and the floor, each on a port of its own; whoever is not asked costs nothing."""
    port, variables = settings.PORT, {"KARLEMOSE_BENCH_STATEMENTS": str(kept)}
    with (
        served(settings=os.environ["DJANGO_SETTINGS_MODULE"], port=port, processes=processes),
        served(settings="benchmarks.floor_settings", port=port + 1, processes=processes, variables=variables),
    ):
        yield port, port + 1


def _rounds(forms: list[Form], port: int, floor_port: int, number: int, words: str) -> dict[str, float]:
    """Seconds a report took, in the best round of each."""
    bare = {name: [Form(f"/{name}/", form.body, form.cookie) for form in forms] for name in ("statements", "row")}
    sent(port, forms, len(forms) * 4)
    sent(floor_port, bare["statements"], len(forms) * 4)
    best: dict[str, float] = {}
    for _ in shown(range(ROUNDS), f"Sending, {words} …"):
        for name, where, what in (("ours", port, forms), *((name, floor_port, bare[name]) for name in bare)):
            best[name] = min(best.get(name, float("inf")), sent(where, what, number))
    return best


def sent(port: int, forms: list[Form], number: int) -> float:
    """Seconds a request took, all clients together, one for each form; a form without a body is a page to read."""
    plan = {"port": port, "number": number, "forms": [form.__dict__ for form in forms]}
    command = [sys.executable, "-m", "benchmarks.clients"]
    done = subprocess.run(command, input=json.dumps(plan), check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout)
    return told["seconds"] / len(told["times"])


def _form(house: House, membership: Membership) -> Form:
    """What a browser sends that is signed in as this person."""
    browser = signed_in(membership)
    where = {"partnership": house.partnership.slug, "neighbourhood": house.neighbourhood.slug, "kind": "group"}
    with acting_for(house.partnership.id, read_only=True):
        rows = Place.objects.unscoped("a place to report").filter(neighbourhood=house.neighbourhood, kind="stairwell")
        place = rows.order_by("id").first()
    answers = {"place": place.id, "when": "now", "number_of_people": "", "how_known": "saw", "text": TEXT, **PROTECTED}
    body = {"csrfmiddlewaretoken": browser.token, "idempotency_key": KEY.decode(), **answers}
    return Form(reverse("staff:note-act", kwargs=where), urlencode(body), browser.cookie)


def _keep_statements(form: Form, kept: Path) -> int:
    """Send one report here, without a server, and keep what it said to the database."""
    key = secrets.token_hex(16)
    body = form.body.replace(KEY.decode(), key)
    kind = "application/x-www-form-urlencoded"
    with recorded() as recording:
        answer = Client(SERVER_NAME="localhost", HTTP_COOKIE=form.cookie).post(form.path, body, content_type=kind)
    if answer.status_code != 302:
        raise RuntimeError(f"the report was not taken: {answer.status_code}")
    kept.write_text(_as_json(recording, key=key), encoding="utf-8")
    return len(recording)


def _as_json(recording: Recording, *, key: str) -> str:
    """With what must be new in each report: its public number, which its ledger line names, and the form's key.

    Particulars belong to the report that was written just before them.
    """
    (number,) = set(re.findall(r'"observation:([0-9A-Z]{10})"', str(recording.transactions)))
    transactions = [[PARTICULARS.sub(OF_THE_LAST, one) for one in every] for every in recording.transactions]
    return json.dumps({"key": key, "number": number, "transactions": transactions})


def _make_row_table() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE benchmark_row (id bigserial PRIMARY KEY, words text NOT NULL)")
        cursor.execute(f"GRANT INSERT ON benchmark_row TO {settings.APPLICATION_ROLE}")
        cursor.execute(f"GRANT USAGE ON benchmark_row_id_seq TO {settings.APPLICATION_ROLE}")
