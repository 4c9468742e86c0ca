"""A folder in the archives' own format (BagIt, RFC 8493), made in memory: the same content gives the same bytes.

The `bagit` library makes bags too, but it changes the working directory of the whole process meanwhile and needs the
evidence to lie readable on a disk. It checks ours, in the tests and when a parcel is written out.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping

MANIFEST = "manifest-sha256.txt"
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can say: files carry no time of their own
ORDINARY_FILE = 0o100644 << 16

Files = Mapping[str, bytes]


def bag(*, payload: Files, info: Mapping[str, str], sign: Callable[[bytes], Files]) -> dict[str, bytes]:
    """Every file of the bag by its path. `sign` is given the manifest and gives the files that sign it."""
    data = {f"data/{name}": content for name, content in sorted(payload.items())}
    manifest = _manifest(data)
    size = sum(len(content) for content in data.values())
    told = {**info, "Payload-Oxum": f"{size}.{len(data)}"}
    tags = {
        "bag-info.txt": "".join(f"{name}: {told[name]}\n" for name in sorted(told)).encode(),
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        MANIFEST: manifest,
        **sign(manifest),
    }
    return {**data, **tags, "tagmanifest-sha256.txt": _manifest(tags)}


def zipped(files: Files, *, folder: str) -> bytes:
    """One file of all, nothing compressed: other versions of a compressor would give other bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression=zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", date_time=NO_TIME)
            entry.create_system = 3  # Unix, whatever machine made it
            entry.external_attr = ORDINARY_FILE
            archive.writestr(entry, files[name])
    return out.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Every file by its path, folder included."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _manifest(files: Files) -> bytes:
    """As `sha256sum` writes and reads it."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
