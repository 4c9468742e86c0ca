"""The pages of docs/method: what they say of a method is its docstring, what they show of it has been run.

python tools/method_pages.py write    fill in docstrings and outputs again
python tools/method_pages.py check    fail when a page is not what the code says and does now

A page is written by hand but for two things. Between `<!-- from code: module:function -->` and `<!-- end -->` stand the
signature and docstring. A ```python or ```console block that is followed by a ```text block is run, and the text is
what it prints; lines of a console block that begin with `$ cat` show a file and write it.
"""

import contextlib
import importlib
import inspect
import io
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "method"
FROM_CODE = re.compile(r"(<!-- from code: ([\w.]+):(\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
INSIDE = r"(?:(?!```).)*"
EXAMPLE = re.compile(rf"(```(python|console)\n({INSIDE})```\n\n```text\n)({INSIDE})(```)", re.DOTALL)
MODULE = "karlemose.stats."


def main(arguments: list[str]) -> int:
    if arguments not in (["write"], ["check"]):
        print(__doc__)
        return 2
    stale = [path for path in pages() if fresh(path) != path.read_text(encoding="utf-8")]
    for path in stale:
        if arguments == ["write"]:
            path.write_text(fresh(path), encoding="utf-8")
        print(f"{'written' if arguments == ['write'] else 'stale'}: {path.relative_to(ROOT)}")
    return int(bool(stale) and arguments == ["check"])


def pages() -> list[Path]:
    return sorted(FOLDER.glob("*.md"))


def fresh(path: Path) -> str:
    """The page as code and examples would have it now."""
    text = FROM_CODE.sub(lambda found: found[1] + told(found[2], found[3]) + found[4], path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return EXAMPLE.sub(lambda found: found[1] + RUN[found[2]](found[3]) + found[5], text)


def methods_on_pages() -> set[str]:
    """Every module:function that a page tells of."""
    return {f"{found[1]}:{found[2]}" for path in pages() for found in _named(path)}


def _named(path: Path) -> list[re.Match[str]]:
    return list(re.finditer(r"<!-- from code: ([\w.]+):(\w+) -->", path.read_text(encoding="utf-8")))


def told(module: str, name: str) -> str:
    """Signature and docstring of a method as Markdown."""
    function = getattr(importlib.import_module(MODULE + module), name)
    arguments = ", ".join(_argument(one) for one in inspect.signature(function).parameters.values())
    words = (inspect.getdoc(function) or "").replace("*", "\\*").replace("<", "\\<").replace("_", "\\_")
    words = words.replace("](", "]\\(")  # a formula, no link
    words = re.sub(r"`([^`]*)`", lambda found: f"`{found[1]}`".replace("\\", ""), words)
    return f"\n```python\n{module}.{name}({arguments})\n```\n\n{words}\n\n"


def _argument(one: inspect.Parameter) -> str:
    if one.default is inspect.Parameter.empty:
        return one.name
    value = one.default
    plain = isinstance(value, int | float | str | tuple | type(None))
    return f"{one.name}={getattr(value, 'value', value)!r}" if plain else f"{one.name}=…"


def run_python(code: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "example", "exec"), {})
    return _tidy(printed.getvalue())


def run_console(lines: str) -> str:
    """`$ karlemose evaluate …` in this process; `$ cat FILE` followed by its content writes that file."""
    from click.testing import CliRunner

    from karlemose.stats.commands import evaluate

    commands, printed = lines.split("$ ")[1:], []
    for command in commands:
        head, _, rest = command.partition("\n")
        words = head.split()
        if words[0] == "cat":
            Path(words[1]).write_text(rest, encoding="utf-8")
            continue
        assert words[:2] == ["karlemose", "evaluate"], head
        printed.append(CliRunner().invoke(evaluate, words[2:], catch_exceptions=False).output)
    return _tidy("".join(printed))


RUN: dict[str, Callable[[str], str]] = {"python": run_python, "console": run_console}


def _tidy(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "110")
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
