"""What each line of the ledger says, in words. A line holds codes; the words are ours and may change."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from karlemose.ledger.events import Event
from karlemose.ledger.queries import Line
from karlemose.policy.words import Purpose, Role
from karlemose.web import words

EVENTS: Mapping[Event, str | Promise] = {
    Event.SIGNED_IN: gettext_lazy("Signed in"),
    Event.SIGNED_OUT: gettext_lazy("Signed out"),
    Event.SIGN_IN_FAILED: gettext_lazy("A sign-in failed"),
    Event.SIGNED_OUT_EVERYWHERE: gettext_lazy("Signed out everywhere"),
    Event.PASSWORD_SET: gettext_lazy("Chose a new password"),
    Event.FACTOR_ADDED: gettext_lazy("Added a second factor"),
    Event.FACTOR_REMOVED: gettext_lazy("Removed a second factor"),
    Event.FACTOR_USED: gettext_lazy("Showed a second factor"),
    Event.FACTOR_REFUSED: gettext_lazy("A second factor was refused"),
    Event.CODES_RENEWED: gettext_lazy("Made new recovery codes"),
    Event.DEVICE_ENROLLED: gettext_lazy("Enrolled a device"),
    Event.DEVICE_RENAMED: gettext_lazy("Named a device"),
    Event.DEVICE_REVOKED: gettext_lazy("Took a device away"),
    Event.IDENTITY_LINKED: gettext_lazy("Linked the organisation's own sign-in"),
    Event.ORGANISATION_ADDED: gettext_lazy("Added an organisation"),
    Event.MEMBERSHIP_INVITED: gettext_lazy("Invited somebody"),
    Event.MEMBERSHIP_STARTED: gettext_lazy("A membership began"),
    Event.MEMBERSHIP_CHANGED: gettext_lazy("Changed a membership"),
    Event.MEMBERSHIP_RENEWED: gettext_lazy("Renewed a membership"),
    Event.MEMBERSHIP_ENDED: gettext_lazy("A membership ended"),
    Event.MEMBERSHIP_WORN: gettext_lazy("Began the day's work"),
    Event.ACCESS_RESTORED: gettext_lazy("Was let in again with a link"),
    Event.AGREEMENT_MADE: gettext_lazy("Made an agreement"),
    Event.AGREEMENT_ENDED: gettext_lazy("Ended an agreement"),
    Event.RULE_SIGNED: gettext_lazy("Signed a rule"),
    Event.LINK_MADE: gettext_lazy("Made a link"),
    Event.LINK_OPENED: gettext_lazy("A link was opened"),
    Event.LINK_USED: gettext_lazy("A link was used"),
    Event.LINK_REVOKED: gettext_lazy("Took a link back"),
    Event.NEIGHBOURHOOD_ADDED: gettext_lazy("Added a neighbourhood"),
    Event.PLAN_LOADED: gettext_lazy("Loaded a plan"),
    Event.SQUARES_ADDED: gettext_lazy("Added squares"),
    Event.OBSERVATION_NOTED: gettext_lazy("Noted something"),
    Event.OBSERVATIONS_IMPORTED: gettext_lazy("Took in a file of reports"),
    Event.BRIEFING_MADE: gettext_lazy("Made a briefing"),
    Event.BRIEFING_OPENED: gettext_lazy("Opened a briefing"),
    Event.BRIEFING_OUTDATED: gettext_lazy("A briefing got late reports"),
}
DETAILS: Mapping[str, str | Promise] = {
    "role": gettext_lazy("role"),
    "purpose": gettext_lazy("purpose"),
    "until": gettext_lazy("until"),
    "because": gettext_lazy("because"),
    "kind": gettext_lazy("kind"),
    "days": gettext_lazy("days"),
    "level": gettext_lazy("level"),
    "basis": gettext_lazy("rule"),
    "neighbourhoods": gettext_lazy("neighbourhoods"),
    "rule": gettext_lazy("rule"),
    "passkeys": gettext_lazy("passkeys"),
}


def event(code: str) -> str:
    """The event in words; its code where this page is older than the line."""
    try:
        return str(EVENTS.get(Event(code), code))
    except ValueError:
        return code


def detail(line: Line) -> str:
    """The codes of a line that a person can read, `role: Caretaker · until: 2027-05-17`."""
    said = [(DETAILS[name], _value(name, value)) for name, value in line.detail.items() if name in DETAILS]
    return " · ".join(f"{name}: {value}" for name, value in said if value)


def subjects(line: Line) -> str:
    """What it was about, by kind and number, as the sealed line has it."""
    return ", ".join(str(one) for one in line.subjects)


def _value(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(_SAID.get(name, {}).get(str(value), value))


_SAID: Mapping[str, Mapping[str, str | Promise]] = {
    "role": {role.value: words.ROLES[role] for role in Role},
    "purpose": {purpose.value: words.PURPOSES[purpose] for purpose in Purpose},
    "because": {
        "contact": gettext_lazy("the contact person ended it"),
        "claim": gettext_lazy("the organisation's own sign-in says so"),
        "command": gettext_lazy("whoever runs the installation ended it"),
    },
}
