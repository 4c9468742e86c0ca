"""Sets content as PDF/A-2b and PDF/UA-1. Deterministic: the same content is the same bytes, in any zone and locale.

Text travels to Typst as JSON and never becomes source. Nothing is written to disk and nothing is read but the templates
and the fonts, so that any number of threads may set documents at once.
"""

import json
import logging
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from karlemose.documents import annex, charts, composition, handover_page, maps, week
from karlemose.documents.composition import Composer, Page
from karlemose.documents.content import BoardBriefing, Briefing, Language
from karlemose.documents.handover import HandOverPaper
from karlemose.documents.phrases import Phrases
from karlemose.documents.text import REGULAR, Cleaner, glyphs

if TYPE_CHECKING:
    import typst

logger = logging.getLogger(__name__)

STANDARDS: "list[typst.PDFStandard]" = ["a-2b", "ua-1"]
REMEMBERED = 11  # Typst keeps the work on ten documents, 35 MB for 500 rows each; as many empty pages let it go
TEMPLATES = Path(__file__).parent / "typst"
FONTS = Path(__file__).parents[2] / "node_modules/dkfds/dist/fonts/IBMPlexSans/complete/ttf"


class FontsMissing(Exception):
    """The folder holds no IBM Plex Sans; `make setup` brings it with the browser packages."""


def briefing(content: Briefing | BoardBriefing, *, fonts: Path = FONTS) -> bytes:
    """The PDF. `fonts` is the folder with IBM Plex Sans as TTF. Raises FontsMissing."""
    composer = _composer(content.cover.language, fonts)
    if isinstance(content, BoardBriefing):
        template, page, drawings = "board.typ", composition.board(content, composer), {}
    else:
        template, page = "briefing.typ", week.briefing(content, composer)
        drawings = _drawings(content, page, composer, fonts)
    return _set(template, page | {"replaced": composition.replaced(composer)}, drawings, fonts)


def rulebook(content: annex.Annex, *, fonts: Path = FONTS) -> bytes:
    """The annex with the rulebook and the record of processing. Raises FontsMissing."""
    composer = _composer(content.language, fonts)
    page = annex.page(content, composer.cleaner)
    return _set("rulebook.typ", page | {"replaced": composition.replaced(composer)}, {}, fonts)


def hand_over(content: HandOverPaper, *, fonts: Path = FONTS) -> bytes:
    """The paper of a hand-over. Raises FontsMissing."""
    composer = _composer(content.language, fonts)
    page = handover_page.page(content, composer)
    return _set("handover.typ", page | {"replaced": composition.replaced(composer)}, {}, fonts)


def _composer(language: Language, fonts: Path) -> Composer:
    if not (fonts / REGULAR).is_file():
        raise FontsMissing(f"{fonts / REGULAR} is missing: run `make setup`")
    return Composer(Phrases(language), Cleaner(glyphs(fonts / REGULAR)))


def _drawings(content: Briefing, page: Page, composer: Composer, fonts: Path) -> dict[str, str]:
    drawings = {}
    if page["hours"]:
        drawings["hours"] = charts.hours(content.hours, phrases=composer.phrases, fonts=fonts)
    if page["map"] and content.plan:
        drawings["map"] = maps.draw(content.plan, composer.cleaner)
    return drawings


def _set(template: str, page: Page, drawings: dict[str, str], fonts: Path) -> bytes:
    import typst  # noqa: PLC0415 -- slow import

    compiler = typst.Compiler(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(page), **drawings},
    )
    pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARDS)
    for warning in warnings:
        logger.warning("%s: %s", template, warning)
    for _ in range(REMEMBERED):
        compiler.compile(b"", format="svg")
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no single document")
    return pdf


@lru_cache(maxsize=4)
def _fonts(folder: Path) -> "typst.Fonts":
    import typst  # noqa: PLC0415 -- slow import

    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
