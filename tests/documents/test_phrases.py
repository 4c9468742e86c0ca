import math
import string
from datetime import date, datetime

import pytest

from karlemose.documents.content import Comparison, Language
from karlemose.documents.phrases import Phrases, capital
from karlemose.documents.words import WORDS, word
from tests.documents.samples import COPENHAGEN

DANISH, ENGLISH = Phrases(Language.DANISH), Phrases(Language.ENGLISH)


@pytest.mark.parametrize(
    ("number", "danish", "english"),
    [
        (0.5, "0,5", "0.5"),
        (1234.56, "1\u00a0234,6", "1\u00a0234.6"),
        (0.04, "0,0", "0.0"),
        (math.inf, "∞", "∞"),
        (None, "–", "–"),
    ],
)
def test_decimals_in_both_languages(number, danish, english):
    assert (DANISH.decimal(number), ENGLISH.decimal(number)) == (danish, english)


def test_usual_with_limits_reads_as_one_sentence():
    compared = Comparison(count=3, usual=0.5, usual_low=0.1, usual_high=1.2)
    assert DANISH.usual(compared) == "normalt 0,5 om ugen (0,1–1,2)"
    assert ENGLISH.usual(compared) == "usually 0.5 a week (0.1–1.2)"


def test_usual_without_a_past_says_so():
    assert DANISH.usual(Comparison(count=3)) == "intet at sammenligne med endnu"


def test_days_and_moments_in_both_languages():
    moment = datetime(2015, 6, 8, 6, 5, tzinfo=COPENHAGEN)
    assert DANISH.moment(moment) == "8.\u00a0juni\u00a02015 kl. 06.05"
    assert ENGLISH.moment(moment) == "8\u00a0June\u00a02015 at 06:05"
    assert DANISH.full_day(date(2015, 6, 7)) == "søndag 7.\u00a0juni"
    assert ENGLISH.month(date(2015, 6, 1)) == "June 2015"


@pytest.mark.parametrize(
    ("names", "expected"), [(["Syd"], "Syd"), (["Syd", "Øst"], "Syd og Øst"), (["A", "B", "C"], "A, B og C")]
)
def test_lists_read_as_spoken(names, expected):
    assert DANISH.listed(names) == expected


def test_one_and_many_differ():
    assert DANISH.count("map.rest", 1) == "… og 1 sted mere"
    assert DANISH.count("map.rest", 2500) == "… og 2\u00a0500 steder mere"


def test_capital_leaves_the_rest_alone():
    assert (capital("ægte K-G"), capital("")) == ("Ægte K-G", "")


def test_both_languages_fill_the_same_gaps():
    def gaps(sentence: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    assert {key: words for key, words in WORDS.items() if gaps(words[0]) != gaps(words[1])} == {}


def test_a_word_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        word("no such word", Language.DANISH)
