"""Background jobs of messages: fetch by id, write to the person, keep nothing."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from karlemose.foundation import clock
from karlemose.notify import mail
from karlemose.partners import people
from karlemose.partners.announcing import InvitationMade
from karlemose.partners.holding import NoSuchMembership, NotNow
from karlemose.partners.inviting import make_mailed_link
from karlemose.partners.queries import job_viewer
from karlemose.tenancy import jobs

INVITE = "notify.invite"
TELL = "notify.tell"


def put_in_queue(made: InvitationMade) -> None:
    """Within the transaction that invites somebody: the letter goes with the invitation, if mail is set."""
    if mail.is_set():
        jobs.defer(INVITE, partnership=made.partnership_id, membership=made.membership_id)


def let_know(*, partnership: int, memberships: Iterable[int]) -> None:
    """Within the transaction of what happened: say to each once that something waits for them, if mail is set."""
    if mail.is_set():
        for membership in sorted(set(memberships)):
            jobs.defer(TELL, partnership=partnership, membership=membership)


@jobs.job(INVITE)
def invite(partnership: int, membership: int) -> None:
    """Mail an invitation with a link of its own: the token that was shown on the screen is kept nowhere.

    A letter that cannot be sent is a failed job, which the page of the installation counts.
    """
    by = job_viewer("notify", partnership)
    try:
        address, slug, token = make_mailed_link(by=by, at=clock.current_time(), membership_id=membership)
    except (NotNow, NoSuchMembership):
        return
    mail.send(to=address, url=settings.PUBLIC_URL + reverse("link", args=[slug, token]))


@jobs.job(TELL)
def tell(partnership: int, membership: int) -> None:
    """Something waits for somebody who works here: they find it when they sign in."""
    address = people.address_of(partnership_id=partnership, membership_id=membership, on=clock.today())
    if address:
        mail.send(to=address, url=f"{settings.PUBLIC_URL}/")
