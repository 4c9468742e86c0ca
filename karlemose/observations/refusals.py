"""Why a note is not taken, in words for the person who wrote it. A form shows them beside `field`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karlemose.observations import guard
from karlemose.observations.enums import Move, Sort
from karlemose.observations.guard import Finding

OPEN = frozenset({"text", "tag"})  # fields that the guard judges whole; in every other one a CPR number alone


class Refused(Exception):
    """Something about the note must be changed; nothing has been written."""

    def __init__(self, field: str, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


class PointsToPerson(Refused):
    """Words that cannot stay in `field`; `findings` say where, `may_protect` whether the writer may move them.

    In the open text and in a painted word a CPR number, telephone number, e-mail address, plate, dwelling number, and a
    name, in the text until the writer says that it is a word; in every other field a CPR number alone.
    """

    def __init__(self, *, text: str, findings: list[Finding], field: str = "text", may_protect: bool = False) -> None:
        super().__init__(field, _sentence(field, findings))
        self.text = text
        self.findings = findings
        self.may_protect = may_protect

    @property
    def parts(self) -> list[tuple[str, Finding | None]]:
        """The text in pieces, each with what was found in it or None: for marking the words."""
        pieces: list[tuple[str, Finding | None]] = []
        behind = 0
        for finding in self.findings:
            pieces += [(self.text[behind : finding.start], None), (finding.words(self.text), finding)]
            behind = finding.end
        pieces.append((self.text[behind:], None))
        return [(words, finding) for words, finding in pieces if words]

    def moves(self, finding: Finding) -> tuple[Move, ...]:
        return finding.moves(may_protect=self.may_protect and self.field == "text")


def refuse_cpr(field: str, text: str) -> None:
    """Raises `PointsToPerson` for a CPR number: it is kept in no field."""
    found = guard.findings(text, sorts=frozenset({Sort.CPR}))
    if found:
        raise PointsToPerson(text=text, findings=found, field=field)


def _sentence(field: str, findings: list[Finding]) -> Promise:
    if field not in OPEN:
        return _("A CPR number cannot be kept here. Take the marked words out.")
    if all(finding.sort is Sort.NAME for finding in findings):
        return _("The marked words look like a name. Names belong under Protected, not where everybody reads.")
    return _("This can point to a person. Take the marked words out: everybody reads this field.")
