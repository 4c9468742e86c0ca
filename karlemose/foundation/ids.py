"""Random public numbers: they tell nothing about how many records there are, nor about their order."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LENGTH = 10
_LETTERS = (ALPHABET * 8).encode("ascii")  # 256 bytes, each letter equally often; an import draws 10⁵ at once


def public_id() -> str:
    """Ten random characters (50 bits): for addresses of pages, never a key that opens anything by itself."""
    return secrets.token_bytes(LENGTH).translate(_LETTERS).decode("ascii")
