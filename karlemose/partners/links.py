"""Working without an account: a link that opens one thing, for fourteen days at most, once.

The address holds a random token and the database its digest alone: whoever reads the database cannot open a link. A
link that is unknown, expired, revoked or used gets one and the same answer.

`add_link`, `use_link` and `close_links` are part of a caller's action, which declares `Event.LINK_MADE`, `LINK_USED` or
`LINK_REVOKED`.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.partners.enums import LinkKind, LinkState
from karlemose.partners.models import Link
from karlemose.policy.viewer import Viewer
from karlemose.tenancy.acting import acting_for

DAYS = 14
_BYTES = 32  # 256 random bits: nobody guesses one
_LONGEST = 64  # characters of a token that is worth looking for


class LinkIsClosed(Exception):
    """The link is not open any more: it was used, revoked, or its days are over."""


@dataclass(frozen=True)
class Holder:
    """Whoever holds a link, as an actor: the link is all that is known of them."""

    actor: str
    partnership_id: int
    organisation_id: int | None = None


def add_link(*, by: Viewer, at: datetime, kind: LinkKind, ref: Ref, days: int = DAYS) -> tuple[Link, str]:
    """A link to one thing, and the token of its address, which is not kept: it is shown once.

    Raises `ValueError` for days that a link does not live.
    """
    if not 1 <= days <= DAYS:
        raise ValueError(f"a link lives 1 to {DAYS} days, not {days}")
    token = secrets.token_urlsafe(_BYTES)
    link = Link(
        partnership_id=by.partnership_id,
        organisation_id=by.organisation_id,
        kind=kind,
        ref_kind=ref.kind,
        ref_id=ref.id,
        token_hash=_digest(token),
        made_by_id=by.user_id,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    link.save(force_insert=True)
    record(Event.LINK_MADE, actor=by, at=at, subjects=[_ref(link), ref], detail={"kind": kind.value, "days": days})
    return link, token


def open_link(*, partnership_id: int, token: str, at: datetime) -> Link | None:
    """The open link of a token, with a line that it was opened; None for every other token, whatever the reason."""
    link = find_link(partnership_id=partnership_id, token=token, at=at)
    if link is not None:
        _leave_line(by=holder(link), at=at, link=link)
    return link


def find_link(*, partnership_id: int, token: str, at: datetime) -> Link | None:
    """`open_link` without its line: for the form on the page that a link opened."""
    if len(token) > _LONGEST:
        return None
    with acting_for(partnership_id, read_only=True):
        rows = Link.objects.unscoped("whoever holds the token may open it")
        link = rows.filter(partnership_id=partnership_id, token_hash=_digest(token)).first()
    return link if link is not None and state_of(link, at) is LinkState.OPEN else None


def use_link(*, by: Viewer | Holder, at: datetime, link_id: int) -> Link:
    """Close a link because what it is for has been done. Raises `LinkIsClosed`.

    The row is held: of two who use it at once, one finds it closed.
    """
    link: Link = Link.objects.unscoped("held by the action that uses it").select_for_update().get(id=link_id)
    if state_of(link, at) is not LinkState.OPEN:
        raise LinkIsClosed(f"link {link_id} is {state_of(link, at)}")
    link.used_at = at
    link.save(update_fields=["used_at"])
    record(Event.LINK_USED, actor=by, at=at, subjects=[_ref(link), ref_of(link)])
    return link


def close_links(*, by: Viewer | Holder, at: datetime, ref: Ref) -> None:
    """Take back every open link to a thing: what it opens is over, or another link leads there."""
    rows = Link.objects.unscoped("closed by the action that ends what they open").select_for_update()
    for link in rows.filter(ref_kind=ref.kind, ref_id=ref.id, used_at=None, revoked_at=None).order_by("id"):
        if state_of(link, at) is LinkState.OPEN:
            link.revoked_at = at
            link.save(update_fields=["revoked_at"])
            record(Event.LINK_REVOKED, actor=by, at=at, subjects=[_ref(link), ref])


def state_of(link: Link, at: datetime) -> LinkState:
    if link.revoked_at is not None:
        return LinkState.REVOKED
    if link.used_at is not None:
        return LinkState.USED
    return LinkState.OPEN if at < link.expires_at else LinkState.EXPIRED


def holder(link: Link) -> Holder:
    """Whoever holds this link, for lines and actions of theirs."""
    return Holder(f"link:{link.id}", link.partnership_id, link.organisation_id)


def ref_of(link: Link) -> Ref:
    """What the link opens."""
    return Ref(link.ref_kind, link.ref_id)


def leads_to(link_id: int) -> Ref:
    """What a link opens, by its number, in the partnership that is open."""
    return ref_of(Link.objects.unscoped("what the holder of a link asks for").get(id=link_id))


@action(Event.LINK_OPENED)
def _leave_line(*, by: Holder, at: datetime, link: Link) -> None:
    record(Event.LINK_OPENED, actor=by, at=at, subjects=[_ref(link), ref_of(link)])


def _ref(link: Link) -> Ref:
    return Ref("link", str(link.id))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
