"""Files and functions that a reader can hold in mind."""

import ast
import re

import pytest

from tests.architecture.house import HOUSE, ROOT, python_files, source_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "core", "services", "signals", "misc", "base"}


@pytest.mark.parametrize("suffix", [".py", ".js", ".css", ".html", ".typ"])
def test_no_file_outgrows_its_reader(suffix):
    files = [path for path in source_files() if path.suffix == suffix]
    too_long = {str(path.relative_to(ROOT)): n for path in files if (n := lines_in(path)) > LONGEST_FILE}
    assert too_long == {}


def lines_in(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_function_outgrows_its_reader():
    too_long = []
    for path in python_files():
        if HOUSE not in path.parents or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_length(node) > LONGEST_FUNCTION:
                too_long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert too_long == []


def body_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno - first.lineno + 1) if is_docstring else 0
    return node.end_lineno - node.lineno + 1 - docstring


def test_files_are_named_by_what_they_do():
    assert [str(path) for path in python_files() if path.stem in NAMES_THAT_SAY_NOTHING] == []


def test_every_room_says_what_it_owns():
    rooms = [path for path in HOUSE.iterdir() if (path / "__init__.py").exists()]
    assert [room.name for room in rooms if not ast.get_docstring(ast.parse((room / "__init__.py").read_text()))] == []


def test_nothing_is_left_for_later():
    marks = ("TO" + "DO", "FIX" + "ME", "X" * 3)
    pattern = re.compile(rf"\b({'|'.join(marks)})\b")
    found = [str(path) for path in python_files() if pattern.search(path.read_text(encoding="utf-8"))]
    assert found == []
