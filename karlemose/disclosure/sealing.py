"""Sealing a parcel for its receiver: with an age or an OpenPGP public key, by kept libraries.

Only public keys are taken. Whoever pastes a secret one is told so, and it is not kept.
"""

import re
from dataclasses import dataclass

import pyrage
import pysequoia

from karlemose.disclosure.enums import KeyKind

ENDINGS = {KeyKind.AGE: ".age", KeyKind.OPENPGP: ".gpg"}
LONGEST_KEY = 40_000  # characters; a certificate with many signatures
_AGE = re.compile(r"age1[0-9a-z]{58}")


class NotAPublicKey(ValueError):
    """What was given is no age or OpenPGP public key that can be sealed for."""


class SecretKeyGiven(NotAPublicKey):
    """A secret key was pasted. It was not kept; whoever owns it should make a new pair."""


@dataclass(frozen=True)
class PublicKey:
    kind: KeyKind
    text: str
    fingerprint: str


def parse(text: str) -> PublicKey:
    """Raises `SecretKeyGiven` or `NotAPublicKey`."""
    given = text.strip()
    if "AGE-SECRET-KEY-" in given.upper() or "PRIVATE KEY" in given.upper():
        raise SecretKeyGiven("this is a secret key")
    if len(given) > LONGEST_KEY:
        raise NotAPublicKey("this is longer than a public key")
    return _age(given) if given.startswith("age1") else _openpgp(given)


def seal(content: bytes, key: PublicKey) -> bytes:
    """Other bytes each time, that is how sealing works; so a parcel is sealed once, when it is made."""
    if key.kind is KeyKind.AGE:
        return bytes(pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(key.text)]))
    certificate = pysequoia.Cert.from_bytes(key.text.encode())
    return bytes(pysequoia.encrypt(content, recipients=[certificate], armor=False))


def _age(given: str) -> PublicKey:
    if not _AGE.fullmatch(given):
        raise NotAPublicKey("an age public key is age1 and 58 letters and digits")
    try:
        pyrage.x25519.Recipient.from_str(given)
    except pyrage.RecipientError as error:
        raise NotAPublicKey("this age public key has a letter that is wrong") from error
    return PublicKey(KeyKind.AGE, given, given)


def _openpgp(given: str) -> PublicKey:
    if _holds_secrets(given):
        raise SecretKeyGiven("this certificate holds secret keys")
    try:
        certificate = pysequoia.Cert.from_bytes(given.encode())
        pysequoia.encrypt(b"", recipients=[certificate], armor=False)
    except Exception as error:  # pysequoia raises no class of its own
        raise NotAPublicKey("this is no OpenPGP public key that can be sealed for") from error
    return PublicKey(KeyKind.OPENPGP, given, str(certificate.fingerprint).upper())


def _holds_secrets(given: str) -> bool:
    """Whatever its header says: written out again, a certificate names itself by what it holds."""
    try:
        return "PRIVATE KEY" in str(pysequoia.Tsk.from_bytes(given.encode()))
    except Exception:  # pysequoia raises no class of its own
        return False
