"""From a rulebook's file to its values. Loading is checking: whatever nobody would read is an error."""

from collections.abc import Collection, Mapping
from typing import Any

from karlemose.policy.rule import ANY, Reading, Rule, Text, Verdict
from karlemose.policy.table import Table
from karlemose.policy.vocabulary import ANY_PURPOSE, ANYBODY, ANYTHING, Code, Condition, Vocabulary
from karlemose.policy.words import Channel, Level, OrganisationKind, Purpose, Role, Whose

SECTIONS = (
    *("name", "title", "party", "information", "purpose", "condition", "consent", "log", "instead", "none"),
    *("channel", "reading", "rule"),
)
CONFIDENCE = ("V", "K", "M", "L", "D")
FIELDS = (
    *("da", "en", "from", "to", "information", "purpose", "verdict", "basis", "conditions", "unless", "terms"),
    *("consent", "retention", "log", "valid_from", "valid_to", "signature", "both_ways", "sources", "confidence"),
    "instead",
)
READING = (
    *("channel", "level", "organisations", "memberships", "to", "information", "purpose", "basis"),
    *("whose", "roles", "holds"),
)


def vocabulary(top: Table) -> Vocabulary:
    parties = _codes(top, "party", ANYBODY)
    return Vocabulary(
        parties=parties,
        information=_codes(top, "information", ANYTHING),
        purposes=_codes(top, "purpose", ANY_PURPOSE),
        conditions={code: _condition(table, code) for code, table in tables(top, "condition").items()},
        consents=_texts(top, "consent"),
        logs=_texts(top, "log"),
        ways=_texts(top, "instead"),
        senders_of=_senders(top, parties),
    )


def rules(top: Table, words: Vocabulary) -> tuple[Rule, ...]:
    found = tuple(_rule(code, table, words) for code, table in sorted(tables(top, "rule").items()))
    if not found:
        top.wrong("rule", "a rulebook has rules")
    return found


def readings(top: Table, words: Vocabulary) -> tuple[Reading, ...]:
    listed = top.content.get("reading", [])
    if not isinstance(listed, list):
        top.wrong("reading", "stands as [[reading]]")
        return ()
    return tuple(
        _reading(Table(top.file, f"reading {number}", one, top.problems), words, tables(top, "rule"))
        for number, one in enumerate(listed, start=1)
    )


def tables(top: Table, section: str) -> Mapping[str, Table]:
    """The tables of a section by their code."""
    found = top.content.get(section, {})
    if not isinstance(found, dict):
        top.wrong(section, "is not a table")
        return {}
    return {code: Table(top.file, f"{section} {code}", content, top.problems) for code, content in found.items()}


def _codes(top: Table, section: str, every: Code) -> dict[str, Code]:
    found = tables(top, section)
    within = {code: table.codes("is", found, needed=False) for code, table in found.items()}
    for code, table in found.items():
        table.only(("da", "en", "is"))
        if code == ANY or code in _above(code, within):
            table.wrong("is", "a code is neither `any` nor a part of itself")
    codes = {code: Code(code, table.words(), _above(code, within)) for code, table in found.items()}
    return {**codes, ANY: every}


def _above(code: str, within: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The groups of a code and the groups of those."""
    found: set[str] = set()
    left = list(within.get(code, ()))
    while left:
        group = left.pop()
        if group not in found:
            found.add(group)
            left.extend(within.get(group, ()))
    return frozenset(found)


def _condition(table: Table, code: str) -> Condition:
    table.only(("da", "en", "channels", "not_channels"))
    allowed = table.several_of("channels", Channel) if "channels" in table.content else frozenset(Channel)
    refused = table.several_of("not_channels", Channel) if "not_channels" in table.content else frozenset()
    return Condition(code, table.words(), allowed - refused)


def _texts(top: Table, section: str) -> dict[str, Text]:
    found = tables(top, section)
    for table in found.values():
        table.only(("da", "en"))
    return {code: table.words() for code, table in found.items()}


def _senders(top: Table, parties: Mapping[str, Code]) -> dict[Channel, str]:
    found = {}
    for name, table in tables(top, "channel").items():
        table.only(("from",))
        if name in list(Channel):
            found[Channel(name)] = table.code("from", parties)
        else:
            table.wrong("channel", f"one of {', '.join(Channel)} is needed")
    return found


def _rule(code: str, table: Table, words: Vocabulary) -> Rule:
    table.only(FIELDS)
    rule = Rule(
        id=code,
        words=table.words(),
        senders=table.codes("from", words.parties),
        receivers=table.codes("to", words.parties),
        information=table.codes("information", words.information),
        purposes=table.codes("purpose", words.purposes),
        verdict=table.one_of("verdict", Verdict),
        basis=table.text("basis"),
        conditions=table.codes("conditions", words.conditions, needed=False),
        unless=table.codes("unless", words.conditions, needed=False),
        terms=table.text("terms") if "terms" in table.content else None,
        consent=table.code("consent", words.consents),
        retention=table.text("retention"),
        log=table.codes("log", words.logs),
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to") if "valid_to" in table.content else None,
        needs_signature=table.flag("signature"),
        both_ways=table.flag("both_ways"),
        sources=table.strings("sources"),
        confidence=table.codes("confidence", CONFIDENCE),
        instead=table.codes("instead", words.ways, needed=False),
    )
    _fits_together(rule, table)
    return rule


def _fits_together(rule: Rule, table: Table) -> None:
    """What a verdict must and must not have."""
    if (rule.verdict == Verdict.COND) != bool(rule.conditions):
        table.wrong("conditions", "a COND has conditions, and nothing else has")
    if rule.unless and rule.verdict != Verdict.DENY:
        table.wrong("unless", "only a DENY carries an exception")
    if rule.verdict in {Verdict.COND, Verdict.DENY} and not rule.instead:
        table.wrong("instead", "whoever is refused must be told what one can do instead")
    if rule.verdict == Verdict.DUTY and rule.needs_signature:
        table.wrong("signature", "a DUTY waits for nobody")
    if not rule.sources:
        table.wrong("sources", "at least one source is needed")
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        table.wrong("valid_to", "lies before valid_from")


def _reading(table: Table, words: Vocabulary, known_rules: Collection[str]) -> Reading:
    table.only(READING)
    return Reading(
        channel=table.one_of("channel", Channel),
        level=table.one_of("level", Level),
        organisations=table.several_of("organisations", OrganisationKind),
        memberships=table.several_of("memberships", Purpose),
        receiver=table.code("to", words.parties),
        information=table.code("information", words.information),
        purpose=table.code("purpose", words.purposes),
        basis=table.code("basis", known_rules),
        whose=table.one_of("whose", Whose) if "whose" in table.content else Whose.EVERYBODY,
        roles=table.several_of("roles", Role) if "roles" in table.content else frozenset(Role),
        holds=frozenset(table.codes("holds", words.conditions, needed=False)),
    )


def none_instead(top: Table, words: Vocabulary) -> tuple[str, ...]:
    """What one can do where no rule fits at all."""
    table = Table(top.file, "none", top.content.get("none"), top.problems)
    table.only(("instead",))
    return table.codes("instead", words.ways)


def organisations_are_parties(top: Table, words: Vocabulary) -> None:
    """Every kind of organisation owns records, so the law must have a word for it."""
    lacking: list[Any] = [kind.value for kind in OrganisationKind if kind not in words.parties]
    if lacking:
        top.wrong("party", f"lacks {', '.join(lacking)}")
