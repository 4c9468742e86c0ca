"""Navigation: at most six entries for each role, in the order of how often they are used (ux.md § 2).

An entry that has no purpose for a role does not exist for it. Pages that are not built yet have no entry: until then
the map of places is the picture, the briefing the meeting. Where that leaves room, what a role may do besides follows.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission, Role

FIRST = 4  # on the phone; the rest is under "More"


@dataclass(frozen=True)
class Page:
    label: str | Promise
    icon: str
    permission: Permission


PAGES = {
    "note": Page(_("Note"), "note", Permission.NOTE),
    "week": Page(_("This week"), "week", Permission.SEE_PICTURE),
    "mine": Page(_("Mine"), "mine", Permission.NOTE),
    "observations": Page(_("Observations"), "list", Permission.SEE_PICTURE),
    "briefings": Page(_("Briefing"), "briefing", Permission.READ_BRIEFINGS),
    "places": Page(_("Places"), "map", Permission.SEE_PICTURE),
    "months": Page(_("Since last time"), "board", Permission.SEE_PUBLIC_LEVEL),
    "answer": Page(_("Answer the week"), "answers", Permission.ANSWER),
    "answers": Page(_("Answers"), "answers", Permission.NOTE),
    "hand-over": Page(_("Hand-over"), "hand-over", Permission.HAND_OVER),
    "receipts": Page(_("Hand-over"), "hand-over", Permission.RECEIVE),
    "received": Page(_("Received"), "hand-over", Permission.READ_RECEIVED),
    "unanswered": Page(_("Unanswered"), "waiting", Permission.SEE_UNANSWERED),
}
PAGES_OF_PARTNERSHIP = {  # about the partnership as a whole; their addresses name no neighbourhood
    "people": Page(_("People"), "people", Permission.MANAGE_PEOPLE),
    "agreements": Page(_("Agreements"), "briefing", Permission.SEE_AGREEMENTS),
    "devices": Page(_("Devices"), "device-phone", Permission.MANAGE_PEOPLE),
    "ledger": Page(_("Ledger"), "list", Permission.SEE_OWN_LEDGER),
    "oversight": Page(_("Oversight"), "people", Permission.OVERSEE),
    "rules-of-partnership": Page(_("Rules"), "board", Permission.OVERSEE),
    "whole-ledger": Page(_("Ledger"), "list", Permission.OVERSEE),
    "state": Page(_("State"), "check", Permission.SEE_STATE),
}
OF_ROLE_IN_PARTNERSHIP: dict[Role, tuple[str, ...]] = {
    Role.CONTACT: ("people", "agreements", "devices", "ledger"),
    Role.DATA_PROTECTION: ("oversight", "rules-of-partnership", "whole-ledger", "agreements"),
    Role.OPERATIONS: ("state",),
}
_DESK = ("week", "briefings", "places", "note", "observations")
_OFFICE = ("week", "hand-over", "briefings", "places", "note", "observations")
_FIELD = ("note", "mine", "answers", "week", "observations")
OF_ROLE: dict[Role, tuple[str, ...]] = {
    Role.CARETAKER: _FIELD,
    Role.HOUSING_MANAGER: _OFFICE,
    Role.HOUSING_OFFICE: _OFFICE,
    Role.LOCAL_OFFICER: ("week", "answer", "places", "briefings", "receipts", "observations"),
    Role.INVESTIGATOR: ("received", "briefings", "observations"),
    Role.PROJECT_HEAD: _DESK,
    Role.YOUTH_WORKER: ("week", "note", "briefings", "places", "answers"),
    Role.DAYCARE_LEADER: ("week", "note", "briefings", "answers"),
    Role.DAYCARE_TEACHER: ("note", "mine", "answers", "week"),
    Role.STEERING: ("week", "briefings", "unanswered", "places"),
    Role.BOARD_MEMBER: ("months", "note", "briefings"),
}


@dataclass(frozen=True)
class Entry:
    name: str
    label: str
    icon: str
    url: str
    is_current: bool


class Navigation(list[Entry]):
    @property
    def first(self) -> list[Entry]:
        return self[:FIRST]

    @property
    def rest(self) -> list[Entry]:
        return self[FIRST:]


def entries(viewer: Viewer, *, partnership: str, neighbourhood: str, current: str) -> Navigation:
    """The entries of this person here; `current` is the name of the open route, `week` for `week-of` as well."""
    shown = [name for name in OF_ROLE.get(viewer.role, ()) if viewer.has(PAGES[name].permission)]
    return Navigation(
        Entry(
            name=name,
            label=str(PAGES[name].label),
            icon=PAGES[name].icon,
            url=reverse(f"staff:{name}", args=[partnership, neighbourhood]),
            is_current=current == name or current.startswith(f"{name}-"),
        )
        for name in shown
    )


def of_partnership(viewer: Viewer, *, partnership: str, current: str) -> Navigation:
    """The entries of whoever looks after a partnership, not after a neighbourhood; empty for everybody else."""
    names = OF_ROLE_IN_PARTNERSHIP.get(viewer.role, ())
    return Navigation(
        Entry(
            name=name,
            label=str(PAGES_OF_PARTNERSHIP[name].label),
            icon=PAGES_OF_PARTNERSHIP[name].icon,
            url=reverse(name, args=[partnership]),
            is_current=current == name or current.startswith(f"{name}-"),
        )
        for name in names
        if viewer.has(PAGES_OF_PARTNERSHIP[name].permission)
    )
