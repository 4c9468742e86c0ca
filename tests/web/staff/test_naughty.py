"""Strings that break programs, through every field of a note: nothing fails, and what is kept is what was written."""

import json
import random
import re

import pytest

from karlemose.foundation import plates
from karlemose.observations.models import Observation, Particulars
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.observations import holding
from tests.observations.conftest import real_data

TRIED = 12  # of each field, other ones at each seed; the guard and the import read all of them elsewhere
FIELDS = ("text", "description", "assessment", "names", "dwelling", "plate", "keep", "guard", "place", "occurred_at")


@pytest.fixture(autouse=True)
def signed(cast, now):
    holding.signed(cast.home, at=now)


@pytest.mark.parametrize("field", FIELDS)
def test_no_string_breaks_the_form_and_what_is_kept_is_what_was_written(sent, estate, place_ids, field):
    strings = json.loads(real_data("hostile/blns.json").read_text("utf-8"))
    for words in random.Random(f"naughty/{field}").sample(strings, TRIED):
        data = {"place": place_ids["1"], "act_at_vehicle": "handed_over", "when": "earlier"}
        response = sent("caretaker", "note-act", {**data, "occurred_at": "2026-11-16T21:30", field: words}, kind="car")
        assert response.status_code in {302, 422}, words
        if response.status_code == 302:
            same_as_written(estate, response, field, words)


def same_as_written(estate, response, field: str, words: str) -> None:
    public_id = re.search(r"/sent/([0-9A-Z]{10})/", response.headers["Location"])[1]
    with acting_for(estate.partnership_id, channels=(Channel.EVIDENCE,), read_only=True):
        observation = Observation.objects.unscoped("for the test").get(public_id=public_id)
        row = Particulars.objects.unscoped("for the test").filter(observation=observation).first()
    if field == "text":
        assert observation.text == words.replace("\r\n", "\n")
    elif field in {"description", "assessment", "names", "dwelling"} and words.strip():
        assert getattr(row, field) == words.replace("\r\n", "\n")
    elif field == "plate" and row is not None and row.plate:
        assert row.plate == plates.normalise(words).normalised
