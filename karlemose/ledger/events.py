"""Everything that leaves a line: `app.object.verb`. Stored values never change."""

from enum import StrEnum


class Event(StrEnum):
    # accounts, in the instance's own log
    SIGNED_IN = "accounts.session.started"
    SIGNED_OUT = "accounts.session.ended"
    SIGN_IN_FAILED = "accounts.session.refused"
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
    # observations
    OBSERVATION_NOTED = "observations.observation.noted"
    OBSERVATIONS_IMPORTED = "observations.import.taken_in"
    # meetings
    BRIEFING_MADE = "meetings.briefing.made"
    BRIEFING_OPENED = "meetings.briefing.opened"
    BRIEFING_OUTDATED = "meetings.briefing.outdated"
