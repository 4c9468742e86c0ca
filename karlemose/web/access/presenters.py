"""Rows of one's own access, as the page shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from karlemose.accounts.factors import Factors
from karlemose.accounts.queries import InUse
from karlemose.foundation.clock import day_of
from karlemose.ledger.events import Event
from karlemose.ledger.instance import Line
from karlemose.web import times

KINDS: dict[str, str | Promise] = {
    "webauthn": gettext_lazy("passkey"),
    "totp": gettext_lazy("code app"),
    "recovery_codes": gettext_lazy("recovery codes"),
}
CHANGES: dict[Event, str | Promise] = {
    Event.PASSWORD_SET: gettext_lazy("Password set"),
    Event.FACTOR_ADDED: gettext_lazy("Added"),
    Event.FACTOR_REMOVED: gettext_lazy("Removed"),
    Event.FACTOR_REFUSED: gettext_lazy("A code that did not fit"),
    Event.CODES_RENEWED: gettext_lazy("New recovery codes"),
    Event.DEVICE_ENROLLED: gettext_lazy("New device"),
    Event.DEVICE_RENAMED: gettext_lazy("Device named"),
    Event.DEVICE_REVOKED: gettext_lazy("Device taken out"),
    Event.SIGNED_OUT_EVERYWHERE: gettext_lazy("Signed out everywhere"),
    Event.IDENTITY_LINKED: gettext_lazy("Work account linked"),
}


@dataclass(frozen=True)
class ShownDevice:
    public_id: str
    name: str
    is_this: bool
    has_session: bool
    is_trusted: bool
    seen: str
    icon: str


@dataclass(frozen=True)
class ShownFactor:
    id: int
    name: str
    added: str


@dataclass(frozen=True)
class Page:
    name: str
    has_password: bool
    devices: list[ShownDevice]
    passkeys: list[ShownFactor]
    code_app: ShownFactor | None
    codes: str
    can_spare_one: bool
    changes: list[tuple[str, str]]


def page(
    user: Any,
    *,
    devices: list[InUse],
    factors: Factors,
    changes: list[Line],
    this_device: int | None,
    at: datetime,
) -> Page:
    return Page(
        name=user.name,
        has_password=user.has_usable_password(),
        devices=[device(one.device, this_device=this_device, at=at, has_session=one.has_session) for one in devices],
        passkeys=[_factor(one, at) for one in factors.passkeys],
        code_app=_factor(factors.code_app, at) if factors.code_app else None,
        codes=_codes(factors.codes_left),
        can_spare_one=factors.can_spare_one,
        changes=[(_said(line), times.since(times.at_home(line.at), at)) for line in changes],
    )


def device(one: Any, *, this_device: int | None, at: datetime, has_session: bool = False) -> ShownDevice:
    seen = _("today") if one.last_seen_on == day_of(at) else times.full_day(one.last_seen_on)
    return ShownDevice(
        public_id=one.public_id,
        name=one.name,
        is_this=one.pk == this_device,
        has_session=has_session,
        is_trusted=one.trusted_until is not None and at < one.trusted_until,
        seen=seen,
        icon="device-computer" if one.name.startswith(("Computer", "Comp")) else "device-phone",
    )


def _factor(one: Any, at: datetime) -> ShownFactor:
    return ShownFactor(one.id, one.name, times.full_day(times.at_home(one.added_at)))


def _said(line: Line) -> str:
    kind = KINDS.get(line.kind) if line.event in {Event.FACTOR_ADDED, Event.FACTOR_REMOVED} else None
    return f"{CHANGES[line.event]}: {kind}" if kind else str(CHANGES[line.event])


def _codes(left: int | None) -> str:
    if left is None:
        return _("None made yet")
    return ngettext("%(number)d code left", "%(number)d codes left", left) % {"number": left}
