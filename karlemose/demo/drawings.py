"""Photos and a recording that nobody took: drawn here, each with the words "opfundet · invented" upon it."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

SIZE = (960, 720)
WORDS = "opfundet · invented"
WALL, SHADE, INK, STEEL, WOOD = "#c9b9a6", "#b5a592", "#1c1c1c", "#8d949b", "#8a6546"

Draw = ImageDraw.ImageDraw


def photo(name: str, *, number: str) -> bytes:
    """One of the drawings as a JPEG; `number` stands upon it, so that no two are the same file."""
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    _bricks(draw)
    _DRAWN[name](draw)
    draw.rectangle((0, SIZE[1] - 56, *SIZE), fill="white")
    draw.text((24, SIZE[1] - 48), f"{WORDS}  {number}", fill=INK, font=ImageFont.load_default(28))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def recording() -> bytes:
    """The smallest file that is an MP4: a head, and a box of free space that says what it is."""
    head = b"ftypisom\x00\x00\x02\x00isomiso2mp41"
    words = b"free" + WORDS.encode()
    return b"".join((len(box) + 4).to_bytes(4) + box for box in (head, words))


def _bricks(draw: Draw) -> None:
    for row, y in enumerate(range(0, SIZE[1], 48)):
        draw.line((0, y, SIZE[0], y), fill=SHADE, width=3)
        for x in range(48 * (row % 2), SIZE[0], 96):
            draw.line((x, y, x, y + 48), fill=SHADE, width=3)


def _tag(draw: Draw) -> None:
    """A door, and right of it a scribble a metre wide."""
    draw.rectangle((120, 120, 380, 664), fill="#4d6b57", outline=INK, width=4)
    draw.ellipse((340, 390, 364, 414), fill=STEEL)
    draw.line([(460, 480), (520, 330), (560, 470), (630, 310), (660, 470), (760, 330), (820, 450)], INK, 22, "curve")
    draw.line([(450, 520), (830, 500)], fill=INK, width=14)


def _tag_with_a_word(draw: Draw) -> None:
    """A scribble with a measure beside it; what it says stands in the protected part."""
    draw.line([(200, 420), (280, 260), (350, 420), (430, 250), (520, 410), (640, 260)], INK, 24, "curve")
    draw.line([(190, 480), (660, 470)], fill=INK, width=14)
    draw.rectangle((180, 540, 780, 580), fill="#f4e3a1", outline=INK, width=3)
    for number in range(13):
        draw.line((180 + number * 50, 540, 180 + number * 50, 562), fill=INK, width=3)


def _padlock(draw: Draw) -> None:
    """A storage room of boards with a lock that is too big for it."""
    for x in range(180, 800, 88):
        draw.rectangle((x, 60, x + 72, 664), fill=WOOD, outline=INK, width=3)
    draw.rectangle((380, 250, 600, 290), fill=STEEL, outline=INK, width=3)
    draw.arc((430, 270, 550, 400), 180, 360, fill=INK, width=20)
    draw.rectangle((410, 340, 570, 470), fill="#c9a227", outline=INK, width=4)


def _lock(draw: Draw) -> None:
    """A cylinder drilled out of its plate."""
    draw.rectangle((360, 90, 620, 640), fill=STEEL, outline=INK, width=5)
    draw.ellipse((420, 300, 560, 440), fill="#5a5f65", outline=INK, width=5)
    draw.ellipse((460, 340, 520, 400), fill=INK)
    for x, y in ((440, 470), (500, 490), (470, 520), (540, 480), (410, 510)):
        draw.ellipse((x, y, x + 10, y + 10), fill="#d9c46a")


_DRAWN: dict[str, Callable[[Draw], None]] = {
    "tag": _tag,
    "tag_with_a_word": _tag_with_a_word,
    "padlock": _padlock,
    "lock": _lock,
}
