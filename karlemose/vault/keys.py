"""The installation's key opens a partnership's key, and that one the keys of its files."""

import hashlib
from datetime import datetime

from cryptography.exceptions import InvalidTag
from django.conf import settings

from karlemose.vault.faults import Damaged, WrongKey
from karlemose.vault.models import VaultKey
from karlemose.vault.sealing import fresh_key, unwrap, wrap


def mark(key: bytes) -> str:
    """Which key it is, without telling it: for the row, and for people who compare."""
    return hashlib.sha256(b"karlemose vault key\n" + key).hexdigest()[:16]


def open_or_make(*, partnership_id: int, at: datetime) -> bytes:
    """The partnership's key within the open transaction; two who need the first one at once get the same."""
    rows = VaultKey.objects.unscoped("the key that files of this partnership are kept with")
    found = rows.filter(partnership_id=partnership_id).first()
    if found is None:
        rows.bulk_create([_made(partnership_id, at=at)], ignore_conflicts=True)
        found = rows.get(partnership_id=partnership_id)
    return unwrapped(found)


def opened(*, partnership_id: int) -> bytes:
    """The partnership's key. Raises `Damaged`, and `WrongKey`, also when there is none: then nothing was ever kept."""
    rows = VaultKey.objects.unscoped("the key that files of this partnership are read with")
    found = rows.filter(partnership_id=partnership_id).first()
    if found is None:
        raise WrongKey("this partnership has no key")
    return unwrapped(found)


def unwrapped(row: VaultKey) -> bytes:
    """Raises `WrongKey` when this installation has another key than the one that wrapped it, and `Damaged`."""
    for master in installations():
        if mark(master) == row.wrapped_with:
            try:
                return unwrap(bytes(row.wrapped_key), under=master, bound_to=_bound(row.partnership_id))
            except InvalidTag as error:
                raise Damaged("the partnership's key in the database is not what was written there") from error
    raise WrongKey(
        f"the files are kept under the installation's key {row.wrapped_with}, and here is {mark(settings.VAULT_KEY)}: "
        "bring back keys/vault or KARLEMOSE_VAULT_KEY"
    )


def rewrap(*, partnership_id: int) -> bool:
    """Wrap the partnership's key with the installation's present key; false when it is already. Files stay as they are.

    Within the open transaction. Raises `WrongKey` when neither the present nor the former key opens it.
    """
    rows = VaultKey.objects.unscoped("the installation's key has changed")
    row = rows.select_for_update().filter(partnership_id=partnership_id).first()
    if row is None or row.wrapped_with == mark(settings.VAULT_KEY):
        return False
    row.wrapped_key, row.wrapped_with = _wrapped(unwrapped(row), partnership_id)
    row.save(update_fields=["wrapped_key", "wrapped_with"])
    return True


def installations() -> list[bytes]:
    """The installation's key and, while keys are being rewrapped, the former one."""
    return [key for key in (settings.VAULT_KEY, settings.VAULT_KEY_BEFORE) if key]


def _made(partnership_id: int, *, at: datetime) -> VaultKey:
    wrapped_key, wrapped_with = _wrapped(fresh_key(), partnership_id)
    return VaultKey(partnership_id=partnership_id, wrapped_key=wrapped_key, wrapped_with=wrapped_with, made_at=at)


def _wrapped(key: bytes, partnership_id: int) -> tuple[bytes, str]:
    return wrap(key, under=settings.VAULT_KEY, bound_to=_bound(partnership_id)), mark(settings.VAULT_KEY)


def _bound(partnership_id: int) -> bytes:
    return f"karlemose vault key of partnership {partnership_id}".encode()
