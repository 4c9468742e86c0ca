"""Which files are served below /static/: ours, and of the browser packages exactly those that pages ask for.

With source maps and development builds the packages' folders hold 108 MB, and collecting them would delay every start;
so files are listed, never folders.
"""

import re
from collections.abc import Iterator
from pathlib import Path

OURS = Path(__file__).parent / "static"
MODULES = Path(__file__).resolve().parents[2] / "node_modules"

# prefix below /static/ → (folder in node_modules, files)
PACKAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "npm/htmx": ("htmx.org/dist", ("htmx.esm.min.js",)),
    "npm/maplibre-gl": ("maplibre-gl/dist", ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css")),
    "npm/dkfds": (
        "dkfds/dist",
        (
            "css/dkfds.min.css",
            *(
                f"fonts/IBMPlexSans/complete/woff2/IBMPlexSans-{weight}.woff2"
                for weight in ("Regular", "Italic", "Medium", "SemiBold", "Bold")
            ),
        ),
    ),
}

_REFERENCE = re.compile(r"""url\(["']?\.\./([^"')#?]+)""")


def folders() -> Iterator[tuple[str, Path, list[str]]]:
    """(prefix, folder, names of files in it) for everything that is served."""
    yield "", OURS, sorted(str(path.relative_to(OURS)) for path in OURS.rglob("*") if path.is_file())
    for prefix, (folder, listed) in PACKAGES.items():
        yield prefix, MODULES / folder, _with_references(MODULES / folder, listed)


def missing_packages() -> list[str]:
    return [folder for folder, _ in PACKAGES.values() if not (MODULES / folder).is_dir()]


def _with_references(folder: Path, listed: tuple[str, ...]) -> list[str]:
    """The listed files, and the pictures and fonts that a listed style sheet points at."""
    found = dict.fromkeys(listed)
    for name in listed:
        if name.endswith(".css"):
            found.update(dict.fromkeys(_REFERENCE.findall((folder / name).read_text("utf-8"))))
    return list(found)
