"""The guard finds what points to a person by its shape, leaves ordinary text alone, and never takes long."""

import csv
import json
from collections import Counter
from importlib import import_module
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.demo import told
from karlemose.observations import guard
from karlemose.observations.enums import Move, Sort
from tests.observations.conftest import real_data


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.sort.value, finding.words(text)) for finding in guard.findings(text)]


@pytest.mark.parametrize(
    ("text", "sort", "words"),
    [
        ("000000-0000", "cpr", "000000-0000"),
        ("Ringede om 211062-5629 i opgang 3", "cpr", "211062-5629"),
        ("cpr 2110625629.", "cpr", "2110625629"),
        ("cpr 211062 5629", "cpr", "211062 5629"),
        ("født 21.10.62-5629", "cpr", "21.10.62-5629"),
        ("211062–5629", "cpr", "211062–5629"),
        ("٢١١٠٦٢-٥٦٢٩", "cpr", "٢١١٠٦٢-٥٦٢٩"),
        ("211062-\u200b5629", "cpr", "211062-\u200b5629"),
        ("tlf 56 63 12 34", "phone", "56 63 12 34"),
        ("ring på 56631234", "phone", "56631234"),
        ("5663 1234 svarer ikke", "phone", "5663 1234"),
        ("+45 56 63 12 34", "phone", "+45 56 63 12 34"),
        ("0045 56631234", "phone", "0045 56631234"),
        ("skriv til +46 70 123 45 67, tak", "phone", "+46 70 123 45 67"),
        ("mobil: 56-63-12-34", "phone", "56-63-12-34"),
        ("(617) 555-0139", "phone", "(617) 555-0139"),
        ("call 617.555.0139 now", "phone", "617.555.0139"),
        ("skriv til kim.d+x@siv.example.", "email", "kim.d+x@siv.example"),
        ("BØRGE@ÆRØ.DK", "email", "BØRGE@ÆRØ.DK"),
        ("bilen QX 12 345 holdt", "plate", "QX 12 345"),
        ("bilen qx12345 holdt", "plate", "qx12345"),
        ("QX-12-345", "plate", "QX-12-345"),
        ("trailer AB 12 34", "plate", "AB 12 34"),
        ("svensk bil, ABC12D", "plate", "ABC12D"),
        ("tysk bil B-AB 1234", "plate", "B-AB 1234"),
        ("knallert RV 123 kørte", "plate", "RV 123"),
        ("plade 34 ABC 123", "plate", "34 ABC 123"),
        ("reg.nr. KØGE1", "plate", "KØGE1"),
        ("License Plate Registration: 22RF89 | State", "plate", "22RF89"),
    ],
)
def test_what_points_to_a_person_is_found(text, sort, words):
    assert found(text) == [(sort, words)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mødte en person i kælderen ved opgang 43 kl. 21.45",
        "12.06.2015 kl. 14.30, 12-06-15, 2015-06-12T14:30:00",
        "20150612 og 12062015",
        "årene 2015 2016 og 2017-2018",
        "sag 2018-0412-3345, ingen person",
        "sagsnr. 56631234, CVR 13585628, DK 13585628",
        "det koster 12 000 000 kr. eller 25000000 kr",
        "kr. 12.345 og ca. 10.000, op til 12 345",
        "opgang 39 41 43 45",
        "opgang 39–45, H 50–52, K-G syd og K-H nord",
        "kl 12 345 biler kørte forbi",
        "hydrant on MA 02118, route 128, Apt 123",
        "101001240734",
        "ring 112 eller 114",
        "@kommunen skrev, a@b, x@",
        "5–10 personer stoppede cyklister",
        "se https://siv.example/12345678",
        "KAM-05 … KAM-12",
        "temperatur -12.5, 55.43001 N",
        "et barn på 3. sal",
        "😀12345",
    ],
)
def test_ordinary_text_is_left_alone(text):
    assert found(text) == []
    assert guard.mask(text).text == text


def test_real_cases_of_cpr_numbers():
    cases = json.loads(real_data("danish/cpr_cvr_cases.json").read_text(encoding="utf-8"))
    for text, numbers in cases["free_text_cases"]:
        assert [words for sort, words in found(text) if sort == "cpr"] == numbers
    for number in cases["cpr_valid"]:
        assert found(number) == [("cpr", number)]
    for number in cases["cvr_valid"]:
        assert found(number) == []


def test_real_shapes_of_plates():
    with real_data("danish/plate_format_cases.csv").open(encoding="utf-8", newline="") as cases:
        rows = list(csv.DictReader(cases))
    missed = [row["raw"] for row in rows if row["class"] != "invalid" and not found(row["raw"])]
    # each looks like a word, an address or a number as long as nothing announces it; behind "plade" most are found
    assert missed == [
        "RV 123",
        "VU 712",
        "KØGE 1",
        "ÆBLE",
        "PÅSKE",
        "A1",
        "7777777",
        "SØREN",
        "ABC 123",
        "ABC 12D",
        "34 ABC 123",
    ]
    assert [raw for raw in missed if not found(f"plade {raw}")] == ["ÆBLE", "PÅSKE", "A1", "SØREN"]


def test_hostile_strings_hold_nothing_to_mask():
    texts = json.loads(real_data("hostile/blns.json").read_text(encoding="utf-8"))
    assert [text for text in texts if guard.findings(text)] == []


def test_the_storys_open_sentences_pass():
    assert [event.text for event in told.twenty() if guard.findings(event.text)] == []


def test_masking_says_what_was_there_and_how_often():
    text = "QX 12 345 og QX 12 346, 211062-5629, tlf. 56631234, kim@siv.example"
    masked = guard.mask(text)
    assert masked.text == "[nummerplade] og [nummerplade], [CPR], tlf. [telefon], [e-mail]"
    assert masked.counts == {Sort.PLATE: 2, Sort.CPR: 1, Sort.PHONE: 1, Sort.EMAIL: 1}


def test_strictest_sort_wins_where_two_overlap():
    assert found("ab12345@siv.example") == [("email", "ab12345@siv.example")]
    assert found("tlf 211062-5629") == [("cpr", "211062-5629")]


TEXTS = st.text(alphabet=st.sampled_from("0123456789 -.+()@ABxyzæøå٣４\u200b\u00a0"), max_size=200) | st.text(
    max_size=200
)


@given(TEXTS)
def test_masked_text_holds_nothing_more_of_what_was_masked(text):
    masked = guard.mask(text)
    assert (masked.text == text) == (not masked.counts)
    assert guard.mask(masked.text) == guard.Masked(masked.text, Counter())


@given(TEXTS)
def test_findings_lie_in_the_text_in_order_and_apart(text):
    findings = guard.findings(text)
    assert all(0 <= one.start < one.end <= len(text) for one in findings)
    assert all(first.end <= second.start for first, second in pairwise(findings))


@given(TEXTS, st.sampled_from(["211062-5629", "QX 12 345", "kim@siv.example", "+45 56 63 12 34"]))
def test_what_stands_alone_between_words_is_always_found(around, hidden):
    words = "".join(letter for letter in around if letter.isalpha())
    assert hidden in [words for _, words in found(f"{words} | {hidden} | {words}")]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "12-",
        "a@",
        "a.",
        "AB ",
        "+",
        "(1",
        "plade ",
        "tlf 1",
        "１",
        "1.1-",
        "@.a",
        "a@b.co ",
        "AB 12 345 ",
        "+1 23 ",
    ],
)
def test_long_hostile_text_comes_to_an_end(piece):
    """Anything worse than linear would run for hours here."""
    text = piece * (300_000 // len(piece))
    assert all(finding.end <= len(text) for finding in guard.findings(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Larm fra 2. tv hele natten", "2. tv"),
        ("st. th. har skiftet lås", "st. th"),
        ("st.tv står åben", "st.tv"),
        ("boede i lejl. 12 før", "lejl. 12"),
        ("lejlighed nr. 12B er tom", "lejlighed nr. 12B"),
        ("oppe i 43, 1. th igen", "43, 1. th"),
        ("på 3. sal til venstre", "3. sal til venstre"),
        ("1. sal tv.", "1. sal tv"),
        ("1. MF", "1. MF"),
    ],
)
def test_dwelling_numbers_are_found(text, words):
    assert found(text) == [("dwelling", words)]


@pytest.mark.parametrize(
    "text",
    [
        "2 tv blev stjålet",
        "1. tværgade og 2. thorsvej",
        "et barn på 3. sal",
        "12. september kl. 7.20",
        "bolig 4 personer brugte",
        "opgang 43, kælderen",
    ],
)
def test_what_only_looks_like_a_dwelling_is_left_alone(text):
    assert found(text) == []


def names(text: str, *words: str) -> list[str]:
    return [one.words(text) for one in guard.judged(text, words=words) if one.sort is Sort.NAME]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Så Jonas ved døren", ["Jonas"]),
        ("Jonas Hansen og hans bror", ["Jonas Hansen"]),
        ("Det var Jens-Ole igen.", ["Jens-Ole"]),
        ("Kims cykel er væk", ["Kims"]),
        ("Fatima og Ahmed så det", ["Fatima", "Ahmed"]),
        ("så Mohammed, Søren og Åse", ["Mohammed", "Søren", "Åse"]),
        ("Fatma, Ayşe og Mehmet så Goran", ["Fatma", "Ayşe", "Mehmet", "Goran"]),
        ("Khadija Yılmaz talte med Abdirahman og Youssef", ["Khadija Yılmaz", "Abdirahman", "Youssef"]),
        ("nabo til Piotr, Agnieszka og Håkon", ["Piotr", "Agnieszka", "Håkon"]),
        ("nabo til Bo", ["Bo"]),
        ("Bo Hansen stod der", ["Bo Hansen"]),
        ("A\u030ase stod der", ["A\u030ase"]),
    ],
)
def test_names_are_hinted_at(text, words):
    assert names(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Bo i telt er forbudt. Per person én nøgle.",
        "Tom flaske fundet. Line mangler i masten.",
        "Lørdag i august holdt en Ford i Nord",
        "Max 5 km/t. Han råbte. Else",
        "jonas skrevet med småt",
        "Der var larm. Skov og mose.",
    ],
)
def test_words_that_may_begin_a_sentence_are_no_names(text):
    assert names(text) == []


def test_most_names_that_are_common_here_are_on_a_list():
    """A soft hint that knows the commonest: which ones it does not know is said here, list by list."""
    with real_data("danish/names.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    every, missed = Counter(), Counter()
    for row in rows:
        every[row["country"], row["kind"]] += 1
        missed[row["country"], row["kind"]] += not names(f"Vi så {row['name']} der")
    share = {of: 1 - missed[of] / every[of] for of in every}
    at_least = {("dk", "given"): 0.9, ("dk", "family"): 1, ("se", "given"): 0.9, ("se", "family"): 0.9}
    at_least |= {("no", "given"): 0.9, ("pl", "given"): 0.8, ("tr", "given"): 0.7, ("tr", "family"): 0.4}
    assert [of for of, bound in at_least.items() if share[of] < bound] == []
    assert max(share["is", "given"], share["is", "family"], share["pl", "family"]) < 0.5  # most of these are not


def test_the_storys_sentences_name_nobody():
    """Open and protected words alike: the story's people have names, and none of its sentences says one."""
    told_words = [words for event in told.twenty() for words in (event.text, event.protected.get("description", ""))]
    assert [(words, marked) for words in told_words if (marked := names(words))] == []


def test_ordinary_words_at_the_beginning_of_a_sentence_are_no_names():
    words = import_module("faker.providers.lorem.da_DK").Provider.word_list
    assert [word for word in words if names(f"{word.capitalize()} var der. {word.capitalize()} igen.")] == []


def test_what_the_writer_calls_a_word_is_no_name():
    assert names("Hunden hedder Jonas", "jonas") == []
    assert names("Jonas Hansen", "Hansen") == ["Jonas"]


def test_names_are_neither_masked_nor_found_by_imports():
    assert guard.mask("Jonas på 2. tv").text == "Jonas på 2. tv"
    assert found("Jonas stod der") == []


@pytest.mark.parametrize(
    ("text", "field", "left"),
    [
        ("Bilen QX 12 345 holdt.", "plate", "Bilen holdt."),
        ("Larm fra 2. tv.", "dwelling", "Larm fra."),
        ("Så Jonas ved døren", "names", "Så ved døren"),
        ("ring 56 63 12 34, tak", "description", "ring, tak"),
        ("kim@siv.example", "description", ""),
    ],
)
def test_one_tap_moves_words_to_their_field(text, field, left):
    (finding,) = guard.judged(text)
    moved = guard.moved(text, finding)
    assert (moved.text, moved.field, moved.words) == (left, field, finding.words(text))
    assert guard.without(text, finding) == left


def test_a_cpr_number_can_only_be_deleted():
    (finding,) = guard.judged("cpr 000000-0000")
    assert finding.moves() == (Move.DELETE,)
    with pytest.raises(KeyError):
        guard.moved("cpr 000000-0000", finding)


def test_what_may_be_done_follows_the_sort_and_who_writes():
    (name,), (plate,) = guard.judged("Så Jonas"), guard.judged("QX 12 345")
    assert name.moves() == (Move.MOVE, Move.DELETE, Move.KEEP)
    assert name.moves(may_protect=False) == (Move.DELETE, Move.KEEP)
    assert (plate.moves(), plate.moves(may_protect=False)) == ((Move.MOVE, Move.DELETE), (Move.DELETE,))


@given(TEXTS)
def test_judged_text_is_in_order_and_settles_by_deleting(text):
    for _ in range(len(text) + 1):
        findings = guard.judged(text)
        assert all(first.end <= second.start for first, second in pairwise(findings))
        if not findings:
            break
        text = guard.without(text, findings[-1])
    assert guard.judged(text) == []
