"""`karlemose briefing`, as somebody at the terminal uses it."""

import pytest
from click.testing import CliRunner

from karlemose.meetings.commands import briefing

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def run(tmp_path, *more: str, week: str = "2026-W46", partner: str = "police"):
    output = tmp_path / "briefing.pdf"
    options = ["--neighbourhood", "moseparken", "--week", week, "--for", partner, "--output", str(output), *more]
    return CliRunner().invoke(briefing, options), output


def test_the_file_is_written_for_its_owner_alone(estate, tmp_path):
    result, output = run(tmp_path)
    assert result.exit_code == 0, result.output
    assert output.read_bytes().startswith(b"%PDF-")
    assert output.stat().st_mode & 0o777 == 0o600
    assert "2026-W46 for Lokalpolitiet moseby (kept" in result.output


def test_a_running_week_says_so_far(estate, tmp_path):
    result, _ = run(tmp_path, week="2026-W47")
    assert "so far, not kept" in result.output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"week": "2026-46"}, "a week is written like 2015-W23"),
        ({"week": "2026-W54"}, "there is no week 54 in 2026"),
        ({"week": "2027-W01"}, "has not begun"),
        ({"partner": "army"}, "'army' is not one of"),
    ],
)
def test_what_cannot_be_is_refused_in_words(estate, tmp_path, options, words):
    result, output = run(tmp_path, **options)
    assert result.exit_code == 2
    assert words in result.output
    assert not output.exists()


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
