"""Translations without the gettext tools.

python tools/words.py extract    find the words of every room and put new ones into its catalogue
python tools/words.py check      fail when a word is missing, unused or untranslated
python tools/words.py compile    make the .mo files that Django reads
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1] / "karlemose"
LANGUAGES = ("da",)
KEYWORDS = ("_", "gettext", "gettext_lazy", "ngettext:1,2", "ngettext_lazy:1,2", "pgettext:1c,2", "pgettext_lazy:1c,2")
MAPPING = [("**.py", "python"), ("**.html", "django")]
EXCLUDED = {"stats", "policy"}  # plain Python: they carry both languages themselves


def rooms() -> Iterator[Path]:
    for room in sorted(path for path in ROOT.iterdir() if (path / "__init__.py").exists()):
        if room.name not in EXCLUDED:
            yield room


def found(room: Path) -> polib.POFile:
    """The words that stand in a room's code and templates."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir
    from babel.messages.pofile import write_po

    catalog = Catalog()
    keywords = {}
    for spec in KEYWORDS:
        name, _, places = spec.partition(":")
        keywords[name] = (
            tuple((int(place[:-1]), "c") if place.endswith("c") else int(place) for place in places.split(",") if place)
            or None
        )
    entries = extract_from_dir(str(room), MAPPING, keywords=keywords)
    for name, _line, message, _comments, context in sorted(entries, key=lambda entry: (entry[0], entry[1])):
        catalog.add(message, locations=[(f"karlemose/{room.name}/{name}", 0)], context=context)
    buffer = BytesIO()
    write_po(buffer, catalog, omit_header=True, no_location=True, width=110)
    return polib.pofile(buffer.getvalue().decode())


def catalogue(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def extract() -> int:
    for room in rooms():
        words = found(room)
        for language in LANGUAGES:
            path = catalogue(room, language)
            if not words and not path.exists():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            po = polib.pofile(str(path)) if path.exists() else polib.POFile()
            po.metadata = {
                "Language": language,
                "MIME-Version": "1.0",
                "Content-Type": "text/plain; charset=UTF-8",
                "Content-Transfer-Encoding": "8bit",
                "Plural-Forms": "nplurals=2; plural=(n != 1);",
            }
            po.wrapwidth = 110
            po.merge(words)
            for entry in po.obsolete_entries():
                po.remove(entry)
            po.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
            po.save(str(path))
    return 0


def check() -> int:
    faults = []
    for room in rooms():
        wanted = {(entry.msgctxt, entry.msgid) for entry in found(room)}
        for language in LANGUAGES:
            path = catalogue(room, language)
            po = polib.pofile(str(path)) if path.exists() else polib.POFile()
            have = {(entry.msgctxt, entry.msgid) for entry in po if not entry.obsolete}
            faults += [f"{path}: missing {word[1]!r}" for word in sorted(wanted - have, key=str)]
            faults += [f"{path}: unused {word[1]!r}" for word in sorted(have - wanted, key=str)]
            faults += [f"{path}: untranslated {e.msgid!r}" for e in [*po.untranslated_entries(), *po.fuzzy_entries()]]
    print("\n".join(faults) or "every word is translated")
    return bool(faults)


def compile_all() -> int:
    for path in sorted(ROOT.glob("*/locale/*/LC_MESSAGES/*.po")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return 0


if __name__ == "__main__":
    sys.exit({"extract": extract, "check": check, "compile": compile_all}[sys.argv[1]]())
