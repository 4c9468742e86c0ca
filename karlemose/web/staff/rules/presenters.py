"""The rulebook in words: each rule under whoever gives, or under what is given. The law's own words are in its file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from karlemose.partners import queries as partners
from karlemose.policy.rule import Language, Rule, Text, Verdict
from karlemose.policy.rulebook import Rulebook, in_force
from karlemose.policy.viewer import Viewer
from karlemose.policy.vocabulary import Code
from karlemose.web import languages, times
from karlemose.web.staff.facts import Fact, known

SHORT = 12  # characters of a version that a person compares


@dataclass(frozen=True)
class Line:
    """One rule as it is read."""

    id: str
    verdict: str
    words: str
    way: str
    basis: str
    facts: list[Fact]
    state: str


@dataclass(frozen=True)
class Group:
    name: str
    lines: list[Line]


@dataclass(frozen=True)
class Page:
    title: str
    version: str
    by_information: bool
    opened: str  # the rule that the address names: its fold is open
    groups: list[Group]


@dataclass(frozen=True)
class _Speaker:
    """What every line needs: the law, the reader's language, and who signed."""

    law: Rulebook
    language: Language
    signed: Mapping[str, partners.Signed]

    def say(self, text: Text) -> str:
        return text.said(self.language)

    def listed(self, codes: tuple[str, ...], words: Mapping[str, Code]) -> str:
        return ", ".join(self.say(words[code].words) for code in codes)


def rules(viewer: Viewer, *, by_information: bool, opened: str = "") -> Page:
    """The whole table, grouped by the first party that gives or by the first kind of information."""
    speaker = _speaker(viewer)
    law = speaker.law
    words = law.vocabulary.information if by_information else law.vocabulary.parties
    groups: dict[str, list[Line]] = {}
    for rule in law.rules:
        first = (rule.information if by_information else rule.senders)[0]
        groups.setdefault(speaker.say(words[first].words), []).append(_line(rule, speaker))
    return Page(
        title=speaker.say(law.title),
        version=f"{law.name} {law.version[:SHORT]}",
        by_information=by_information,
        opened=opened,
        groups=[Group(name[0].upper() + name[1:], groups[name]) for name in sorted(groups, key=str.casefold)],
    )


def lines_of(viewer: Viewer, ids: Collection[str]) -> list[Line]:
    """These rules, in the order of the rulebook; one that today's text has no more is left out."""
    speaker = _speaker(viewer)
    return [_line(rule, speaker) for rule in speaker.law.rules if rule.id in ids]


def _speaker(viewer: Viewer) -> _Speaker:
    law = in_force()
    return _Speaker(law, languages.of_law(), partners.signatures(viewer, version=law.version))


def _line(rule: Rule, speaker: _Speaker) -> Line:
    words = speaker.law.vocabulary
    way = _("from %(sender)s to %(receiver)s") % {
        "sender": speaker.listed(rule.senders, words.parties),
        "receiver": speaker.listed(rule.receivers, words.parties),
    }
    return Line(
        id=rule.id,
        verdict=_verdicts()[rule.verdict],
        words=speaker.say(rule.words),
        way=way,
        basis=speaker.say(rule.basis),
        facts=_facts(rule, speaker),
        state=_state(rule, speaker),
    )


def _facts(rule: Rule, speaker: _Speaker) -> list[Fact]:
    words, say = speaker.law.vocabulary, speaker.say
    return known(
        Fact(_("What"), speaker.listed(rule.information, words.information)),
        Fact(_("What for"), speaker.listed(rule.purposes, words.purposes)),
        Fact(_("Legal basis"), say(rule.basis)),
        Fact(_("Conditions"), "; ".join(say(words.conditions[code].words) for code in rule.conditions)),
        Fact(_("Only exception"), "; ".join(say(words.conditions[code].words) for code in rule.unless)),
        Fact(_("Also"), say(rule.terms) if rule.terms else ""),
        Fact(_("Consent"), say(words.consents[rule.consent])),
        Fact(_("Kept"), say(rule.retention)),
        Fact(_("Recorded"), "; ".join(say(words.logs[code]) for code in rule.log)),
        Fact(_("In force"), _days(rule.valid_from, rule.valid_to)),
        Fact(_("Source"), "; ".join(rule.sources)),
    )


def _days(first: date, last: date | None) -> str:
    return f"{times.full_day(first)} – {times.full_day(last) if last else ''}".strip()


def _state(rule: Rule, speaker: _Speaker) -> str:
    """Who switched a rule on that waits for a signature, or that nobody has."""
    if not rule.needs_signature:
        return ""
    signed = speaker.signed.get(rule.id)
    if signed is None:
        return _("Off until the partnership's lawyer has signed it.")
    return _("Signed by %(name)s, %(day)s.") % {"name": signed.by, "day": times.full_day(times.at_home(signed.at))}


def _verdicts() -> dict[Verdict, str]:
    return {
        Verdict.ALLOW: _("may"),
        Verdict.COND: _("may, on conditions"),
        Verdict.DENY: _("may not"),
        Verdict.DUTY: _("shall"),
    }
