"""What an officer fills in, read from a form that works without script.

`mark` holds public numbers: of one row, of a group, or of all that wait; `reply` the answer for all that are marked;
`answer-NUMBER` an exception; `was-NUMBER` the answer that stood there when the form was shown. What is none of the six
answers, or no public number, was not typed by a person and is passed over.
"""

import re
from collections.abc import Iterator, Mapping

from django.http import QueryDict

from karlemose.foundation.clock import Week
from karlemose.observations.answer_actions import WeekAnswers
from karlemose.observations.replies import Reply

PUBLIC_ID = re.compile(r"[0-9A-Z]{10}", re.ASCII)
MOST = 2_000  # public numbers in one form


def read(sent: QueryDict, *, neighbourhood_id: int, week: Week) -> WeekAnswers:
    return WeekAnswers(
        neighbourhood_id=neighbourhood_id,
        week=week,
        marked=frozenset(_marked(sent)),
        for_marked=_reply(sent.get("reply", "")),
        exceptions=dict(_by_row(sent, "answer-")),
        seen=dict(_by_row(sent, "was-")),
    )


def _marked(sent: QueryDict) -> Iterator[str]:
    found = (public_id for one in sent.getlist("mark") for public_id in one.split())
    for number, public_id in enumerate(found):
        if number < MOST and PUBLIC_ID.fullmatch(public_id):
            yield public_id


def _by_row(sent: Mapping[str, str], prefix: str) -> Iterator[tuple[str, Reply]]:
    for name in sent:
        public_id = name.removeprefix(prefix)
        reply = _reply(sent[name]) if public_id != name and PUBLIC_ID.fullmatch(public_id) else None
        if reply is not None:
            yield public_id, reply


def _reply(code: str) -> Reply | None:
    return Reply(code) if code in Reply.values else None
