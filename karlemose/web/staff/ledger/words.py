"""What each line of the ledger says, in words. A line holds codes; the words are ours and may change."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from karlemose.ledger.events import Event
from karlemose.ledger.queries import Line
from karlemose.observations.enums import Kind
from karlemose.policy.words import OrganisationKind, Purpose, Role
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
    Event.OBSERVATION_NOTED: gettext_lazy("Noted something"),
    Event.OBSERVATIONS_IMPORTED: gettext_lazy("Took in a file of reports"),
    Event.BRIEFING_MADE: gettext_lazy("Made a briefing"),
    Event.BRIEFING_OPENED: gettext_lazy("Opened a briefing"),
    Event.BRIEFING_OUTDATED: gettext_lazy("A briefing got late reports"),
    Event.BRIEFING_SHOWN_AS_KNOWN: gettext_lazy("Made a briefing of what was known at a moment"),
    Event.COUNTS_EXPORTED: gettext_lazy("Took out a week’s counts as a file"),
    Event.CAMERA_ADDED: gettext_lazy("Added a camera to the list"),
    Event.CAMERA_CHANGED: gettext_lazy("Changed a camera on the list"),
    Event.HAND_OVER_MADE: gettext_lazy("Began a hand-over"),
    Event.HAND_OVER_CHANGED: gettext_lazy("Changed a hand-over"),
    Event.HAND_OVER_RETURNED: gettext_lazy("Sent a hand-over back"),
    Event.HAND_OVER_APPROVED: gettext_lazy("Approved a hand-over"),
    Event.HAND_OVER_REFUSED: gettext_lazy("A hand-over was refused"),
    Event.HAND_OVER_RELEASED: gettext_lazy("Released a hand-over"),
    Event.HAND_OVER_RECALLED: gettext_lazy("Took a hand-over back"),
    Event.HAND_OVER_ACKNOWLEDGED: gettext_lazy("Gave a receipt for a hand-over"),
    Event.HAND_OVER_OPENED: gettext_lazy("Opened a hand-over"),
    Event.PARCEL_FETCHED: gettext_lazy("Fetched a parcel"),
    Event.PLATE_LOOKED_UP: gettext_lazy("Looked a plate up among what was handed over"),
    Event.RECEIVER_KEY_SET: gettext_lazy("Set the key of a receiver"),
    Event.OBSERVATION_CORRECTED: gettext_lazy("Corrected an observation"),
    Event.OBSERVATION_WITHDRAWN: gettext_lazy("Withdrew an observation"),
    Event.OBSERVATIONS_MERGED: gettext_lazy("Merged observations"),
    Event.OBSERVATION_PARTED: gettext_lazy("Parted an observation again"),
    Event.PARTICULARS_OPENED: gettext_lazy("Read something protected"),
    Event.OBSERVATIONS_EXPORTED: gettext_lazy("Took out a file of observations"),
    Event.PHOTO_ADDED: gettext_lazy("Added a photo"),
    Event.PHOTO_WITHDRAWN: gettext_lazy("Withdrew a photo"),
    Event.PHOTO_OPENED: gettext_lazy("Looked at a photo"),
    Event.DAMAGE_REMOVED: gettext_lazy("Noted that damage was removed"),
    Event.CLIP_ADDED: gettext_lazy("Added a clip"),
    Event.CLIP_NUMBERED: gettext_lazy("Gave a clip its number"),
    Event.CLIP_PRESERVED: gettext_lazy("Kept a clip for longer"),
    Event.CLIP_WITHDRAWN: gettext_lazy("Withdrew a clip"),
    Event.WEEK_ANSWERED: gettext_lazy("Answered the week"),
    Event.DIGESTS_MADE: gettext_lazy("Sent Friday's answers"),
    Event.RETENTION_SWEPT: gettext_lazy("Erased what had reached its day"),
}
DETAILS: Mapping[str, str | Promise] = {
    "role": gettext_lazy("role"),
    "purpose": gettext_lazy("purpose"),
    "until": gettext_lazy("until"),
    "because": gettext_lazy("because"),
    "kind": gettext_lazy("kind"),
    "days": gettext_lazy("days"),
    "level": gettext_lazy("level"),
    "neighbourhoods": gettext_lazy("neighbourhoods"),
    "passkeys": gettext_lazy("passkeys"),
}

SUBJECTS: Mapping[str, str | Promise] = {
    "agreement": gettext_lazy("agreement"),
    "briefing": gettext_lazy("briefing"),
    "camera": gettext_lazy("camera"),
    "clip": gettext_lazy("clip"),
    "device": gettext_lazy("device"),
    "digest": gettext_lazy("Friday's answers"),
    "hand_over": gettext_lazy("hand-over"),
    "import": gettext_lazy("import"),
    "link": gettext_lazy("link"),
    "membership": gettext_lazy("membership"),
    "neighbourhood": gettext_lazy("neighbourhood"),
    "observation": gettext_lazy("observation"),
    "organisation": gettext_lazy("organisation"),
    "particulars": gettext_lazy("particulars"),
    "photo": gettext_lazy("photo"),
    "plate": gettext_lazy("plate"),
    "signature": gettext_lazy("signature"),
    "user": gettext_lazy("user"),
}

NAME_RULES = ("rule", "basis")


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


def rules(line: Line) -> tuple[str, ...]:
    """The rules that a line names: by which it was read, agreed or signed."""
    named = (str(line.detail.get(name) or "") for name in NAME_RULES)
    return tuple(code for text in named for code in text.split("+") if code)


def subjects(line: Line) -> str:
    """What it was about, `hand-over 7M0QW5ARTC, clip 2B…`: the numbers are those of the sealed line."""
    return ", ".join(f"{SUBJECTS.get(one.kind, one.kind)} {one.id}" for one in line.subjects)


def _value(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(_SAID.get(name, {}).get(str(value), value))


_SAID: Mapping[str, Mapping[str, str | Promise]] = {
    "kind": {
        **{kind.value: kind.label for kind in Kind},
        **{kind.value: words.ORGANISATIONS[kind] for kind in OrganisationKind},
    },
    "role": {role.value: words.ROLES[role] for role in Role},
    "purpose": {purpose.value: words.PURPOSES[purpose] for purpose in Purpose},
    "because": {
        "contact": gettext_lazy("the contact person ended it"),
        "claim": gettext_lazy("the organisation's own sign-in says so"),
        "command": gettext_lazy("whoever runs the installation ended it"),
    },
}
