import io
import logging

import pytest

from karlemose.web.logs import NothingPersonal, without_personal_data


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(NothingPersonal())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return logger, stream


@pytest.mark.parametrize(
    ("written", "logged"),
    [
        ("Not Found: /a/b/?q=naboen&kind=fire", "Not Found: /a/b/?…"),
        ("kim@siv.example signed in", "‹e-mail› signed in"),
        ("000000-0000 and 0000000000", "‹number› and ‹number›"),
        ("ring +45 12 34 56 78 nu", "ring ‹number› nu"),
        (
            "2026-11-17 09:00:00 in 0.125 s, status 404, port 8000",
            "2026-11-17 09:00:00 in 0.125 s, status 404, port 8000",
        ),
    ],
)
def test_what_points_to_a_person_is_replaced(written, logged):
    assert without_personal_data(written) == logged


def test_values_of_a_message_are_cleaned_too(log):
    logger, stream = log
    logger.warning("%s failed for %s", "/x/?name=a", "kim@siv.example")
    assert stream.getvalue() == "/x/?… failed for ‹e-mail›\n"


def test_exception_keeps_its_places_and_loses_its_message(log):
    logger, stream = log
    try:
        try:
            raise KeyError("Naboen sælger hash")
        except KeyError as error:
            raise ValueError("Key (text)=(Naboen sælger hash) already exists") from error
    except ValueError:
        logger.exception("Internal Server Error: /x/")
    told = stream.getvalue()
    assert "Naboen" not in told
    assert "builtins.KeyError\nwhich led to\n" in told
    assert told.rstrip().endswith("builtins.ValueError")
    assert "test_logs.py" in told


def test_message_that_does_not_fit_its_values_is_still_logged(log):
    logger, stream = log
    logger.warning("%d", "kim@siv.example")
    assert "does not fit" in stream.getvalue()
    assert "kim" not in stream.getvalue()
