"""AES-256-GCM over files of any size, in pieces: every piece is verified before a byte of it is given out.

The nonce of a piece is its number and whether it is the last, so pieces cannot be swapped, dropped or cut off (the
STREAM construction, Hoang, Reyhanitabar, Rogaway, Vizár 2015). That is safe because a key seals one file's bytes and no
others.
"""

import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from karlemose.vault.faults import Damaged

MAGIC = b"karlemose vault 1\n"
PIECE = 1 << 20  # bytes of plain text
TAG = 16
NONCE = 12
KEY = 32


def fresh_key() -> bytes:
    return secrets.token_bytes(KEY)


def wrap(key: bytes, *, under: bytes, bound_to: bytes) -> bytes:
    """A key sealed by another; opens only with the same `bound_to`."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(under).encrypt(nonce, key, bound_to)


def unwrap(wrapped: bytes, *, under: bytes, bound_to: bytes) -> bytes:
    """Raises `InvalidTag` when the key, the bytes or what they were bound to is another."""
    return AESGCM(under).decrypt(wrapped[:NONCE], wrapped[NONCE:], bound_to)


def seal(source: BinaryIO, target: BinaryIO, *, key: bytes, bound_to: bytes) -> None:
    """Write `source`, from where it stands to its end, into `target`; one piece of it in memory at a time."""
    cipher = AESGCM(key)
    target.write(MAGIC)
    for number, piece, is_last in _pieces(source, PIECE):
        target.write(cipher.encrypt(_nonce(number, is_last), piece, bound_to))


def unsealed(source: BinaryIO, *, key: bytes, bound_to: bytes) -> Iterator[bytes]:
    """The plain bytes in pieces. Raises `Damaged` before anything of a piece that is not as it was sealed."""
    cipher = AESGCM(key)
    if source.read(len(MAGIC)) != MAGIC:
        raise Damaged("the file does not begin as a file of the vault does")
    for number, piece, is_last in _pieces(source, PIECE + TAG):
        try:
            yield cipher.decrypt(_nonce(number, is_last), piece, bound_to)
        except InvalidTag as error:
            raise Damaged(f"piece {number + 1} of the file is not what was kept") from error


def _pieces(source: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """(number, bytes, is it the last?); an empty file is one empty piece."""
    number, piece = 0, source.read(size)
    while True:
        following = source.read(size) if len(piece) == size else b""
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(NONCE - 1) + bytes([is_last])
