"""`make check`: everything that can be said about the house without running it. Prints each step and its time."""

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parents[1]

STEPS = (
    ("lint", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("types of the lower rooms", ["mypy"]),
    ("contracts between rooms", ["lint-imports"]),
    (
        "migrations follow the models",
        ["python", "tools/django_without_database.py", "makemigrations", "--check", "--dry-run"],
    ),
    ("words are translated", ["python", "tools/words.py", "check"]),
    ("generated pages are fresh", ["python", "tools/docs.py", "check"]),
    ("pages of the methods are fresh", ["python", "tools/method_pages.py", "check"]),
    ("licences", ["python", "tools/licences.py"]),
)


def main() -> int:
    failed = [name for name, command in STEPS if not passes(name, command)]
    print(f"\n{len(STEPS) - len(failed)} passed, {len(failed)} failed" + (f": {', '.join(failed)}" if failed else ""))
    return bool(failed)


def passes(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, check=False, capture_output=True, text=True)
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
