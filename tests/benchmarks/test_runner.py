"""Every benchmark runs at a tiny size and prints its table. How fast it was is nobody's business here."""

import re
import subprocess
import sys

import pytest

from benchmarks.__main__ import BENCHMARKS
from benchmarks.table import Line, beside, in_words, within
from tests.architecture.house import ROOT

PATIENCE = 300  # seconds


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *words]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=PATIENCE)


def test_each_benchmark_prints_a_table():
    done = ran("--together", "--limit", "4")
    assert done.returncode == 0, done.stderr
    tables = re.split(rf"^({'|'.join(BENCHMARKS)}): ", done.stdout, flags=re.MULTILINE)[1:]
    assert tables[::2] == list(BENCHMARKS)
    for name, printed in zip(tables[::2], tables[1::2], strict=True):
        assert printed.startswith(BENCHMARKS[name].words)
        assert "the floor" in printed


def test_a_benchmark_alone_prints_its_table_in_a_house_of_its_own():
    done = ran("ledger", "--limit", "4")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"ledger: {BENCHMARKS['ledger'].words}")


def test_a_benchmark_that_is_not_there_is_refused():
    done = ran("guesses")
    assert (done.returncode, done.stdout) == (2, "")
    assert "submit" in done.stderr


def test_a_size_of_nothing_is_refused():
    assert ran("submit", "--limit", "0").returncode == 2


def test_a_line_beside_its_floor_says_whether_the_bound_is_kept():
    assert beside("work", ours=0.3, floor=0.1, floor_is="by hand", most=4).is_kept is True
    assert beside("work", ours=0.5, floor=0.1, floor_is="by hand", most=4).is_kept is False
    assert beside("work", ours=0.5, floor=0.1, floor_is="by hand").is_kept is None


def test_a_line_within_seconds_says_whether_the_bound_is_kept():
    kept = Line(what="work", ours="500.00 ms", bound="≤ 1.00 s", is_kept=True)
    assert within("work", ours=0.5, most=1.0) == kept
    assert within("work", ours=1.5, most=1.0).is_kept is False


@pytest.mark.parametrize(("seconds", "words"), [(2.5, "2.50 s"), (0.0042, "4.20 ms"), (0.000042, "42 µs")])
def test_times_are_told_in_the_unit_that_reads_best(seconds, words):
    assert in_words(seconds) == words
