"""What lies in a released folder, taken out of its kept bytes: the paper, the table, the receipt code; and whether
every file in it is still the one that its manifest names.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from karlemose.disclosure import bag, parcel
from karlemose.disclosure.codes import ALPHABET, LENGTH
from karlemose.disclosure.codes import digest as code_digest
from karlemose.disclosure.models import HandOver
from karlemose.disclosure.parcel_models import Parcel
from karlemose.vault import files, keys
from karlemose.vault.faults import Damaged, Missing

MOST_AT_ONCE = 64 * 1024 * 1024
_HALF = LENGTH // 2
_CODE = re.compile(rf"\b[{ALPHABET}]{{{_HALF}}} [{ALPHABET}]{{{_HALF}}}\b")


class Part(StrEnum):
    """What can be taken out of a folder by itself; its name there is its name outside."""

    PAPER = "paper"
    TABLE = "table"


NAMES = {Part.PAPER: parcel.PAPER, Part.TABLE: parcel.TABLE}


@dataclass(frozen=True)
class Checked:
    """How many files the manifest names. `is_whole`: all of them are what it says, and the folder too."""

    number: int
    is_whole: bool


def part(kept: Parcel, wanted: Part) -> bytes:
    """One file of the folder, as it was released. Raises what the vault raises."""
    return _payload(kept)[NAMES[wanted]]


def receipt(row: HandOver, kept: Parcel) -> str:
    """The code that is printed on the folder; kept nowhere else but as a digest. Raises `LookupError`."""
    for found in _CODE.findall(_payload(kept)[parcel.README].decode()):
        if code_digest(found, hand_over=row.public_id) == kept.receipt_digest:
            return str(found)
    raise LookupError(f"the folder of {row.public_id} names no receipt code")


def check(kept: Parcel) -> Checked:
    """Read the folder again: its own SHA-256, and each file's against the manifest."""
    try:
        content = files.read(kept.file)
    except (Damaged, Missing):
        return Checked(0, is_whole=False)
    found = {name.partition("/")[2]: data for name, data in bag.unzipped(content).items()}
    lines = found[bag.MANIFEST].decode().splitlines()
    named = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}
    are_right = all(hashlib.sha256(found.get(name, b"")).hexdigest() == digest for name, digest in named.items())
    is_same = hashlib.sha256(content).hexdigest() == kept.digest
    return Checked(len(named), is_whole=is_same and are_right)


def intact(parcels: Iterable[Parcel]) -> Mapping[int, bool]:
    """By the parcel's id, whether its folder is the one that was released: each read again, the first ones first.

    What is left when `MOST_AT_ONCE` bytes have been read is not in the answer: a list must not take minutes.
    """
    found: dict[int, bool] = {}
    read, master = 0, None
    for kept in parcels:
        read += kept.file.size
        if read > MOST_AT_ONCE:
            break
        master = master or keys.opened(partnership_id=kept.partnership_id)
        found[kept.id] = _is_same(kept, master)
    return found


def _is_same(kept: Parcel, master: bytes) -> bool:
    try:
        files.read(kept.file, master=master)
    except (Damaged, Missing):
        return False
    return bool(kept.file.digest == kept.digest)


def _payload(kept: Parcel) -> dict[str, bytes]:
    found = bag.unzipped(files.read(kept.file))
    return {name.partition("/data/")[2]: content for name, content in found.items() if "/data/" in name}
