"""What is missing on the machine is named with the command that installs it."""

import os
import subprocess
from pathlib import Path

from karlemose.config.environment import ROOT

TOOLS = Path(ROOT, "tools")


def say(tool: str, *arguments: str, path: str = "/usr/bin:/bin", folder: Path | None = None) -> tuple[int, str]:
    command = ["/bin/sh", str(TOOLS / tool), *arguments]
    done = subprocess.run(command, env={"PATH": path}, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def fake(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def test_a_missing_python_is_named():
    assert say("need-python", "python-that-is-not-there") == (
        1,
        "Python is missing. On Debian or Ubuntu: apt-get install python3 python3-venv\n",
    )


def test_a_python_that_is_too_old_is_named(tmp_path):
    fake(tmp_path, "python-old", '[ "$1" = --version ] && echo Python 3.9.1 && exit 0; exit 1')
    code, said = say("need-python", "python-old", path=f"{tmp_path}{os.pathsep}/usr/bin:/bin")
    assert code == 1
    assert "3.11 or newer; python-old is Python 3.9.1" in said


def test_a_python_without_venv_is_named(tmp_path):
    code, said = say("need-venv", "python3", folder=tmp_path)
    assert (code, "apt-get install python3-venv" in said) == (1, True)


def test_a_missing_browser_is_named_where_it_may_not_be_installed(tmp_path):
    fake(tmp_path, "id", "echo 1000")
    code, said = say("need-browser", path=str(tmp_path))
    assert code == 1
    assert "sudo apt-get install chromium-headless-shell" in said
    assert "KARLEMOSE_CHROMIUM=" in said
