"""Everything that leaves a line: `app.object.verb`. Stored values never change."""

from enum import StrEnum


class Event(StrEnum):
    # accounts, in the instance's own log
    SIGNED_IN = "accounts.session.started"
    SIGNED_OUT = "accounts.session.ended"
    SIGN_IN_FAILED = "accounts.session.refused"
    SIGNED_OUT_EVERYWHERE = "accounts.session.ended_everywhere"
    PASSWORD_SET = "accounts.password.set"  # noqa: S105 -- a code of the ledger
    FACTOR_ADDED = "accounts.factor.added"
    FACTOR_REMOVED = "accounts.factor.removed"
    FACTOR_USED = "accounts.factor.used"
    FACTOR_REFUSED = "accounts.factor.refused"
    CODES_RENEWED = "accounts.codes.renewed"
    DEVICE_ENROLLED = "accounts.device.enrolled"
    DEVICE_RENAMED = "accounts.device.renamed"
    DEVICE_REVOKED = "accounts.device.revoked"
    IDENTITY_LINKED = "accounts.identity.linked"
    # partners
    ORGANISATION_ADDED = "partners.organisation.added"
    MEMBERSHIP_STARTED = "partners.membership.started"
    AGREEMENT_MADE = "partners.agreement.made"
    AGREEMENT_ENDED = "partners.agreement.ended"
    RULE_SIGNED = "partners.rule.signed"
    LINK_MADE = "partners.link.made"
    LINK_OPENED = "partners.link.opened"
    LINK_USED = "partners.link.used"
    LINK_REVOKED = "partners.link.revoked"
    # places
    NEIGHBOURHOOD_ADDED = "places.neighbourhood.added"
    PLAN_LOADED = "places.plan.loaded"
    SQUARES_ADDED = "places.squares.added"
    # disclosure
    HAND_OVER_MADE = "disclosure.hand_over.made"
    HAND_OVER_CHANGED = "disclosure.hand_over.changed"
    HAND_OVER_RETURNED = "disclosure.hand_over.returned"
    HAND_OVER_APPROVED = "disclosure.hand_over.approved"
    HAND_OVER_REFUSED = "disclosure.hand_over.refused"
    HAND_OVER_RELEASED = "disclosure.hand_over.released"
    HAND_OVER_RECALLED = "disclosure.hand_over.recalled"
    HAND_OVER_ACKNOWLEDGED = "disclosure.hand_over.acknowledged"
    HAND_OVER_OPENED = "disclosure.hand_over.opened"
    RECEIVED_OPENED = "disclosure.received.opened"
    PARCEL_FETCHED = "disclosure.parcel.fetched"
    PLATE_LOOKED_UP = "disclosure.plate.looked_up"
    RECEIVER_KEY_SET = "disclosure.receiver_key.set"
    # observations
    OBSERVATION_NOTED = "observations.observation.noted"
    OBSERVATIONS_IMPORTED = "observations.import.taken_in"
    # meetings
    BRIEFING_MADE = "meetings.briefing.made"
    BRIEFING_OPENED = "meetings.briefing.opened"
    BRIEFING_OUTDATED = "meetings.briefing.outdated"
