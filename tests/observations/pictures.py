"""Pictures for tests, drawn here, with everything a phone adds to them."""

import io

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

SECRET = "Vestervang 7 tv"


def drawn(size=(800, 600), *, mode: str = "RGB", seed: int = 0) -> Image.Image:
    """Its left upper quarter is red (black in a mode without colours), so that one sees which way is up."""
    picture = Image.new(mode, size, "white" if mode != "1" else 1)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2 - 1, size[1] // 2 - 1), fill="red" if mode == "RGB" else 0)
    if seed:
        ImageDraw.Draw(picture).rectangle((size[0] - 20, size[1] - 20, *size), fill=(seed * 20 % 256, 90, 7))
    return picture


def jpeg(size=(800, 600), *, orientation: int = 1, seed: int = 0, **more) -> bytes:
    """As a phone makes it: with the place, the owner, a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 26.0, 0.0), 3: "E", 4: (12.0, 18.0, 0.0)})
    return saved(drawn(size, seed=seed), "JPEG", exif=exif, comment=SECRET.encode(), quality=95, **more)


def png(picture: Image.Image | None = None) -> bytes:
    words = PngInfo()
    words.add_text("Comment", SECRET)
    return saved(picture or drawn(), "PNG", pnginfo=words)


def webp(**more) -> bytes:
    return saved(drawn(), "WEBP", exif=b"Exif\0\0" + SECRET.encode(), **more)


def saved(picture: Image.Image, kind: str, **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def is_red(colour) -> bool:
    red, green, blue = colour[:3]
    return red > 200 and green < 60 and blue < 60
