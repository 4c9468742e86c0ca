"""The rulebook on paper: an annex to the partners' arrangement; the record of processing (GDPR art. 30) out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from karlemose.documents.content import Language
from karlemose.documents.text import BREAK, Cleaner
from karlemose.foundation.clock import day_of
from karlemose.policy.rule import Language as Spoken
from karlemose.policy.rule import Rule, Text, Verdict
from karlemose.policy.rulebook import Rulebook
from karlemose.policy.vocabulary import Code

HEADING = Text("Bilag: regelbogen", "Annex: the rulebook")
VERSION = Text("Tekst {version}. Ikke juridisk rådgivning.", "Text {version}. Not legal advice.")
FOOT = Text("Regelbogen · {partnership} · {day}", "The rulebook · {partnership} · {day}")
VERDICTS = {
    Verdict.ALLOW: Text("må", "may"),
    Verdict.COND: Text("må, på betingelser", "may, on conditions"),
    Verdict.DENY: Text("må ikke", "may not"),
    Verdict.DUTY: Text("skal", "shall"),
}
OFF = Text(
    "Slået fra, til partnerskabets jurist har skrevet under.", "Off until the partnership's lawyer has signed it."
)
SIGNED = Text("Underskrevet af {name}, {day}.", "Signed by {name}, {day}.")
FACTS = {
    "who": Text("Hvem", "Who"),
    "what": Text("Hvad", "What"),
    "purpose": Text("Formål", "What for"),
    "basis": Text("Hjemmel", "Legal basis"),
    "conditions": Text("Betingelser", "Conditions"),
    "unless": Text("Eneste undtagelse", "Only exception"),
    "terms": Text("Desuden", "Also"),
    "kept": Text("Opbevares", "Kept"),
    "log": Text("Noteres", "Recorded"),
    "state": Text("Underskrift", "Signature"),
}
BY_INFORMATION = Text("Efter oplysningen", "By information")
RECORD = Text("Fortegnelse over behandlinger (art. 30)", "Record of processing (art. 30)")
RECORD_NOTE = Text(
    "Formål, oplysninger, modtagere og frister for hver regel, der lader noget gives videre og er slået til.",
    "Purposes, information, recipients and time limits of each rule that lets something be passed on and is on.",
)
RULES = Text("Regler", "Rules")
INFORMATION = Text("Oplysning", "Information")
RECEIVERS = Text("Modtagere", "Recipients")

Page = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Annex:
    """What is printed. `signed` is rule → who signed it, and the day."""

    law: Rulebook
    language: Language
    partnership: str
    made_at: datetime
    signed: Mapping[str, tuple[str, date]]


def page(content: Annex, cleaner: Cleaner) -> Page:
    """Everything the template sets, in one language, every rule once."""
    speaker = _Speaker(content, cleaner)
    say, made = speaker.say, day_of(content.made_at)
    return {
        "language": content.language.value,
        "date": [made.year, made.month, made.day],
        "title": f"{say(HEADING)} · {speaker.clean(content.partnership)}",
        "heading": say(HEADING),
        "lead": say(content.law.title),
        "version": say(VERSION, version=f"{content.law.name} {content.law.version}"),
        "foot": say(FOOT, partnership=content.partnership, day=made.isoformat()),
        "groups": [
            {"name": name, "lines": [speaker.line(rule) for rule in rules]}
            for name, rules in speaker.groups(content.law.vocabulary.parties, lambda rule: rule.senders)
        ],
        "by_information": _by_information(speaker),
        "record": _record(speaker),
    }


def _by_information(speaker: "_Speaker") -> Page:
    words = speaker.content.law.vocabulary.information
    groups = speaker.groups(words, lambda rule: rule.information, every=True)
    return {
        "heading": speaker.say(BY_INFORMATION),
        "note": "",
        "widths": [3, 2],
        "columns": [speaker.say(INFORMATION), speaker.say(RULES)],
        "rows": [[name, " · ".join(f"{rule.id} {speaker.verdict(rule)}" for rule in rules)] for name, rules in groups],
    }


def _record(speaker: "_Speaker") -> Page:
    law = speaker.content.law
    lets = [rule for rule in law.rules if rule.verdict != Verdict.DENY and speaker.is_on(rule)]
    columns = [FACTS["purpose"], INFORMATION, RECEIVERS, FACTS["basis"], FACTS["kept"]]
    return {
        "heading": speaker.say(RECORD),
        "note": speaker.say(RECORD_NOTE),
        "widths": [3, 4, 3, 4, 3],
        "columns": [speaker.say(column) for column in columns],
        "rows": [
            [
                f"{rule.id} · {speaker.listed(rule.purposes, law.vocabulary.purposes)}",
                speaker.listed(rule.information, law.vocabulary.information),
                speaker.listed(rule.receivers, law.vocabulary.parties),
                speaker.say(rule.basis),
                speaker.say(rule.retention),
            ]
            for rule in lets
        ],
    }


class _Speaker:
    """The law in one language, cleaned for the font."""

    def __init__(self, content: Annex, cleaner: Cleaner) -> None:
        self.content = content
        self.spoken = Spoken(content.language.value)
        self.cleaner = cleaner

    def clean(self, words: str) -> str:
        return self.cleaner.text(words).replace(BREAK, "")

    def say(self, text: Text, **values: str) -> str:
        return self.clean(text.said(self.spoken).format(**values) if values else text.said(self.spoken))

    def listed(self, codes: tuple[str, ...], words: Mapping[str, Code]) -> str:
        return ", ".join(self.say(words[code].words) for code in codes)

    def verdict(self, rule: Rule) -> str:
        return self.say(VERDICTS[rule.verdict])

    def is_on(self, rule: Rule) -> bool:
        return not rule.needs_signature or rule.id in self.content.signed

    def groups(
        self, words: Mapping[str, Code], codes_of: Callable[[Rule], tuple[str, ...]], *, every: bool = False
    ) -> list[tuple[str, list[Rule]]]:
        """Rules under the words of their first code, or of each; in the order of the words."""
        found: dict[str, list[Rule]] = {}
        for rule in self.content.law.rules:
            for code in codes_of(rule) if every else codes_of(rule)[:1]:
                found.setdefault(self.say(words[code].words), []).append(rule)
        return [(name[0].upper() + name[1:], found[name]) for name in sorted(found, key=str.casefold)]

    def line(self, rule: Rule) -> Page:
        facts = [(FACTS[name], value) for name, value in self._facts(rule).items() if value]
        return {
            "title": f"{rule.id} · {self.verdict(rule)}",
            "words": self.say(rule.words),
            "facts": [{"name": self.say(name), "value": value} for name, value in facts],
        }

    def _facts(self, rule: Rule) -> dict[str, str]:
        words = self.content.law.vocabulary
        way = f"{self.listed(rule.senders, words.parties)} → {self.listed(rule.receivers, words.parties)}"
        return {
            "who": self.clean(way),
            "what": self.listed(rule.information, words.information),
            "purpose": self.listed(rule.purposes, words.purposes),
            "basis": self.say(rule.basis),
            "conditions": "; ".join(self.say(words.conditions[code].words) for code in rule.conditions),
            "unless": "; ".join(self.say(words.conditions[code].words) for code in rule.unless),
            "terms": self.say(rule.terms) if rule.terms else "",
            "kept": self.say(rule.retention),
            "log": "; ".join(self.say(words.logs[code]) for code in rule.log),
            "state": self._state(rule),
        }

    def _state(self, rule: Rule) -> str:
        if not rule.needs_signature:
            return ""
        if rule.id not in self.content.signed:
            return self.say(OFF)
        name, day = self.content.signed[rule.id]
        return self.say(SIGNED, name=name, day=day.isoformat())
