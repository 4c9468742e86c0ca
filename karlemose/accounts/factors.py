"""Second factors: which somebody has, and what holds for them. allauth keeps them; secrets are encrypted on the way."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from karlemose.accounts.models import User

Type = Authenticator.Type
REAL = (Type.TOTP, Type.WEBAUTHN)  # recovery codes stand in for one that is not at hand, they are none
MADE_ON = "made_on"


class NoSuchFactor(LookupError):
    """Nobody's, or somebody else's."""


class LastFactor(ValueError):
    """The only second factor somebody has cannot be removed: add another first."""


@dataclass(frozen=True)
class Factor:
    id: int
    type: str
    name: str
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """What somebody signs in with, besides a password."""

    passkeys: list[Factor]
    code_app: Factor | None
    codes_left: int | None  # None: none were made

    @property
    def can_spare_one(self) -> bool:
        return len(self.passkeys) + (self.code_app is not None) > 1


def has_any(user_id: int) -> bool:
    return Authenticator.objects.filter(user_id=user_id, type__in=REAL).exists()


def of_user(user_id: int) -> Factors:
    rows = list(Authenticator.objects.filter(user_id=user_id).order_by("created_at", "id"))
    codes = next((row for row in rows if row.type == Type.RECOVERY_CODES), None)
    return Factors(
        passkeys=[_shown(row) for row in rows if row.type == Type.WEBAUTHN],
        code_app=next((_shown(row) for row in rows if row.type == Type.TOTP), None),
        codes_left=None if codes is None else len(codes.wrap().get_unused_codes()),
    )


def mark_enrolled(*, user_id: int) -> None:
    """From now on a password alone does not open enrolment: whoever loses every factor asks their contact person."""
    User.objects.filter(pk=user_id, has_enrolled=False).update(has_enrolled=True)


def made_on(authenticator: Authenticator, *, device: str | None) -> None:
    """Remember on which device a passkey was made, so that it goes when the device is lost."""
    if authenticator.type == Type.WEBAUTHN and device:
        authenticator.data[MADE_ON] = device
        authenticator.save(update_fields=["data"])


def remove(*, user_id: int, factor_id: int) -> str:
    """Its type. Raises `LastFactor`, `NoSuchFactor`. Part of an action, which leaves the line."""
    User.objects.select_for_update().get(pk=user_id)  # two at once could each believe the other stays
    row = Authenticator.objects.filter(user_id=user_id, pk=factor_id, type__in=REAL).first()
    if row is None:
        raise NoSuchFactor
    if Authenticator.objects.filter(user_id=user_id, type__in=REAL).count() == 1:
        raise LastFactor
    row.delete()
    return str(row.type)


def remove_passkeys_of(*, user_id: int, device: str) -> int:
    """Passkeys that were made on this device. Recovery codes without a factor to stand in for go too."""
    made = Authenticator.objects.filter(user_id=user_id, type=Type.WEBAUTHN, **{f"data__{MADE_ON}": device})
    number, _rows = made.delete()
    if number and not has_any(user_id):
        Authenticator.objects.filter(user_id=user_id).delete()
    return number


def forget_all(*, user_id: int) -> None:
    """Begin anew: for whoever lost everything and was let in again by their contact person. Part of an action."""
    Authenticator.objects.filter(user_id=user_id).delete()
    User.objects.filter(pk=user_id).update(has_enrolled=False)


def _shown(row: Authenticator) -> Factor:
    name = row.data.get("name", "") if row.type == Type.WEBAUTHN else ""
    return Factor(row.pk, str(row.type), name, row.created_at, row.last_used_at)
