"""The ladder holds, and a broken one is seen to break."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.house import HOUSE, ROOT, ladder

LINT = str(Path(sys.executable).parent / "lint-imports")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [LINT, "--no-cache", "--config", str(folder / ".importlinter")]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def copy_of_the_house(folder: Path) -> Path:
    shutil.copy(ROOT / ".importlinter", folder)
    shutil.copytree(HOUSE, folder / "karlemose", ignore=shutil.ignore_patterns("static", "locale", "__pycache__"))
    return folder / "karlemose"


def test_every_room_stands_on_the_ladder():
    rooms = {path.name for path in HOUSE.iterdir() if (path / "__init__.py").exists()}
    assert rooms <= set().union(*ladder())


def test_the_contracts_hold():
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout


def test_an_import_upwards_breaks_the_contract(tmp_path):
    house = copy_of_the_house(tmp_path)
    with (house / "tenancy" / "acting.py").open("a") as file:
        file.write("\nfrom karlemose.partners import models\n")
    found = lint(tmp_path)
    assert found.returncode == 1
    assert "karlemose.tenancy is not allowed to import karlemose.partners" in found.stdout


def test_a_room_that_is_not_on_the_ladder_breaks_the_contract(tmp_path):
    house = copy_of_the_house(tmp_path)
    (house / "gossip").mkdir()
    (house / "gossip" / "__init__.py").touch()
    found = lint(tmp_path)
    assert found.returncode == 1
    assert "gossip" in found.stdout


def test_a_page_that_imports_models_breaks_the_contract(tmp_path):
    house = copy_of_the_house(tmp_path)
    with (house / "web" / "errors.py").open("a") as file:
        file.write("\nfrom karlemose.observations import models\n")
    found = lint(tmp_path)
    assert found.returncode == 1
    assert "karlemose.web is not allowed to import karlemose.observations.models" in found.stdout
