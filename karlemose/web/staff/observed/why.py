"""Why one sees the protected part, who else does, and for how long, in words (ux.md, § 6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.observations import reasons
from karlemose.observations.clips import Clip
from karlemose.observations.photo_queries import ProtectedPhoto
from karlemose.observations.queries import Observation, Particulars
from karlemose.observations.reasons import Reason
from karlemose.policy.rule import Text
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Whose
from karlemose.web import languages, times, words
from karlemose.web.staff.observation import Shown
from karlemose.web.staff.rules.presenters import SHORT

Held = Particulars | ProtectedPhoto | Clip


@dataclass(frozen=True, kw_only=True)
class Why:
    line: str
    because: list[str]
    others: list[str]
    how_long: list[str]
    recorded: str


def why(viewer: Viewer, observation: Observation, row: Held, *, shown: Shown, at: datetime) -> Why:
    """`at` is on the neighbourhood's clock."""
    row.observation = observation  # it is the same: no query for it
    found = reasons.of_particulars(viewer, row)
    return Why(
        line=_line(viewer, found.reasons, is_clip=isinstance(row, Clip)),
        because=list(_because(viewer, found.reasons)),
        others=list(_others(row, found.colleagues - 1, shown=shown)),
        how_long=list(_how_long(observation, row)),
        recorded=_("Your reading is recorded, %(time)s, and can be seen by the owner of the data.")
        % {"time": times.clock(at)},
    )


def _line(viewer: Viewer, found: tuple[Reason, ...], *, is_clip: bool) -> str:
    """The nearest reason: that one wrote it oneself, else that one works where it is kept."""
    own = next((one for one in found if one.whose is Whose.AUTHOR), None)
    if own is not None:
        noted = _("You see this because you noted it yourself (rule %(rule)s).")
        kept = _("You see this because you kept it here yourself (rule %(rule)s).")
        return (kept if is_clip else noted) % {"rule": own.rule}
    return _("You see this because you are %(role)s in %(organisation)s (rule %(rule)s).") % {
        "role": str(words.ROLES[viewer.role]).lower(),
        "organisation": _organisation(viewer),
        "rule": ", ".join(dict.fromkeys(one.rule for one in found)),
    }


def _because(viewer: Viewer, found: tuple[Reason, ...]) -> Iterator[str]:
    yield _("You: %(name)s, %(role)s, %(organisation)s. Purpose: %(purpose)s.") % {
        "name": viewer.name,
        "role": str(words.ROLES[viewer.role]).lower(),
        "organisation": _organisation(viewer),
        "purpose": words.PURPOSES[viewer.purpose],
    }
    for reason in {one.rule: one for one in found}.values():
        yield _("Rule %(rule)s: %(words)s Basis: %(basis)s. Version %(version)s, in force from %(day)s.") % {
            "rule": reason.rule,
            "words": _say(reason.words),
            "basis": _say(reason.basis).rstrip("."),
            "version": reason.version[:SHORT],
            "day": times.full_day(reason.valid_from),
        }
        if reason.met:
            met = " · ".join(f"{_say(one)} ✓" for one in reason.met)
            yield _("Met: %(conditions)s.") % {"conditions": met}


def _others(row: Held, number: int, *, shown: Shown) -> Iterator[str]:
    """How many of the office, the police after a hand-over; and what all the rest see instead."""
    yield ngettext(
        "%(organisation)s: %(number)d person besides you, whoever noted it among them.",
        "%(organisation)s: %(number)d persons besides you, whoever noted it among them.",
        number,
    ) % {"organisation": row.held_by.name, "number": number}
    yield _("The police: once it is handed over. Nobody else.")
    seen = ", ".join(part for part in (shown.kind, shown.place, shown.when) if part)
    yield _("All other partners see only: “%(words)s”.") % {"words": seen}


def _how_long(observation: Observation, row: Held) -> Iterator[str]:
    day = {"day": times.full_day(row.erase_on)}
    if isinstance(row, Clip):
        if row.preserved_because:
            yield _("It was preserved for a reason until %(day)s, and is erased by itself then.") % day
        else:
            yield _("Until %(day)s: the day of the recording and the camera's days. Then it is erased by itself.") % day
        yield _("At once, if its observation is withdrawn or is no incident any more.")
    elif getattr(row, "plate", "") and not observation.is_incident:
        yield _("No incident is named, so it is erased on %(day)s. Name the incident to keep it longer.") % day
    else:
        yield _("Until the case is closed, and %(day)s at the latest.") % day


def _organisation(viewer: Viewer) -> str:
    kind = words.ORGANISATIONS.get(viewer.organisation_kind) if viewer.organisation_kind else None
    return str(kind or viewer.organisation_name)


def _say(text: Text) -> str:
    return text.said(languages.of_law())
