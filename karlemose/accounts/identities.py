"""Whom a provider's claims mean here: somebody who was invited, or nobody."""

from datetime import datetime

from karlemose.accounts import actions, openid
from karlemose.accounts.log import person
from karlemose.accounts.models import Identity, User


class NotInvited(LookupError):
    """Nobody here: never invited, no verified address, or known at the provider as somebody else."""


def meant(at_provider: openid.Provider, claims: openid.Claims, *, at: datetime) -> User:
    """By the provider's own id for them; the first time by the address they were invited with.

    An address that the provider gave to somebody else meanwhile opens nothing. Raises `NotInvited`.
    """
    issuer = at_provider.issuer
    known = Identity.objects.filter(issuer=issuer, subject=claims.subject).select_related("user").first()
    if known is not None:
        return _active(known.user)
    user = _active(User.objects.filter(email__iexact=claims.email).first() if claims.email else None)
    if Identity.objects.filter(user=user, issuer=issuer).exists():
        raise NotInvited
    actions.link_identity(by=person(user.pk), at=at, user=user, issuer=issuer, subject=claims.subject)
    return user


def _active(user: User | None) -> User:
    if user is None or not user.is_active:
        raise NotInvited
    return user
