"""Mail to a real server on this machine; without one nothing is sent."""

import re
from collections.abc import Iterator

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from karlemose.config.environment import Environment, SettingError
from karlemose.notify import mail, tasks
from karlemose.partners import inviting, links, memberships
from karlemose.policy.words import OrganisationKind, Role
from tests.notify.postbox import Postbox, open_postbox


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    with open_postbox(settings) as box:
        yield box


def invite(cast, now):
    return inviting.invite(
        by=cast.home.viewer("contact"),
        at=now,
        organisation_id=cast.home.organisations[OrganisationKind.HOUSING].id,
        what=inviting.Invited(email="ny@moseby.example", name="Ny Person", role=Role.CARETAKER, from_on=now.date()),
    )


def queued() -> list[dict]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=tasks.INVITE)]


def test_an_invitation_is_mailed_with_a_link_of_its_own(cast, now, postbox, settings):
    made, shown = invite(cast, now)
    assert queued() == [{"partnership": cast.home.partnership.id, "membership": made.id}]
    tasks.invite(**queued()[0])
    assert "ny@moseby.example" in postbox.receivers[0]
    token = re.search(rf"{re.escape(settings.PUBLIC_URL)}/moseby/link/(\S+)/", postbox.letters[0].replace("=\r\n", ""))[
        1
    ]
    assert token != shown
    assert links.find_link(partnership_id=cast.home.partnership.id, token=token, at=now) is not None


def test_a_letter_says_that_something_is_there_and_nothing_more(cast, now, postbox):
    made, _ = invite(cast, now)
    tasks.invite(partnership=cast.home.partnership.id, membership=made.id)
    letter = postbox.letters[0]
    assert "Subject: Karlemose\r\n" in letter
    for word in ("Ny Person", "Boligorganisationen", "contact of moseby", "caretaker", "viceværten"):
        assert word not in letter


def test_somebody_who_works_here_is_told_that_something_waits(cast, postbox):
    member = cast.home.memberships["caretaker"]
    tasks.tell(partnership=cast.home.partnership.id, membership=member.id)
    assert "caretaker@moseby.example" in postbox.receivers[0]


def test_somebody_who_left_hears_nothing(cast, now, postbox):
    member = cast.home.memberships["caretaker"]
    memberships.end(by=cast.home.viewer("contact"), at=now, membership_id=member.id)
    tasks.tell(partnership=cast.home.partnership.id, membership=member.id)
    made, _ = invite(cast, now)
    memberships.end(by=cast.home.viewer("contact"), at=now, membership_id=made.id)
    tasks.invite(partnership=cast.home.partnership.id, membership=made.id)
    assert postbox.letters == []


def test_without_a_server_nothing_is_queued_and_nothing_sent(cast, now, settings):
    assert settings.MAIL_SERVER is None
    invite(cast, now)
    assert queued() == []
    mail.send(to="ny@moseby.example", url="http://localhost/")


def test_a_server_that_is_not_there_fails_the_job(cast, now, postbox, settings):
    made, _ = invite(cast, now)
    settings.MAIL_SERVER = settings.MAIL_SERVER | {"port": 1}
    with pytest.raises(OSError, match="refused"):
        tasks.invite(partnership=cast.home.partnership.id, membership=made.id)


def test_a_server_elsewhere_is_spoken_to_in_secret_alone():
    given = {"host": "mail.example", "port": 587, "user": "u", "password": "p", "is_smtps": False, "is_local": False}
    assert mail.Server(**given).backend().use_tls
    assert mail.Server(**(given | {"is_smtps": True})).backend().use_ssl


@pytest.mark.parametrize(
    ("url", "sender"),
    [("http://mail.example", "a@b.example"), ("smtp://", "a@b.example"), ("smtp://mail.example", ""), ("x", "a@b.c")],
)
def test_a_setting_that_cannot_be_used_says_what_to_write(url, sender):
    with pytest.raises(SettingError, match="KARLEMOSE_MAIL_"):
        Environment({"KARLEMOSE_MAIL_URL": url, "KARLEMOSE_MAIL_FROM": sender}).mail  # noqa: B018 -- read is checked


def test_a_setting_names_the_server():
    given = {"KARLEMOSE_MAIL_URL": "smtps://me:s%40fe@mail.example", "KARLEMOSE_MAIL_FROM": "k@kommune.example"}
    found = Environment(given).mail
    assert (found["port"], found["user"], found["password"], found["is_smtps"]) == (465, "me", "s@fe", True)
