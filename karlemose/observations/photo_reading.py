"""Reads one picture of somebody unknown, in a process of its own that can do nothing else.

Started by `photos.judge` as a program, never imported: the picture comes on standard input, and a line of JSON and the
view go to standard output. Before the first byte is decoded the process gives up: memory beyond a limit, time, making
files, opening files and sockets. It knows Pillow and the standard library, nothing of ours, so a picture that takes it
over finds neither a database nor a key.
"""

import io
import json
import resource
import sys
import warnings
from typing import Any

from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401

MEMORY = 1 << 30  # bytes of address space
SECONDS = 10  # of computing
LARGEST_ANSWER = 4 << 20  # bytes
MOST_PIXELS = 50_000_000  # a telephone of today makes 12 to 50 million
LONGEST_SIDE = 1600
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")


def main() -> None:
    content = sys.stdin.buffer.read()
    Image.preinit()  # what Pillow would load at the first picture is loaded now
    _give_up_everything()
    try:
        answer, view = _read(content)
    except Image.DecompressionBombError:
        answer, view = {"refused": "pixels"}, b""
    except Exception:  # whatever goes wrong inside a decoder has one meaning
        answer, view = {"refused": "unreadable"}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + view)
    sys.stdout.buffer.flush()


def _give_up_everything() -> None:
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: LARGEST_ANSWER,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 3,  # the three that are open: no file and no socket comes after them
    }
    for what, limit in limits.items():
        resource.setrlimit(what, (limit, limit))


def _read(content: bytes) -> tuple[dict[str, Any], bytes]:
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = None  # asked for below, before anything is unpacked
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            return {"refused": "pixels"}, b""
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is unpacked at a fraction of its size
        view = _view(picture)
    out = io.BytesIO()
    view.save(out, "JPEG", quality=QUALITY)
    return {"width": view.width, "height": view.height}, out.getvalue()


def _view(picture: Image.Image) -> Image.Image:
    """Upright, at most 1,600 pixels, on white, and nothing but pixels: no place, no time, no camera, no thumbnail."""
    picture.load()
    orientation = _orientation(picture)
    if picture.mode.startswith("I"):  # sixteen bits: to eight, or everything would be white
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif picture.mode in {"P", "1"}:
        picture = picture.convert("RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    turned = picture.convert("RGBA")
    if orientation in _TURNS:
        turned = turned.transpose(_TURNS[orientation])
    clean = Image.new("RGB", turned.size, "white")
    clean.paste(turned, mask=turned.getchannel("A"))
    return clean


def _orientation(picture: Image.Image) -> int:
    """What the metadata say about which way is up; broken metadata say nothing."""
    try:
        return int(picture.getexif().get(0x0112, 1))
    except Exception:
        return 1


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

if __name__ == "__main__":
    main()
