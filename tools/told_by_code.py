"""What the code says of itself: its verbs, actions, pages, words and tables. Django must be ready."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from tools.markdown import code

ROOT = Path(__file__).resolve().parents[1]


def leaves() -> Iterator[tuple[str, Any]]:
    """Every verb of the command line, groups opened."""
    from karlemose.config.cli import VERBS

    for name, verb in VERBS.items():
        module, attribute = verb.place.split(":")
        yield from opened(name, getattr(import_module(module), attribute))


def opened(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    import click

    is_group = isinstance(command, click.Group)
    if not is_group or command.invoke_without_command:
        yield name, command
    if not is_group:
        return
    with click.Context(command) as context:
        for below in command.list_commands(context):
            yield from opened(f"{name} {below}", command.get_command(context, below))


def writers() -> dict[Any, set[str]]:
    """Event → the actions and pages that write it."""
    found: dict[Any, set[str]] = {}
    for module in action_modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            for event in getattr(function, "events", ()) if function.__module__ == module.__name__ else ():
                found.setdefault(event, set()).add(code(f"{module.__name__.removeprefix('karlemose.')}.{name}"))
    for address, gate in routes():
        if getattr(gate, "reads", None) is not None:
            found.setdefault(gate.reads, set()).add(f"reading {code(address)}")
    return found


def action_modules() -> Iterator[Any]:
    """Where actions live. The gate's own, which writes any page's line, is named by the pages instead."""
    for path in sorted((ROOT / "karlemose").rglob("*.py")):
        is_gate = path.parts[-2:] == ("web", "gate.py")
        if not is_gate and re.search(r"^@action\(", path.read_text(encoding="utf-8"), re.MULTILINE):
            yield import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def routes() -> Iterator[tuple[str, Any]]:
    """Address and gate of every page that has one."""
    from django.urls import URLPattern, get_resolver

    def walk(patterns: Iterable[Any], above: str) -> Iterator[tuple[str, Any]]:
        for one in patterns:
            address = above + str(one.pattern)
            if not isinstance(one, URLPattern):
                yield from walk(one.url_patterns, address)
            elif getattr(one.callback, "gate", None) is not None:
                yield address, one.callback.gate

    for address, gate in walk(get_resolver().url_patterns, "/"):
        yield re.sub(r"<\w+:(\w+)>", r"<\1>", address), gate


def commented(file: str, name: str) -> Iterator[tuple[str, str]]:
    """The values of an enum with the comment that stands beside each."""
    text = (ROOT / "karlemose" / file).read_text(encoding="utf-8")
    body = text.split(f"class {name}(StrEnum):", 1)[1].split("\nclass ", 1)[0]
    for value, comment in re.findall(r'^    [A-Z_]+ = "([^"]+)"(?:  # (.+))?$', body, re.MULTILINE):
        yield value, comment or value.replace("_", " ")


def tables_without_partnership() -> dict[str, str]:
    """Table → why it has no row security; the list that the tests hold complete."""
    source = (ROOT / "tests/tenancy/test_walls.py").read_text(encoding="utf-8")
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and [getattr(one, "id", "") for one in statement.targets] == ["WITHOUT"]:
            return dict(ast.literal_eval(statement.value))
    raise LookupError("tests/tenancy/test_walls.py names no list WITHOUT")
