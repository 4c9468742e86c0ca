"""Every template is used, and every form carries the key that makes a second sending harmless."""

import re

import pytest

from tests.architecture.house import HOUSE

TEMPLATES = sorted(path for path in HOUSE.glob("*/templates/**/*.html"))
OF_LIBRARIES = {"account/login.html", "account/logout.html", "429.html"}  # allauth's views name them
FORM = re.compile(r"<form\b(?P<head>[^>]*)>(?P<body>.*?)</form>", re.DOTALL)


def name_of(path) -> str:
    return str(path.relative_to(next(parent for parent in path.parents if parent.name == "templates")))


def test_every_template_is_used():
    sources = [path for pattern in ("**/*.py", "*/templates/**/*.html") for path in HOUSE.glob(pattern)]
    mentioned = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    unused = [name_of(path) for path in TEMPLATES if not is_mentioned(name_of(path), mentioned)]
    assert [name for name in unused if name not in OF_LIBRARIES] == []


def is_mentioned(name: str, text: str) -> bool:
    """By its whole name; an error page by the word that `errors._page` puts into its name."""
    if name.startswith("errors/"):
        return f'"{name.removeprefix("errors/").removesuffix(".html")}"' in text or f'"{name}"' in text
    return f'"{name}"' in text or f"'{name}'" in text


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_form_that_writes_carries_a_key_and_a_token(path):
    for form in FORM.finditer(path.read_text(encoding="utf-8")):
        if re.search(r'method="?post', form["head"], re.IGNORECASE):
            assert "{% csrf_token %}" in form["body"], form["head"]
            assert "{% idempotency_key %}" in form["body"], form["head"]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_nothing_in_a_page_needs_a_weaker_policy(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text), "inline script"
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|hx-on|javascript:", text), "inline style or handler"
    assert not re.search(r"(src|href)=\"(https?:)?//", text), "something of another host"
