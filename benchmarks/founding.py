"""Who and what is in the house that is measured. Imported when Django is set up."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from karlemose.demo import estate
from karlemose.partners import actions as partners
from karlemose.partners import queries
from karlemose.partners.commands import NAMES
from karlemose.partners.models import Membership, Organisation
from karlemose.partners.roles import purpose_of
from karlemose.partners.signing import sign_rule
from karlemose.places import actions as places
from karlemose.places import plan
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind, Role
from karlemose.tenancy.models import Partnership

AT = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
FROM_ON = date(2015, 1, 1)
CARETAKERS = 8


@dataclass(frozen=True)
class House:
    """One partnership with six partners, an estate, and the people who note what they see there."""

    partnership: Partnership
    neighbourhood: Neighbourhood
    organisations: dict[OrganisationKind, Organisation]
    caretakers: tuple[Membership, ...]

    @property
    def command(self) -> Viewer:
        return queries.command_viewer(self.partnership.id)

    def viewer(self) -> Viewer:
        """The first caretaker, as a page would know them; within the open partnership."""
        user_id = self.caretakers[0].user_id
        found = queries.viewer_for(user_id=user_id, partnership_id=self.partnership.id, on=AT.date())
        if found is None:
            raise LookupError("the caretaker has no membership")
        return found


def found() -> House:
    partnership = partners.found_partnership(slug="measured", name="Measured")
    by = queries.command_viewer(partnership.id)
    organisations = {
        kind: partners.add_organisation(by=by, at=AT, kind=kind, name=name) for kind, name in NAMES.items()
    }
    sign_rule(by=by, at=AT, rule="D50", name="A lawyer")  # the caretakers may write what points to a person
    caretakers = tuple(_caretaker(number, organisations, by=by) for number in range(CARETAKERS))
    return House(partnership, add_neighbourhood("estate", by=by), organisations, caretakers)


def add_neighbourhood(slug: str, *, by: Viewer, has_plan: bool = True) -> Neighbourhood:
    drawn = plan.from_geojson(estate.plan(), source="the invented estate") if has_plan else None
    return places.add_neighbourhood(
        by=by, at=AT, slug=slug, name=slug.capitalize(), timezone="Europe/Copenhagen", plan=drawn
    )


def _caretaker(number: int, organisations: dict[OrganisationKind, Organisation], *, by: Viewer) -> Membership:
    return partners.add_member(
        by=by,
        at=AT,
        organisation=organisations[OrganisationKind.HOUSING],
        email=f"caretaker-{number}@measured.example",
        name=f"Caretaker {number}",
        role=Role.CARETAKER,
        purpose=purpose_of(Role.CARETAKER),
        from_on=FROM_ON,
    )
