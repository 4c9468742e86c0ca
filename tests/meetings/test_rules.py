"""Who may make which briefing."""

import pytest
from django.utils.translation import override

from karlemose.foundation.refusals import NotAllowed
from karlemose.meetings.actions import make
from karlemose.policy.words import OrganisationKind

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_a_member_makes_their_own_organisations(cast, wanted, now):
    assert make(by=cast.home.viewer("officer"), at=now, wanted=wanted()).startswith(b"%PDF")


def test_nobody_makes_anothers(cast, wanted, now):
    for name, kind, fresh, sentence in (
        ("officer", OrganisationKind.HOUSING, False, "another organisation"),
        ("board_member", OrganisationKind.POLICE, False, "another organisation"),
        ("mentor", OrganisationKind.MUNICIPALITY, False, "another organisation"),
        ("kindergarten_leader", OrganisationKind.DAYCARE, True, "does not make a new briefing"),
    ):
        with override("en"), pytest.raises(NotAllowed, match=sentence):
            make(by=cast.home.viewer(name), at=now, wanted=wanted(kind), fresh=fresh)


def test_a_member_of_another_partnership_makes_none_here(cast, wanted, now):
    with pytest.raises(NotAllowed):
        make(by=cast.elsewhere.viewer("officer"), at=now, wanted=wanted())
