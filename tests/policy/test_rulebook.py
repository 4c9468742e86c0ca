"""Loading is checking: whatever is wrong is named with file, rule and field."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from karlemose.policy.rule import Signature, Verdict
from karlemose.policy.rulebook import FOLDER, RulebookError, in_force, load

LAW = FOLDER / "dk.toml"
MATRIX = Path(__file__).parents[3] / "shared" / "law"


@pytest.fixture
def changed(tmp_path):
    """Load the Danish law with one place of its text changed."""

    def load_changed(old, new):
        text = LAW.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "xx.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return load(path)

    return load_changed


def test_the_version_is_the_hash_of_the_text():
    assert in_force().version == sha256(LAW.read_bytes()).hexdigest()


def test_one_changed_letter_is_another_version(changed):
    other = changed("må anmelde en navngiven person", "maa anmelde en navngiven person")
    assert other.version != in_force().version
    assert other != in_force()


def test_the_rulebook_is_read_once_in_a_process():
    assert in_force() is in_force()


def test_the_same_text_and_signatures_are_the_same_law():
    signature = Signature(rule="D46", version=in_force().version, by="A", on=date(2026, 1, 1))
    one, other = in_force().signed([signature]), in_force().signed([signature])
    assert (one == other, hash(one) == hash(other)) == (True, True)
    assert one != in_force()
    assert one != "a rulebook"


def test_a_rule_can_be_asked_for():
    assert in_force().has("D04")
    assert not in_force().has("none")
    with pytest.raises(KeyError):
        in_force().rule("D99")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('from = ["housing"]', 'from = ["houses"]', "rule D04: from: unknown code 'houses'"),
        ('from = ["housing"]', "from = []", "rule D04: from: at least one code is needed"),
        ('from = ["housing"]', 'from = "housing"', "rule D04: from: a list of texts is needed"),
        ('from = ["housing"]', "from = [4]", "rule D04: from: a list of texts is needed"),
        ('from = ["housing"]', 'from = ["any", "housing"]', "rule D04: from: `any` stands alone"),
        ('from = ["housing"]', 'from = ["housing", "housing"]', "rule D04: from: names something twice"),
        ('to = ["police"]', 'two = ["police"]', "rule D04: two: unknown field; known: basis,"),
        ('to = ["police"]', 'two = ["police"]', "rule D04: to: at least one code is needed"),
        ('"named_suspicion"', '"named_suspicions"', "rule D04: information: unknown code 'named_suspicions'"),
        ('["investigation"]', '["investigations"]', "rule D04: purpose: unknown code 'investigations'"),
        ('verdict = "COND"', 'verdict = "MAYBE"', "verdict: one of DUTY, DENY, COND, ALLOW is needed, not 'MAYBE'"),
        ('verdict = "COND"', 'verdict = "ALLOW"', "conditions: a COND has conditions, and nothing else has"),
        ('verdict = "COND"', "verdict = []", "rule D04: verdict: one of DUTY, DENY, COND, ALLOW is needed, not []"),
        ('["concrete_incident", "facts', '["luck", "facts', "rule D04: conditions: unknown code 'luck'"),
        ('consent = "overriding_interest"', 'consent = "perhaps"', "rule D04: consent: unknown code 'perhaps'"),
        ('consent = "overriding_interest"', "", "rule D04: consent: a text that is not empty is needed"),
        ('log = ["full"]', 'log = ["some"]', "rule D04: log: unknown code 'some'"),
        ("valid_from = 2018-05-25", 'valid_from = "2018-05-25"', "rule D04: valid_from: a day is needed"),
        ("valid_from = 2018-05-25", "valid_from = 2018-05-25T00:00:00", "rule D04: valid_from: a day is needed"),
        (
            "valid_from = 2018-05-25",
            "valid_from = 2018-05-25\nvalid_to = 2018-05-24",
            "valid_to: lies before valid_from",
        ),
        ("valid_from = 2018-05-25", "valid_from = 2018-05-25\nvalid_to = 1", "rule D04: valid_to: a day is needed"),
        ("valid_from = 2018-05-25", 'valid_from = 2018-05-25\nsignature = "no"', "signature: true or false is needed"),
        ("valid_from = 2018-05-25", 'valid_from = 2018-05-25\nunless = ["dpo_told"]', "unless: only a DENY carries"),
        ("valid_from = 2018-05-25", 'valid_from = 2018-05-25\nterms = "x"', "rule D04: terms: is not a table"),
        ('sources = ["elov.dk DBL § 8"]', "sources = []", "rule D04: sources: at least one source is needed"),
        ('confidence = ["V"]', 'confidence = ["Z"]', "rule D04: confidence: unknown code 'Z'"),
        ('instead = ["observation", "call_112"]', "instead = []", "rule D04: instead: whoever is refused must be told"),
        ('instead = ["observation", "call_112"]', 'instead = ["pray"]', "rule D04: instead: unknown code 'pray'"),
        ("retention = { da =", "retention = { dansk =", "rule D04: retention: da: a text that is not empty is needed"),
        ("retention = { da =", "retention = { dansk =", "rule D04: retention: dansk: unknown field; known: da, en"),
        ('da = "Boligorganisationen må anmelde', 'da = " " #', "rule D04: da: a text that is not empty is needed"),
    ],
)
def test_a_fault_in_a_rule_is_named(tmp_path, old, new, fault):
    head, marked, rest = LAW.read_text(encoding="utf-8").partition("[rule.D04]")
    assert old in rest
    path = tmp_path / "xx.toml"
    path.write_text(head + marked + rest.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulebookError) as raised:
        load(path)
    assert any(fault in line and line.startswith("xx.toml: rule D04: ") for line in str(raised.value).splitlines())


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('name = "dk"', 'name = ""', "the file: name: a text that is not empty is needed"),
        ('name = "dk"', 'nam = "dk"', "the file: nam: unknown field"),
        ('daycare = { da = "dagtilbuddet"', 'nursery = { da = "dagtilbuddet"', "the file: party: lacks daycare"),
        ('is = ["residents", "public",', 'is = ["people",', "party resident: is: unknown code 'people'"),
        (
            'public = { da = "offentligheden",',
            'public = { is = ["resident"], da = "o",',
            "party resident: is: a code is",
        ),
        ("volunteer = {", "volunteer = { colour = 1,", "party volunteer: colour: unknown field; known: da, en, is"),
        ("nothing = { da =", "nothing = { colour = 1, da =", "log nothing: colour: unknown field; known: da, en"),
        ('from = "cooperation_115"', 'to = "x"', "channel PREVENTION: to: unknown field; known: from"),
        ("one_sentence = {", "one_sentence = { x = 1,", "condition one_sentence: x: unknown field; known: channels,"),
        ('level = "record"', 'level = "record"\nx = 1', "reading 1: x: unknown field; known: basis,"),
        ("[none]", "[none]\nx = 1", "none: x: unknown field; known: instead"),
        ("volunteer = {", "any = {", "party any: is: a code is neither `any` nor a part of itself"),
        ('channels = ["EVIDENCE"]', 'channels = ["GOSSIP"]', "condition evidence_channel: channels: unknown code"),
        ("[channel.PREVENTION]", "[channel.GOSSIP]", "channel GOSSIP: channel: one of PICTURE, PREVENTION,"),
        ('from = "cooperation_115"', 'from = "club"', "channel PREVENTION: from: unknown code 'club'; known: any,"),
        ('level = "record"', 'level = "all"', "reading 1: level: one of record, public is needed, not 'all'"),
        ('basis = "D02"', 'basis = "D99"', "reading 1: basis: unknown code 'D99'; known: D01,"),
        ("[[reading]]", "[[readings]]", "the file: readings: unknown field"),
        ("[none]\ninstead", "[none]\ninsted", "none: instead: at least one code is needed"),
        ('nothing = { da = "intet", en = "nothing" }', 'nothing = "x"', "log nothing: is not a table"),
    ],
)
def test_a_fault_elsewhere_is_named(changed, old, new, fault):
    with pytest.raises(RulebookError) as raised:
        changed(old, new)
    assert f"xx.toml: {fault}" in str(raised.value)


@pytest.mark.parametrize("last", [date(2018, 5, 25), date(2030, 1, 1)])
def test_a_rule_may_end_on_its_first_day_or_later(tmp_path, last):
    head, marked, rest = LAW.read_text(encoding="utf-8").partition("[rule.D04]")
    path = tmp_path / "xx.toml"
    ended = rest.replace("valid_from = 2018-05-25", f"valid_from = 2018-05-25\nvalid_to = {last}", 1)
    path.write_text(head + marked + ended, encoding="utf-8")
    rule = load(path).rule("D04")
    assert (rule.valid_to, rule.is_in_force(last)) == (last, True)


def test_every_fault_is_told_at_once(changed):
    with pytest.raises(RulebookError) as raised:
        changed('verdict = "ALLOW"\nbasis = { da =', 'verdict = "YES"\nbasis = { dk =')
    assert len(str(raised.value).splitlines()) > 1


def test_a_duty_waits_for_nobody(tmp_path):
    head, marked, rest = LAW.read_text(encoding="utf-8").partition("[rule.D12]")
    path = tmp_path / "xx.toml"
    path.write_text(head + marked + rest.replace("valid_from =", "signature = true\nvalid_from =", 1), encoding="utf-8")
    with pytest.raises(RulebookError, match="rule D12: signature: a DUTY waits for nobody"):
        load(path)


@pytest.mark.parametrize("content", [b"[rule", b"\xff\xfe", b""])
def test_a_file_that_is_no_rulebook_is_refused(tmp_path, content):
    path = tmp_path / "xx.toml"
    path.write_bytes(content)
    with pytest.raises(RulebookError, match=r"^xx\.toml: "):
        load(path)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("rule = 3", "the file: rule: is not a table"),
        ("reading = 3", "the file: reading: stands as [[reading]]"),
        ("party = []", "the file: party: is not a table"),
        ("name = 'xx'", "the file: rule: a rulebook has rules"),
    ],
)
def test_a_section_of_another_shape_is_named(tmp_path, content, fault):
    path = tmp_path / "xx.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RulebookError) as raised:
        load(path)
    assert f"xx.toml: {fault}" in str(raised.value).splitlines()


def test_one_fault_is_one_line(changed):
    with pytest.raises(RulebookError) as raised:
        changed('consent = "overriding_interest"', "")
    assert str(raised.value) == "xx.toml: rule D04: consent: a text that is not empty is needed"


def test_both_languages_say_something_of_their_own():
    texts = [text for rule in in_force().rules for text in (rule.words, rule.terms) if text]
    assert [text for text in texts if text.da == text.en] == []
    said = [language for rule in in_force().rules for language in (rule.words.da, rule.words.en)]
    assert [sentence for sentence in said if not sentence.endswith(".")] == []


def test_no_code_is_there_for_nothing():
    law = in_force()
    used = {code for rule in law.rules for code in (*rule.conditions, *rule.unless)}
    assert set(law.vocabulary.conditions) == used
    assert set(law.vocabulary.ways) == {way for rule in law.rules for way in rule.instead} | {
        *law.none_instead,
        "complete",
    }
    assert set(law.vocabulary.consents) == {rule.consent for rule in law.rules}
    assert set(law.vocabulary.logs) == {code for rule in law.rules for code in rule.log}


@pytest.mark.skipif(not MATRIX.exists(), reason="the source of the law is not on this machine")
def test_every_row_of_the_matrix_is_a_rule_with_its_verdict():
    rows = [
        row
        for name in ("disclosure_matrix.json", "disclosure_matrix_practice.json")
        for row in json.loads((MATRIX / name).read_text(encoding="utf-8"))
    ]
    law = in_force()
    assert {row["id"]: row["verdict"] for row in rows} == {rule.id: str(rule.verdict) for rule in law.rules}
    off = {row["id"] for row in rows if row.get("enabled") == "after signature"}
    assert off == {rule.id for rule in law.rules if rule.needs_signature}
    asked = {row["id"]: row["purpose"] == "any" for row in rows}
    assert asked == {rule.id: rule.purposes == ("any",) for rule in law.rules}
    for side, of in (("from", "senders"), ("to", "receivers")):
        anybody = {
            row["id"] for row in rows if row[side] in {"any", "all", "anyone (BO employee, resident, volunteer)"}
        }
        assert anybody == {rule.id for rule in law.rules if getattr(rule, of) == ("any",)}


def test_the_law_denies_more_than_it_allows():
    verdicts = [rule.verdict for rule in in_force().rules]
    assert verdicts.count(Verdict.DENY) > verdicts.count(Verdict.ALLOW)
