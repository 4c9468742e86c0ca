"""Pictures of results as Vega-Lite, drawn to SVG without a browser. The methods know nothing of this file."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import vl_convert

Row = Mapping[str, Any]
Drawing = Any  # altair names a layer of charts in more than one way
INK, ACCENT, PALE = "#1a1a1a", "#0059b3", "#b0b7bf"


def svg(chart: Drawing, *, title: str, sentence: str, language: str = "en") -> str:
    """The drawing, with what may be said of it underneath the title and as its description for screen readers."""
    words = _lines(sentence)
    whole = (
        chart.properties(width=560, height=300, title=alt.TitleParams(title, subtitle=words, anchor="start", offset=12))
        .properties(description=sentence)
        .configure(font="sans-serif", background="white")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, titleFontSize=12, gridColor="#e6e8eb", domainColor=INK)
        .configure_title(fontSize=15, subtitleFontSize=11, subtitleColor=INK)
    )
    if language == "da":
        return str(vl_convert.vegalite_to_svg(whole.to_dict(), format_locale="da-DK"))
    return str(vl_convert.vegalite_to_svg(whole.to_dict()))


def series(*, points: Sequence[Row], start: float, labels: tuple[str, str]) -> Drawing:
    """Observed points, fitted line, and the day the measure began. Rows: time, observed, fitted."""
    base = alt.Chart(_data(points)).encode(x=alt.X("time:Q", title=labels[0]))
    dots = base.mark_point(filled=True, color=INK, size=30).encode(y=alt.Y("observed:Q", title=labels[1]))
    line = base.mark_line(color=ACCENT).encode(y="fitted:Q")
    return alt.layer(dots, line, _start(start))


def lines(*, points: Sequence[Row], start: float, labels: tuple[str, str]) -> Drawing:
    """The treated area beside its comparison. Rows: time, value, who."""
    base = alt.Chart(_data(points))
    drawn = base.mark_line(point=True).encode(
        x=alt.X("time:Q", title=labels[0], axis=alt.Axis(format="d")),
        y=alt.Y("value:Q", title=labels[1]),
        color=alt.Color("who:N", title=None, scale=alt.Scale(range=[INK, ACCENT]), legend=alt.Legend(orient="top")),
        strokeDash=alt.StrokeDash("who:N", legend=None),
    )
    return alt.layer(drawn, _start(start))


def intervals(*, rows: Sequence[Row], label: str, zero: float = 0.0) -> Drawing:
    """Estimates with their limits, one above the other. Rows: name, estimate, low, high."""
    base = alt.Chart(_data(rows)).encode(y=alt.Y("name:N", title=None, sort=None))
    bars = base.mark_rule(color=ACCENT, strokeWidth=3).encode(x=alt.X("low:Q", title=label), x2="high:Q")
    dots = base.mark_point(filled=True, color=INK, size=70).encode(x="estimate:Q")
    middle = alt.Chart(_data([{"at": zero}])).mark_rule(color=PALE, strokeDash=[4, 3]).encode(x="at:Q")
    return alt.layer(middle, bars, dots)


def heat(*, cells: Sequence[Row], labels: tuple[str, str, str]) -> Drawing:
    """A table of ratios; the number stands in each cell. Rows: across, down, value, text."""
    base = alt.Chart(_data(cells)).encode(
        x=alt.X("across:N", title=labels[0], sort=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("down:N", title=labels[1], sort=None),
    )
    ground = base.mark_rect().encode(
        color=alt.Color(
            "value:Q", title=labels[2], scale=alt.Scale(range=["#8ab8e6", "#ffffff", "#f5b48a"], domainMid=1)
        )
    )
    return alt.layer(ground, base.mark_text(fontSize=12, color=INK).encode(text="text:N"))


def bars(*, rows: Sequence[Row], label: str) -> Drawing:
    """Bars to both sides of zero, the largest first. Rows: name, value."""
    base = alt.Chart(_data(rows)).encode(y=alt.Y("name:N", title=None, sort=None))
    return alt.layer(base.mark_bar(color=ACCENT).encode(x=alt.X("value:Q", title=label)))


def curve(*, points: Sequence[Row], wanted: float, labels: tuple[str, str]) -> Drawing:
    """Power by month, and the power asked for. Rows: time, value."""
    base = alt.Chart(_data(points))
    drawn = base.mark_line(color=ACCENT).encode(
        x=alt.X("time:Q", title=labels[0]), y=alt.Y("value:Q", title=labels[1], scale=alt.Scale(domain=[0, 1]))
    )
    goal = alt.Chart(_data([{"at": wanted}])).mark_rule(color=INK, strokeDash=[4, 3]).encode(y="at:Q")
    return alt.layer(drawn, goal)


def _data(rows: Sequence[Row]) -> Any:
    return alt.Data(values=[dict(row) for row in rows])  # type: ignore[no-untyped-call]


def _start(at: float) -> Drawing:
    return alt.Chart(_data([{"at": at}])).mark_rule(color=INK, strokeDash=[4, 3]).encode(x="at:Q")


def _lines(sentence: str, width: int = 95) -> list[str]:
    """The sentence in lines that fit under a title."""
    rows = [""]
    for word in sentence.split():
        if rows[-1] and len(rows[-1]) + len(word) >= width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows
