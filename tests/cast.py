"""One shared world for every test: two partnerships, six partners each, and their people."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt

from karlemose.accounts.models import User
from karlemose.partners import actions, queries
from karlemose.partners.commands import NAMES
from karlemose.partners.models import Membership, Organisation
from karlemose.partners.roles import kinds_of, purpose_of
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind, Role
from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.models import Partnership
from tests.made_once import made_once

PEOPLE = {  # name → role; the outsider of each is the same person of the other partnership
    "caretaker": Role.CARETAKER,
    "manager": Role.HOUSING_MANAGER,
    "office": Role.HOUSING_OFFICE,
    "contact": Role.CONTACT,
    "chief": Role.STEERING,
    "data_protection": Role.DATA_PROTECTION,
    "officer": Role.LOCAL_OFFICER,
    "investigator": Role.INVESTIGATOR,
    "project_head": Role.PROJECT_HEAD,
    "kindergarten_leader": Role.DAYCARE_LEADER,
    "board_member": Role.BOARD_MEMBER,
    "ssp_consultant": Role.SSP_CONSULTANT,
    "mentor": Role.MENTOR,
    "operations": Role.OPERATIONS,
}

CODE_APP_SECRET = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"  # of everybody's code app


@dataclass
class World:
    """One partnership with everybody in it."""

    partnership: Partnership
    at: datetime
    organisations: dict[OrganisationKind, Organisation] = field(default_factory=dict)
    memberships: dict[str, Membership] = field(default_factory=dict)

    @property
    def command(self) -> Viewer:
        return queries.command_viewer(self.partnership.id)

    def viewer(self, name: str, *, at: datetime | None = None) -> Viewer:
        """The Viewer of one of PEOPLE, as a page would make it."""
        membership = self.memberships[name]
        on = (at or self.at).date()
        with acting_for(self.partnership.id, read_only=True):
            found = queries.viewer_for(user_id=membership.user_id, partnership_id=self.partnership.id, on=on)
        assert found is not None
        return found

    def user(self, name: str):
        return self.memberships[name].user


@dataclass
class Cast:
    """`home` is where a test happens, `elsewhere` is what must never show there: made when it is first named."""

    home: World
    at: datetime

    @cached_property
    def elsewhere(self) -> World:
        return made_once(f"engby {self.at}", lambda: make_world("engby", at=self.at))


def make_cast(*, at: datetime) -> Cast:
    return Cast(make_world("moseby", at=at), at)


def make_world(slug: str, *, at: datetime) -> World:
    partnership = actions.found_partnership(slug=slug, name=slug.capitalize())
    world = World(partnership, at)
    by = queries.command_viewer(partnership.id)
    for kind, name in NAMES.items():
        world.organisations[kind] = actions.add_organisation(by=by, at=at, kind=kind, name=f"{name} {slug}")
    for name, role in PEOPLE.items():
        world.memberships[name] = actions.add_member(
            by=by,
            at=at,
            organisation=world.organisations[kinds_of(role)[0]],
            email=f"{name}@{slug}.example",
            name=f"{name} of {slug}",
            role=role,
            purpose=purpose_of(role),
            from_on=at.date().replace(year=2015),
        )
    give_factors([membership.user for membership in world.memberships.values()])
    return world


def give_factor(user: User) -> None:
    give_factors([user])


def give_factors(users: list[User]) -> None:
    """A code app for each, so that `client.force_login(user)` leads further than to enrolment."""
    data = {"secret": encrypt(CODE_APP_SECRET)}
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type=Authenticator.Type.TOTP, data=data) for user in users
    )
    User.objects.filter(pk__in=[user.pk for user in users]).update(has_enrolled=True)
