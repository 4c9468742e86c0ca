"""What every step of the story needs: the people at work, the places, and what was made so far under which code."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from karlemose.accounts.models import User
from karlemose.demo.founding import BEGINNING
from karlemose.demo.people import NEIGHBOURHOOD, PARTNERSHIP, PEOPLE
from karlemose.ledger.queries import first_made
from karlemose.partners import queries as partners
from karlemose.places import queries as places
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for

CODES = "demo-"  # how every step's code begins


@dataclass(frozen=True)
class Stage:
    """`made` holds the number of what a step made, now or in a telling that was interrupted, by the step's code."""

    neighbourhood: Neighbourhood
    viewers: dict[str, Viewer]
    place_ids: dict[str, int]
    organisation_ids: dict[OrganisationKind, int]
    made: dict[str, str] = field(default_factory=dict)

    @property
    def partnership_id(self) -> int:
        return self.neighbourhood.partnership_id

    @property
    def command(self) -> Viewer:
        return partners.command_viewer(self.partnership_id)

    def once(self, action: Callable[..., Any], *, code: str, **given: Any) -> None:
        """Do it, unless an earlier telling has."""
        if code not in self.made:
            done = action(**given, key=code)
            self.made[code] = str(getattr(done, "public_id", getattr(done, "id", "")))


@dataclass(frozen=True)
class Step:
    """One thing that happens, at its moment."""

    at: datetime
    do: Callable[[Stage], None]


def set_stage() -> Stage:
    partnership = partners.partnership_named(PARTNERSHIP[0])
    neighbourhood = places.find_neighbourhood(NEIGHBOURHOOD, partnership_slug=partnership.slug)
    viewers = _viewers(partnership.id)
    with acting_for(partnership.id, read_only=True):
        place_ids = {place.code: place.id for place in places.places(viewers["kim"], neighbourhood)}
        organisation_ids = {OrganisationKind(one.kind): one.id for one in partners.organisations(viewers["kim"])}
        before = first_made(partnership_id=partnership.id, prefix=CODES)
    made = {code: ref.id if ref else "" for code, ref in before.items()}
    return Stage(neighbourhood, viewers, place_ids, organisation_ids, made)


def _viewers(partnership_id: int) -> dict[str, Viewer]:
    """The people of the story at work, by their codes; of two memberships the one that notes."""
    codes = {person.email: person.code for person in PEOPLE}
    users = User.objects.filter(email__in=codes).order_by("id").values_list("email", "id")
    with acting_for(partnership_id, read_only=True):
        found = {
            codes[email]: partners.viewer_for(user_id=user_id, partnership_id=partnership_id, on=BEGINNING.date())
            for email, user_id in users
        }
    return {code: viewer for code, viewer in found.items() if viewer is not None}
