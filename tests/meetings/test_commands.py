"""`karlemose briefing`, as somebody at the terminal uses it."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from karlemose.foundation import clock
from karlemose.meetings.commands import briefing
from tests.meetings.conftest import ZONE

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def run(tmp_path, *more: str, week: str = "2026-W46", partner: str = "police"):
    output = tmp_path / "briefing.pdf"
    options = ["--neighbourhood", "moseparken", "--week", week, "--for", partner, "--output", str(output), *more]
    return CliRunner().invoke(briefing, options), output


def test_the_file_is_written_for_its_owner_alone(estate, tmp_path):
    (tmp_path / "briefing.pdf").write_bytes(b"an older one")
    (tmp_path / "briefing.pdf").chmod(0o644)
    result, output = run(tmp_path)
    assert result.exit_code == 0, result.output
    assert output.read_bytes().startswith(b"%PDF-")
    assert output.stat().st_mode & 0o777 == 0o600
    assert "2026-W46 for Lokalpolitiet moseby (kept" in result.output


def test_a_running_week_says_so_far(estate, tmp_path):
    result, _ = run(tmp_path, week="2026-W47")
    assert "so far, not kept" in result.output


def test_what_cannot_be_is_refused_in_words(estate, tmp_path):
    for options, words in (
        ({"week": "2026-46"}, "a week is written like 2015-W23"),
        ({"week": "2026-W54"}, "there is no week 54 in 2026"),
        ({"week": "2027-W01"}, "has not begun"),
        ({"partner": "army"}, "'army' is not one of"),
    ):
        result, output = run(tmp_path, **options)
        assert (result.exit_code, words in result.output, output.exists()) == (2, True, False)


def test_a_fresh_one_says_what_changed(estate, note, week, now, tmp_path):
    first, _ = run(tmp_path, "--fresh")
    assert "there is no earlier one to compare with" in first.output
    clock.freeze(now + timedelta(hours=1))
    second, _ = run(tmp_path, "--fresh")
    assert "kept; since 2026-11-17 10:00: nothing in the week's list has changed" in second.output
    note("kom til", on=week.start(ZONE), at=now + timedelta(hours=2))
    clock.freeze(now + timedelta(hours=3))
    third, _ = run(tmp_path, "--fresh")
    assert "kept; since 2026-11-17 11:00: 1 came in later" in third.output


def test_what_was_known_at_a_moment_is_written_and_not_kept(estate, tmp_path):
    result, output = run(tmp_path, "--known-at", "2026-11-12T10:00")
    assert "as known 2026-11-12 10:00, not kept" in result.output
    same = output.read_bytes()
    run(tmp_path, "--known-at", "2026-11-12T10:00+01:00")
    assert output.read_bytes() == same


def test_a_moment_that_cannot_be_is_refused(estate, tmp_path):
    for options, words in (
        (("--known-at", "tirsdag"), "a moment is written like 2017-09-12T10:00"),
        (("--known-at", "2026-11-12T10:00", "--fresh"), "ask for one of them"),
        (("--known-at", "2026-11-01T10:00"), "Usage"),
        (("--known-at", "2027-11-01T10:00"), "Usage"),
        (("--known-at", "9999-12-31T23:59"), "Usage"),
    ):
        result, output = run(tmp_path, *options)
        assert (result.exit_code, words in result.output, output.exists()) == (2, True, False)


def test_an_unknown_neighbourhood_names_the_known_ones(estate, tmp_path):
    result = CliRunner().invoke(
        briefing,
        ["--neighbourhood", "atlantis", "--week", "2026-W46", "--for", "board", "--output", str(tmp_path / "x")],
    )
    assert result.exit_code == 2
    assert "moseparken" in result.output


def test_a_folder_that_is_not_there_is_named(estate, tmp_path):
    options = ["--neighbourhood", "moseparken", "--week", "2026-W46", "--for", "police", "--output"]
    result = CliRunner().invoke(briefing, [*options, str(tmp_path / "none" / "b.pdf")])
    assert result.exit_code == 2
    assert "cannot be written" in result.output
