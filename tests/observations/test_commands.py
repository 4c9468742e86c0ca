"""`karlemose import observations`: what it prints, where refused rows go, and what it says when it cannot."""

import gzip
import os

import pytest
from click.testing import CliRunner

from karlemose.observations import commands, progress
from karlemose.observations.models import Observation, Particulars
from karlemose.tenancy.acting import acting_for
from tests.observations.conftest import lay_out, real_data

HEADER = ["opened", "type", "text"]
MAP = ["--map", "occurred_at=opened", "--map", "kind=type"]
GOOD = ["2015-06-01T12:00", "Graffiti", "QX 12 345"]
BAD = ["soon", "Graffiti", ""]


@pytest.fixture
def run(estate):
    def ran(path, *options, slug=estate.slug):
        return CliRunner().invoke(
            commands.import_, ["observations", str(path), "--neighbourhood", slug, *map(str, options)]
        )

    return ran


def number_kept(neighbourhood) -> int:
    with acting_for(neighbourhood.partnership_id, read_only=True):
        return Observation.objects.unscoped("what the test made").count()


def told(output: str) -> dict[str, str]:
    """Name → number of the lines that have one."""
    pairs = (line.rsplit(None, 1) for line in output.splitlines() if line and line[-1].isdigit())
    return {pair[0].strip(): pair[1] for pair in pairs}


def test_import_tells_every_number_and_goes_well_in_spite_of_refused_rows(run, write, estate):
    path = write(HEADER, GOOD, GOOD, BAD)
    result = run(path, *MAP)
    assert result.exit_code == 0, result.output
    assert told(result.stdout) == {
        "rows read": "3",
        "accepted": "1",
        "added": "1",
        "already there": "0",
        "repeated in the file (the first was kept)": "1",
        "rejected": "1",
        "time unreadable": "1",
        "masked: plates": "1",
        "place not given": "1",
    }
    assert f"Refused rows: {path}.rejected.csv" in result.stdout
    assert number_kept(estate) == 1


def test_second_import_says_that_nothing_was_added(run, write, estate):
    path = write(HEADER, GOOD)
    run(path, *MAP)
    result = run(path, *MAP)
    assert (told(result.stdout)["added"], told(result.stdout)["already there"]) == ("0", "1")
    assert "Nothing was added: all of it had been taken in before." in result.stdout


def test_dry_run_prints_the_same_numbers_and_leaves_no_trace(run, write, estate, tmp_path):
    path = write(HEADER, GOOD, BAD)
    rehearsed = run(path, *MAP, "--dry-run")
    assert rehearsed.exit_code == 0
    assert "Dry run: nothing was written." in rehearsed.stdout
    assert (number_kept(estate), [one.name for one in tmp_path.iterdir()]) == (0, ["reports.csv"])
    assert told(run(path, *MAP).stdout) == told(rehearsed.stdout)


def test_refused_rows_go_where_they_are_told_to(run, write, tmp_path):
    elsewhere = tmp_path / "elsewhere.csv"
    result = run(write(HEADER, BAD), *MAP, "--rejected", elsewhere)
    assert (result.exit_code, elsewhere.stat().st_mode & 0o777) == (0, 0o600)
    assert not (tmp_path / "reports.csv.rejected.csv").exists()


def test_what_cannot_be_used_is_said_in_one_sentence(run, write, estate):
    for options, message in (
        ([], "no column holds occurred_at; name it with --map occurred_at=COLUMN"),
        (["--map", "occurred_at=when", "--map", "kind=type"], "there is no column 'when'"),
        (["--map", "colour=type"], "there is no field 'colour'"),
        ([*MAP, "--partnership", "nowhere"], "there is no neighbourhood 'moseby'"),
        ([*MAP, "--set", "act=parked"], "what can have happened at a car is"),
    ):
        result = run(write(HEADER, GOOD), *options)
        assert result.exit_code == 2
        assert message in result.stderr
        assert "Traceback" not in result.output
    assert number_kept(estate) == 0


def test_file_that_is_not_there_or_broken_is_said_in_one_sentence(run, tmp_path, estate):
    missing = run(tmp_path / "none.csv", *MAP)
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(b"opened,type\n" + b"2015-06-01,noise\n" * 5000)[:-30])
    broken = run(cut, *MAP)
    assert (missing.exit_code, broken.exit_code) == (2, 2)
    assert "No such file" in missing.stderr
    assert "broken or cut short" in broken.stderr
    assert number_kept(estate) == 0


def test_neighbourhood_that_is_not_there_is_said_with_those_that_are(run, write, estate):
    result = run(write(HEADER, GOOD), *MAP, slug="nowhere")
    assert result.exit_code == 2
    assert "there is no neighbourhood 'nowhere' (known: moseby)" in result.stderr


def test_refused_rows_are_never_written_over_the_file_itself(run, write):
    path = write(HEADER, BAD)
    before = path.read_bytes()
    result = run(path, *MAP, "--rejected", path)
    assert (result.exit_code, path.read_bytes()) == (2, before)


def test_refused_rows_that_cannot_be_written_stop_everything(run, write, estate, tmp_path):
    """Nor is what is no file taken away for them: whoever runs this may be root, and name `/dev/null`."""
    queue = tmp_path / "queue"
    os.mkfifo(queue)
    for path in (tmp_path / "no folder" / "rejected.csv", queue):
        result = run(write(HEADER, GOOD, BAD), *MAP, "--rejected", path)
        assert result.exit_code == 2
        assert "name another with --rejected PATH" in result.stderr
    assert queue.exists()
    assert number_kept(estate) == 0


def test_partnership_is_asked_for_when_two_have_the_neighbourhood(cast, run, write, estate, now):
    lay_out(cast.elsewhere, at=now)
    assert "several partnerships" in run(write(HEADER, GOOD), *MAP).stderr
    assert run(write(HEADER, GOOD), *MAP, "--partnership", cast.home.partnership.slug).exit_code == 0


def test_progress_without_a_terminal_is_a_line_for_each_tenth(capsys):
    with progress.shown_progress("reports.csv", total=200) as hear:
        for read in (1, 19, 20, 25, 60, 200, 200):
            hear(read)
    captured = capsys.readouterr()
    assert captured.err.splitlines() == ["reports.csv: 10 %", "reports.csv: 30 %", "reports.csv: 100 %"]
    assert captured.out == ""


def test_progress_on_a_terminal_is_a_bar(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with progress.shown_progress("[b]reports[/b].csv", total=200) as hear:
        hear(200)
    captured = capsys.readouterr()
    assert "[b]reports[/b].csv" in captured.err
    assert "100%" in captured.err
    assert captured.out == ""


def test_documented_command_takes_the_free_text_in_and_masks_it(cast, run, now, tmp_path):
    path = real_data("events/boston_open311_freetext_10k.csv.gz")
    lay_out(cast.home, at=now, slug="squares", with_plan=False)
    pairs = [
        "occurred_at=reported",
        "kind=category",
        "text=description",
        "latitude=lat",
        "longitude=lon",
        "reference=id",
    ]
    options = [word for pair in pairs for word in ("--map", pair)]
    result = run(path, *options, "--rejected", tmp_path / "refused.csv", slug="squares")
    numbers = told(result.stdout)
    assert (result.exit_code, numbers["added"], numbers["rejected"]) == (0, "10,000", "0")
    assert (numbers["masked: telephone numbers"], numbers["masked: plates"]) == ("15", "481")
    with acting_for(cast.home.partnership.id, read_only=True):
        texts = Observation.objects.unscoped("what the file brought").order_by("id").values_list("text", flat=True)
        assert not any("617-555" in text for text in texts)


def test_plates_are_held_by_the_only_housing_organisation_and_kept_with_an_act(cast, run, write):
    path = write([*HEADER, "no"], [*GOOD, "QX 12 345"], [*GOOD[:2], "", "QX 54 321"])
    dropped = run(path, *MAP, "--map", "plate=no", "--dry-run")
    assert told(dropped.stdout)["plates dropped (nobody stated what happened at the car)"] == "2"
    kept = run(path, *MAP, "--map", "plate=no", "--set", "act=threatened")
    assert (kept.exit_code, told(kept.stdout)["plates kept"]) == (0, "2")
    with acting_for(cast.home.partnership.id, channels=("EVIDENCE",), read_only=True):
        rows = Particulars.objects.unscoped("what the test made").select_related("held_by").order_by("plate")
        assert [(one.plate, one.held_by.kind) for one in rows] == [("QX12345", "housing"), ("QX54321", "housing")]


def test_plates_are_not_held_by_anybody_else(run, write, estate):
    path = write([*HEADER, "no"], [*GOOD, "QX 12 345"])
    for named in ("Lokalpolitiet moseby", "nobody"):
        result = run(path, *MAP, "--map", "plate=no", "--organisation", named)
        assert result.exit_code == 2
        assert "say which with --organisation (Boligorganisationen moseby)" in " ".join(result.stderr.split())
    assert number_kept(estate) == 0
