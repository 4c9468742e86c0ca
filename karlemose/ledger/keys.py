"""The key that signs heads. Its private half comes from the environment or a 0600 file and is never in the database."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def sign(message: bytes) -> tuple[bytes, bytes]:
    """(public key, signature) of a message, 32 and 64 bytes."""
    key = Ed25519PrivateKey.from_private_bytes(settings.LEDGER_KEY)
    return key.public_key().public_bytes_raw(), key.sign(message)


def is_signed(message: bytes, *, public_key: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True
