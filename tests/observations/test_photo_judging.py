"""What somebody sent is read by a process that can do nothing else; what comes back is pixels and nothing more."""

import csv
import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
from PIL import Image

from karlemose.observations import photo_judging
from karlemose.observations.photo_judging import READER, is_bare_jpeg, view_of
from karlemose.observations.refusals import Refused
from tests.observations import pictures
from tests.observations.conftest import real_data
from tests.observations.pictures import SECRET, is_red, opened


@pytest.mark.parametrize("content", [pictures.jpeg(), pictures.png(), pictures.webp()], ids=["jpeg", "png", "webp"])
def test_a_view_holds_pixels_and_none_of_the_words_that_came_along(content):
    assert SECRET.encode() in content
    view = view_of(content)
    assert SECRET.encode() not in view.content
    shown = opened(view.content)
    assert (shown.format, shown.size, shown.size) == ("JPEG", (800, 600), (view.width, view.height))
    assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert dict(shown.getexif()) == {}
    assert is_red(shown.getpixel((10, 10)))


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, (10, 10)),
        (2, (-10, 10)),
        (3, (-10, -10)),
        (4, (10, -10)),
        (5, (10, 10)),
        (6, (-10, 10)),
        (7, (-10, -10)),
        (8, (10, -10)),
    ],
)
def test_a_photo_stands_upright_whichever_way_the_phone_was_held(orientation, corner):
    shown = opened(view_of(pictures.jpeg((400, 200), orientation=orientation)).content)
    assert shown.size == ((400, 200) if orientation <= 4 else (200, 400))
    at = tuple(place % side for place, side in zip(corner, shown.size, strict=True))
    assert is_red(shown.getpixel(at))
    others = [(x, y) for x in (10, shown.width - 10) for y in (10, shown.height - 10) if (x, y) != at]
    assert [place for place in others if is_red(shown.getpixel(place))] == []


def test_a_large_photo_is_made_smaller_and_a_small_one_left_as_it_is():
    assert view_of(pictures.jpeg((1700, 1300))).width == 1600
    assert view_of(pictures.jpeg((1300, 1700))).height == 1600
    assert view_of(pictures.jpeg((20, 10))).width == 20


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGBA", "I;16"])
def test_every_sort_of_png_can_be_seen(mode):
    grey = Image.new("L", (60, 40), 255)
    grey.paste(0, (0, 0, 30, 20))
    if mode == "I;16":
        picture = Image.frombytes(
            "I;16", (60, 40), b"".join(struct.pack("<H", value * 257) for value in grey.tobytes())
        )
    else:
        picture = grey.convert(mode)
    shown = opened(view_of(pictures.saved(picture, "PNG")).content)
    assert max(shown.getpixel((5, 5))) < 40
    assert min(shown.getpixel((50, 30))) > 215


def test_what_is_transparent_is_shown_on_white():
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert min(opened(view_of(pictures.saved(clear, "PNG")).content).getpixel((20, 20))) > 250


def test_a_moving_picture_is_shown_standing_still():
    frames = [pictures.drawn(), Image.new("RGB", (800, 600), "blue")]
    moving = pictures.saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    assert is_red(opened(view_of(moving).content).getpixel((10, 10)))


def test_a_photo_with_a_zip_behind_it_is_a_photo_and_its_view_has_no_zip():
    out = io.BytesIO(pictures.jpeg())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("evil.html", "<script>alert(1)</script>")
    assert zipfile.is_zipfile(out)
    view = view_of(out.getvalue()).content
    assert not zipfile.is_zipfile(io.BytesIO(view))
    assert b"script" not in view


# -- refused -----------------------------------------------------------------------------------------------------------


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", pictures.jpeg())
    return out.getvalue()


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_bomb(width: int, height: int) -> bytes:
    """Says that it is this large; unpacks to as much grey as it can in a few bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * min(width * height, 60_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")


REFUSED = {
    "nothing": (b"", "empty"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not a photo"),
    "html": (b"<!doctype html><script>alert(1)</script>", "not a photo"),
    "gif": (pictures.saved(pictures.drawn(), "GIF"), "not a photo"),
    "tiff": (pictures.saved(pictures.drawn(), "TIFF"), "not a photo"),
    "bmp": (pictures.saved(pictures.drawn(), "BMP"), "not a photo"),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a photo"),
    "pdf": (b"%PDF-1.7\n", "not a photo"),
    "zip": (zipped(), "not a photo"),
    "avif": (b"\0\0\0\x1cftypavif" + bytes(99), "not a photo"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(99), "HEIC"),
    "a html page that begins as a jpeg": (b"\xff\xd8\xff<script>alert(1)</script>", "damaged"),
    "a text that begins as a png": (b"\x89PNG\r\n\x1a\n" + b"text" * 99, "damaged"),
    "a wave that says riff": (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(20), "damaged"),
    "cut jpeg": (pictures.jpeg()[:4000], "damaged"),
    "cut png": (pictures.png()[:1000], "damaged"),
    "cut webp": (pictures.webp()[:600], "damaged"),
    "a jpeg under the name of png": (b"\x89PNG\r\n\x1a\n" + pictures.jpeg(), "damaged"),
    "a bomb of 900 million pixels": (png_bomb(30_000, 30_000), "too many pixels"),
    "a bomb of one line": (png_bomb(1, 2_000_000_000), "too many pixels"),
    "a bomb that unpacks to less than it says": (png_bomb(7000, 7100), "damaged"),
    "too many bytes": (pictures.jpeg() + bytes(12_000_000), "12 MB"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_photo_is_refused_with_a_sentence(content, words):
    with pytest.raises(Refused, match=words) as refusal:
        view_of(content)
    assert refusal.value.field == "photos"


def test_words_within_a_png_that_unpack_without_end_are_refused():
    text = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 80_000_000, 9))
    content = pictures.png()
    with pytest.raises(Refused, match="damaged"):
        view_of(content[:33] + text * 4 + content[33:])


# -- the process -------------------------------------------------------------------------------------------------------


def as_reader(code: str) -> subprocess.CompletedProcess:
    """Code of an attacker who took the reader over, after it gave everything up."""
    start = f"import sys, importlib.util\nspec = importlib.util.spec_from_file_location('reader', {str(READER)!r})\n"
    load = "reader = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(reader)\n"
    given_up = "import socket, time\nreader._give_up_everything()\n"
    command = [sys.executable, "-I", "-c", start + load + given_up + code]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env={})


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("open('/etc/hostname')", "Too many open files"),
        ("open('/dev/null', 'w')", "Too many open files"),
        ("socket.socket()", "Too many open files"),
        ("bytearray(2 << 30)", "MemoryError"),
    ],
)
def test_a_reader_that_was_taken_over_has_no_files_no_network_and_no_memory(code, error):
    done = as_reader(code)
    assert done.returncode != 0
    assert error in done.stderr


def test_a_reader_that_computes_without_end_is_stopped():
    done = as_reader("reader.resource.setrlimit(reader.resource.RLIMIT_CPU, (1, 1))\nwhile True: pass")
    assert done.returncode < 0


@pytest.mark.parametrize(
    "program",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "raise SystemExit(3)",
        "print('nonsense')",
        "print('[1, 2]')",
        "print('{\"width\": 10, \"height\": 10}'); print('<script>')",
        'print(\'{"width": 99999, "height": 10}\')',
        'print(\'{"refused": "made up"}\')',
        "import time; time.sleep(60)",
    ],
)
def test_a_reader_that_dies_hangs_or_lies_has_found_nothing(program, tmp_path, monkeypatch):
    reader = tmp_path / "reader.py"
    reader.write_text(program)
    monkeypatch.setattr(photo_judging, "READER", reader)
    monkeypatch.setattr(photo_judging, "PATIENCE", 1)
    with pytest.raises(Refused, match="damaged"):
        view_of(pictures.jpeg())


def test_a_reader_knows_nothing_of_our_environment(tmp_path, monkeypatch):
    reader, told = tmp_path / "reader.py", tmp_path / "told"
    reader.write_text(f"import os\nopen({str(told)!r}, 'w').write(repr(sorted(os.environ)))")
    monkeypatch.setattr(photo_judging, "READER", reader)
    monkeypatch.setenv("KARLEMOSE_VAULT_KEY", "secret")
    with pytest.raises(Refused):
        view_of(pictures.jpeg())
    assert "KARLEMOSE" in str(os.environ)
    assert "KARLEMOSE" not in told.read_text()


def test_a_jpeg_with_anything_but_pixels_is_not_taken_for_a_view():
    bare = view_of(pictures.jpeg()).content
    assert is_bare_jpeg(bare)
    assert not is_bare_jpeg(pictures.jpeg())
    assert not is_bare_jpeg(bare[:2] + b"\xff\xfe\x00\x07hello" + bare[2:])
    assert not is_bare_jpeg(bare + b"<script>")
    assert not is_bare_jpeg(bare[:-1])
    assert not is_bare_jpeg(bare[:2] + bytes(5 << 20) + bare[2:])
    assert not is_bare_jpeg(pictures.png())


# -- real photos -------------------------------------------------------------------------------------------------------


def test_real_photos_of_many_cameras_lose_their_metadata_and_keep_their_shape():
    """../shared/data/hostile/exif: ianare/exif-samples, CC BY-SA 4.0."""
    with real_data("hostile/exif_expected.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    assert len(expected) == 22
    for row in expected:
        content = (real_data("hostile/exif") / row["file"]).read_bytes()
        if row["decodes"] != "True":
            with pytest.raises(Refused, match="HEIC"):
                view_of(content)
            continue
        view = view_of(content)
        assert is_bare_jpeg(view.content), row["file"]
        assert b"Exif" not in view.content
        sides = (float(row["width"]), float(row["height"]))
        if row["orientation"] in {"5.0", "6.0", "7.0", "8.0"}:
            sides = sides[::-1]
        scale = min(1, 1600 / max(sides))
        assert abs(view.width - sides[0] * scale) <= 1, row["file"]
        assert abs(view.height - sides[1] * scale) <= 1, row["file"]
        for word in filter(None, (row["make"], row["model"], row["datetime_original"])):
            if len(word) > 4:
                assert word.encode() not in view.content
