"""docs/law/status.md says the truth: all twenty-six rules, and tests that are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (R\d+) \| (.+?) \| (.*?) ?\| (.*?) ?\|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs/law/status.md").read_text(encoding="utf-8"))


def test_all_twenty_six_are_there_in_order():
    assert [code for code, *_ in ROWS] == [f"R{number}" for number in range(1, 27)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_is_shown_by_tests_or_says_what_brings_it(row):
    code, _, now, later = row
    named = re.findall(r"`([^`]+)`", now)
    assert named or later, code
    assert [name for name in named if not exists(name)] == []


def exists(name: str) -> bool:
    path, _, function = name.partition("::")
    file = ROOT / path
    if not file.exists():
        return False
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == function for node in tree.body)


def test_a_test_that_is_not_there_is_missed():
    assert exists("tests/policy/test_status.py::exists")
    assert not exists("tests/policy/test_status.py::gone")
    assert not exists("tests/policy/gone.py::exists")
