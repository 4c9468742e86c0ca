"""Bare views: one sends by hand the statements that a report costs the house, one writes a single row.

`statements` sends what `recording` kept of a real report, session and user looked up like everything else; the report's
number and the form's key are new each time, since both may occur only once.
"""

import json
import os
import secrets
from pathlib import Path

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from karlemose.foundation.ids import public_id
from karlemose.web.health import healthz

KEPT = json.loads(Path(os.environ["KARLEMOSE_BENCH_STATEMENTS"]).read_text(encoding="utf-8"))


def statements(request: HttpRequest) -> HttpResponse:
    number, key = public_id(), secrets.token_hex(16)
    for one in KEPT["transactions"]:
        if len(one) == 1:
            _send(one, number=number, key=key)
        else:
            with transaction.atomic():
                _send(one, number=number, key=key)
    return _done()


def _send(sent: list[str], *, number: str, key: str) -> None:
    with connection.cursor() as cursor:
        for statement in sent:
            cursor.execute(statement.replace(KEPT["number"], number).replace(KEPT["key"], key))
            if cursor.description:
                cursor.fetchall()


def row(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO benchmark_row (words) VALUES ('one row, and nothing else')")
    return _done()


def _done() -> HttpResponse:
    return HttpResponse(status=302, headers={"Content-Length": "0"})  # CommonMiddleware says so for the house


urlpatterns = [path("healthz", healthz), path("statements/", statements), path("row/", row)]
