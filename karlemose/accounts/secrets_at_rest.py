"""Secrets of second factors, encrypted in the database: a stolen disk or backup makes no codes.

AES-GCM under a key that lies outside of database and backup; lost, people set up their code app again.
"""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12  # bytes
WHAT = b"karlemose second factor"


class AnotherKey(RuntimeError):
    """The secret was encrypted under another key than the one that is here."""


def encrypt(text: str) -> str:
    nonce = secrets.token_bytes(NONCE)
    return base64.b64encode(nonce + AESGCM(settings.FACTOR_KEY).encrypt(nonce, text.encode(), WHAT)).decode()


def decrypt(text: str) -> str:
    """Raises `AnotherKey`."""
    raw = base64.b64decode(text)
    try:
        return AESGCM(settings.FACTOR_KEY).decrypt(raw[:NONCE], raw[NONCE:], WHAT).decode()
    except InvalidTag as error:
        raise AnotherKey("keys/factors is not the key under which second factors were set up") from error
