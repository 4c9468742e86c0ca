"""Why a note is not taken, in words for the person who wrote it. A form shows them beside `field`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karlemose.observations.guard import Finding


class Refused(Exception):
    """Something about the note must be changed; nothing has been written."""

    def __init__(self, field: str, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


class PointsToPerson(Refused):
    """The open text holds a CPR number, telephone number, e-mail address or plate; `findings` say where."""

    def __init__(self, *, text: str, findings: list[Finding]) -> None:
        super().__init__(
            "text", _("This can point to a person. Take the marked words out: everybody reads this field.")
        )
        self.text = text
        self.findings = findings

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
