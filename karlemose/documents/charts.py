"""Charts as SVG, the same bytes every time: described in Vega-Lite, drawn by vl-convert without a browser."""

from functools import lru_cache
from pathlib import Path

from karlemose.documents import shading
from karlemose.documents.phrases import Phrases

FAMILY = "IBM Plex Sans"
_CELL_WIDTH, _CELL_HEIGHT = 18.5, 14.5
_FIGURE, _AXIS = 7.5, 8


def hours(matrix: tuple[tuple[int, ...], ...], *, phrases: Phrases, fonts: Path) -> str:
    """Hour × weekday as squares in five steps of blue, each with its count, and the sum of each day at the end."""
    import altair  # noqa: PLC0415 -- slow import

    days = [phrases.weekday(number, short=True) for number in range(7)]
    limits = shading.edges(max(max(day) for day in matrix))
    cells = [
        {
            "day": days[number],
            "hour": hour,
            "count": count,
            "colour": shading.colour(count, limits),
            "ink": "#FFFFFF" if shading.is_dark(count, limits) else shading.INK,
        }
        for number, day in enumerate(matrix)
        for hour, count in enumerate(day)
    ]
    sums = [{"day": days[number], "sum": sum(day)} for number, day in enumerate(matrix)]
    down = altair.Y("day:N", sort=days, title=None)
    across = altair.X("hour:O", title=None)
    base = altair.Chart(altair.Data(values=cells)).encode(x=across, y=down)
    squares = base.mark_rect(stroke=shading.HAIRLINE, strokeWidth=0.4).encode(fill=_as_given("colour"))
    figures = (
        base.mark_text(fontSize=_FIGURE)
        .transform_filter("datum.count > 0")
        .encode(text="count:Q", color=_as_given("ink"))
    )
    totals = altair.Chart(altair.Data(values=sums)).mark_text(align="right", x=24 * _CELL_WIDTH + 24, fontSize=_AXIS)
    chart = altair.layer(squares, figures, totals.encode(y=down, text="sum:Q", color=altair.value(shading.INK)))
    return _svg(_dressed(chart).to_json(indent=None), str(fonts))


def _as_given(field: str) -> object:
    """A colour that the data itself names."""
    import altair  # noqa: PLC0415 -- slow import

    encoding = altair.Fill if field == "colour" else altair.Color
    return encoding(f"{field}:N", scale=None, legend=None)


def _dressed(chart):  # type: ignore[no-untyped-def] -- altair is untyped here
    return (
        chart.properties(width=24 * _CELL_WIDTH, height=7 * _CELL_HEIGHT, padding=0)
        .configure(font=FAMILY, background="transparent")
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


def _svg(specification: str, fonts: str) -> str:
    _register(fonts)
    import vl_convert  # noqa: PLC0415 -- slow import

    return vl_convert.vegalite_to_svg(specification)


@lru_cache(maxsize=4)
def _register(fonts: str) -> None:
    import vl_convert  # noqa: PLC0415 -- slow import

    vl_convert.register_font_directory(fonts)
