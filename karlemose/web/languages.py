"""The reader's language, as each room below names it."""

from django.utils.translation import get_language

from karlemose.documents.content import Language
from karlemose.documents.phrases import Phrases
from karlemose.policy import rule


def is_danish() -> bool:
    return not (get_language() or "").startswith("en")


def of_paper() -> Language:
    return Language.DANISH if is_danish() else Language.ENGLISH


def of_law() -> rule.Language:
    return rule.Language.DANISH if is_danish() else rule.Language.ENGLISH


def phrases() -> Phrases:
    return Phrases(of_paper())
