"""The words for kinds are the same on the screen and in the files of others."""

from pathlib import Path

import polib
import pytest

from karlemose.observations.enums import Kind, NumberOfPeople, Sort
from karlemose.observations.imports import words

CATALOGUE = Path(__file__).parents[2] / "karlemose/observations/locale/da/LC_MESSAGES/django.po"


@pytest.fixture(scope="module")
def danish() -> dict[str, str]:
    return {entry.msgid.casefold(): entry.msgstr for entry in polib.pofile(str(CATALOGUE))}


@pytest.mark.parametrize("kind", Kind)
def test_kind_is_called_the_same_on_the_screen_and_in_files(danish, kind):
    assert danish[words.ENGLISH[kind]].casefold() == words.DANISH[kind]


def test_kinds_are_those_of_the_model_and_one_of_them_is_no_act():
    assert len(Kind) == 16
    assert [kind for kind in Kind if not kind.is_act] == [Kind.NOTHING]


@pytest.mark.parametrize("choice", [*Kind, *NumberOfPeople, *Sort])
def test_stored_value_is_a_plain_code(choice):
    assert choice.value.isascii()
    assert len(choice.value) <= 20
