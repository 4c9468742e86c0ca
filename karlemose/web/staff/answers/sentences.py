"""What the police answered, in one sentence (ux.md § 9, 22 and 23): numbers, never which note."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.foundation.clock import Week
from karlemose.observations import answers
from karlemose.observations.answering import Counted
from karlemose.observations.digests import Digest
from karlemose.observations.replies import Reply
from karlemose.policy.viewer import Viewer
from karlemose.web import languages

NO_BREAK = "\u00a0"


def numbers(by_reply: Mapping[Reply, int]) -> str:
    """2 new to the police, 3 known, 1 useful"""
    return ", ".join(_number(reply, number) for reply, number in by_reply.items() if number)


def told(digest: Digest) -> str:
    """What one person reads on Friday about their own notes of a week."""
    week = Week.parse(digest.week).number
    answered = {reply: digest.numbers[reply.value] for reply in Reply if digest.numbers.get(reply.value)}
    if not answered:
        return _none_yet(week)
    counted = ngettext(
        "Your report in week %(week)d: %(answers)s.",
        "Your %(number)d reports in week %(week)d: %(answers)s.",
        digest.number_noted,
    ) % {"number": digest.number_noted, "week": week, "answers": numbers(answered)}
    return " ".join(
        part for part in (counted, _open(digest.number_noted - digest.number_answered), _("Thank you.")) if part
    )


def everybody(counted: Counted) -> str:
    """What is read about all notes of a week."""
    if not counted.number:
        return _("Nobody noted anything that waits for an answer.")
    if not counted.answered:
        return ngettext(
            "%(number)d report, not answered yet.", "%(number)d reports, none of them answered yet.", counted.number
        ) % {"number": counted.number}
    said = ngettext("%(number)d report: %(answers)s.", "%(number)d reports: %(answers)s.", counted.number) % {
        "number": counted.number,
        "answers": numbers(counted.by_reply),
    }
    return f"{said} {_open(counted.open)}".strip()


def refusal(viewer: Viewer) -> str:
    """Why there are no answers here yet, which rule, and what one can do: the law's own words."""
    return str(answers.why_not(viewer, languages.of_law()))


def _none_yet(week: int) -> str:
    said = (
        _("The police have not answered week %(week)d yet.") % {"week": week},
        _("What has waited for seven days is on the list of both chiefs."),
        _("Your reports are received. Thank you."),
    )
    return " ".join(said)


def _open(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(number)d is not answered yet.", "%(number)d are not answered yet.", number) % {"number": number}


def _number(reply: Reply, number: int) -> str:
    said = {
        Reply.NEW_TO_US: ngettext("%(number)d new to the police", "%(number)d new to the police", number),
        Reply.KNOWN: ngettext("%(number)d known", "%(number)d known", number),
        Reply.USEFUL: ngettext("%(number)d useful", "%(number)d useful", number),
        Reply.NO_ACTION: ngettext("%(number)d without action", "%(number)d without action", number),
        Reply.KEEP_NOTING: ngettext("%(number)d to keep noting", "%(number)d to keep noting", number),
        Reply.NOT_FOR_POLICE: ngettext("%(number)d not for the police", "%(number)d not for the police", number),
    }
    return (said[reply] % {"number": number}).replace(" ", NO_BREAK, 1)
