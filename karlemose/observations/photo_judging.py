"""What somebody sent: is it a photo, and what may be shown of it? Decided outside our process, believed only so far."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karlemose.observations.refusals import Refused

MOST_BYTES = 12_000_000
PATIENCE = 20  # seconds by the wall clock, until a reader that hangs is stopped
LARGEST_VIEW = 4 << 20
LONGEST_SIDE = 1600
READER = Path(__file__).with_name("photo_reading.py")

_SENTENCES: dict[str, Promise] = {
    "empty": _("The photo is empty."),
    "bytes": _("The photo is too large: 12 MB at most."),
    "pixels": _("The photo has too many pixels: 50 million at most."),
    "heic": _("Photos in the format HEIC cannot be read. Set the phone to take JPEG, or send it as JPEG."),
    "not_a_photo": _("This is not a photo. Send a JPEG, PNG or WebP picture."),
    "unreadable": _("The photo is damaged or cannot be read. Take it again, or send another one."),
}
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
# What a JPEG of ours holds: tables, frame, scan, and the plain JFIF mark; no metadata, comment or colour profile.
_OURS = frozenset({0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD})
_START_OF_SCAN = 0xDA


@dataclass(frozen=True)
class View:
    """A JPEG of pixels alone."""

    content: bytes
    width: int
    height: int


def view_of(content: bytes) -> View:
    """Read a photo in a process that can do nothing else. Raises `Refused` with a sentence for its sender."""
    if not content:
        raise _refused("empty")
    if len(content) > MOST_BYTES:
        raise _refused("bytes")
    if is_heic(content):
        raise _refused("heic")
    if not _begins_as_a_photo(content):
        raise _refused("not_a_photo")
    answer, view = _read_apart(content)
    if "refused" in answer:
        raise _refused(str(answer["refused"]))
    width, height = answer.get("width"), answer.get("height")
    sides_fit = all(isinstance(side, int) and 0 < side <= LONGEST_SIDE for side in (width, height))
    if not sides_fit or not is_bare_jpeg(view):
        raise _refused("unreadable")
    return View(view, width, height)


def is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC


def is_bare_jpeg(content: bytes) -> bool:
    """Whether a JPEG has nothing in it but its pixels. What a reader gives us is looked at, not believed."""
    if len(content) > LARGEST_VIEW or content[:2] != b"\xff\xd8" or content[-2:] != b"\xff\xd9":
        return False
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        kind, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if kind == _START_OF_SCAN:
            return True
        if kind not in _OURS or length < 2 or (kind == 0xE0 and length != 16):
            return False
        at += 2 + length
    return False


def _begins_as_a_photo(content: bytes) -> bool:
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return is_webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _read_apart(content: bytes) -> tuple[dict[str, object], bytes]:
    """The reader's answer. One that dies, hangs or says nonsense has found the photo unreadable."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answered:
        given.write(content)
        given.seek(0)
        command = [sys.executable, "-I", str(READER)]
        try:
            subprocess.run(
                command,
                stdin=given,
                stdout=answered,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                close_fds=True,
                timeout=PATIENCE,
                check=True,
            )
        except subprocess.SubprocessError:
            return {"refused": "unreadable"}, b""
        answered.seek(0)
        line, _newline, view = answered.read(LARGEST_VIEW + 1000).partition(b"\n")
    try:
        answer = json.loads(line)
    except ValueError:
        return {"refused": "unreadable"}, b""
    return (answer, view) if isinstance(answer, dict) else ({"refused": "unreadable"}, b"")


def _refused(code: str) -> Refused:
    return Refused("photos", _SENTENCES.get(code, _SENTENCES["unreadable"]))
