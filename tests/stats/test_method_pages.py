"""Every method has its page, and every page says and shows what the code does."""

import importlib
import inspect
import pkgutil

import pytest

import karlemose.stats
from tools import method_pages

WITHOUT_PAGE = {  # modules that hold no method
    "before_after",
    "charts",
    "columns",
    "commands",
    "counting_models",
    "demands",
    "doubts",
    "result",
    "series_design",
    "unit_costs",
    "verbs",
    "words",
}
WITHIN_OTHERS = {"differences:words", "displacement:pair"}  # pieces that two methods share


def methods():
    for module in pkgutil.iter_modules(karlemose.stats.__path__):
        if module.name in WITHOUT_PAGE:
            continue
        loaded = importlib.import_module(f"karlemose.stats.{module.name}")
        for name, value in vars(loaded).items():
            ours = inspect.isfunction(value) and value.__module__ == loaded.__name__
            if ours and not name.startswith("_"):
                yield f"{module.name}:{name}"


@pytest.mark.parametrize("page", method_pages.pages(), ids=lambda path: path.stem)
def test_docstrings_and_outputs_of_a_page_are_what_the_code_says_now(page):
    assert method_pages.fresh(page) == page.read_text(encoding="utf-8"), "python tools/method_pages.py write"


def test_every_method_has_a_page():
    assert set(methods()) - WITHIN_OTHERS == method_pages.methods_on_pages()


@pytest.mark.parametrize("page", method_pages.pages(), ids=lambda path: path.stem)
def test_every_page_is_in_the_index_and_says_what_its_method_does_not_tell(page):
    index = (method_pages.FOLDER / "README.md").read_text(encoding="utf-8")
    if page.name != "README.md":
        assert f"({page.name})" in index
        text = page.read_text(encoding="utf-8")
        assert "## What it does not tell" in text
        assert "```text\n" in text


@pytest.mark.parametrize("method", sorted(methods()))
def test_every_docstring_says_something_of_its_method(method):
    module, name = method.split(":")
    assert len(inspect.getdoc(getattr(importlib.import_module(f"karlemose.stats.{module}"), name)) or "") > 40


def test_a_page_that_drifted_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```python\nprint(1 + 1)\n```\n\n```text\n3\n```\n", encoding="utf-8")
    assert "```text\n2\n```" in method_pages.fresh(page)
