"""Charts as SVG, the same bytes every time: described in Vega-Lite, drawn by vl-convert without a browser."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from karlemose.documents import shading
from karlemose.documents.phrases import Phrases

FAMILY = "IBM Plex Sans"
_CELL_WIDTH, _CELL_HEIGHT = 18.5, 14.5
_FIGURE, _AXIS = 7.5, 8


def hours(matrix: tuple[tuple[int, ...], ...], *, phrases: Phrases, fonts: Path) -> str:
    """Hour × weekday as squares in five steps of blue, each with its count, and the sum of each day at the end."""
    import vl_convert  # noqa: PLC0415 -- slow import

    days = tuple(phrases.weekday(number, short=True) for number in range(7))
    limits = shading.edges(count for day in matrix for count in day)
    cells = [
        {
            "day": days[number],
            "hour": hour,
            "count": count,
            "fill": shading.colour(count, limits),
            "ink": "#FFFFFF" if shading.is_dark(count, limits) else shading.INK,
        }
        for number, day in enumerate(matrix)
        for hour, count in enumerate(day)
    ]
    sums = [{"day": days[number], "sum": sum(day)} for number, day in enumerate(matrix)]
    _register(str(fonts))
    return vl_convert.vegalite_to_svg(_squares(days) | {"datasets": {"cells": cells, "sums": sums}})


@lru_cache(maxsize=4)
def _squares(days: tuple[str, ...]) -> dict[str, Any]:
    """The chart without its numbers: described, and checked by altair, once per language."""
    import altair  # noqa: PLC0415 -- slow import

    down = altair.Y("day:N", sort=list(days), title=None)
    across = altair.X("hour:O", title=None)
    cells = altair.Chart(altair.NamedData(name="cells")).encode(x=across, y=down)
    squares = cells.mark_rect(stroke=shading.HAIRLINE, strokeWidth=0.4)
    figures = cells.mark_text(fontSize=_FIGURE).transform_filter("datum.count > 0")
    sums = altair.Chart(altair.NamedData(name="sums")).encode(y=down, text="sum:Q", color=altair.value(shading.INK))
    chart = altair.layer(
        squares.encode(fill=altair.Fill("fill:N", scale=None, legend=None)),
        figures.encode(text="count:Q", color=altair.Color("ink:N", scale=None, legend=None)),
        sums.mark_text(align="right", x=24 * _CELL_WIDTH + 24, fontSize=_AXIS),
    )
    specification: dict[str, Any] = _dressed(chart).to_dict()
    return specification


def _dressed(chart: Any) -> Any:
    """Our typeface and hairlines; screen-reader marks stay out, since the PDF carries its own alternative text."""
    return (
        chart.properties(width=24 * _CELL_WIDTH, height=7 * _CELL_HEIGHT, padding=0)
        .configure(font=FAMILY, background="transparent", aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            domain=False,
            grid=False,
            ticks=False,
            labelAngle=0,
            labelColor=shading.QUIET,
            labelFontSize=_AXIS,
            labelPadding=4,
        )
        .configure_axisX(orient="top", labelExpr="(datum.value < 10 ? '0' : '') + datum.value", labelOverlap=False)
    )


@lru_cache(maxsize=4)
def _register(fonts: str) -> None:
    import vl_convert  # noqa: PLC0415 -- slow import

    vl_convert.register_font_directory(fonts)
