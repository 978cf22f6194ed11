"""Charts as SVG, drawn by the server: shares of a whole as stacked bars.

A chart never stands alone: the same figures stand in a table beside it. Colours come as
presentation attributes, since the pages allow no inline style; each colour is dark or light
enough for the number that is written on it, and each part is also told in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

WIDTH = 400
"""Units across, all of them for the bar; drawn 560 pixels wide, or as wide as the page is."""
_SHOWN = 560
_CHARACTER = 17
_SQUARE = 16
_BAR = 28
_LABEL = 24
_GAP = 10
_LEGEND = 26
_INK, _LIGHT = "#1c2024", "#ffffff"

PALETTE: tuple[tuple[str, str], ...] = (
    ("#14532f", _LIGHT),
    ("#7dbb98", _INK),
    ("#f0cf7f", _INK),
    ("#b4232a", _LIGHT),
    ("#b9c0c7", _INK),
    ("#1d5fbf", _LIGHT),
    ("#a9c9f2", _INK),
    ("#6b4700", _LIGHT),
)
"""Fill and ink of the parts, from the best grade on; more parts begin again."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: what it is called, and how many it stands for."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: what it is about, and its parts; parts of nothing draw an empty bar."""

    label: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """How many all parts stand for."""
        return sum(part.count for part in self.parts)


def stacked_bars(name: str, title: str, bars: Sequence[Bar]) -> Markup:
    """Draw bars of the same parts under one another; ``name`` is unique on the page."""
    labels = [part.label for part in bars[0].parts] if bars else []
    legend, top = _legend(labels)
    rows = [_row(bar, top + index * _row_height()) for index, bar in enumerate(bars)]
    height = top + len(bars) * _row_height()
    return Markup(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" width="{shown}"'
        ' viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title {name}-desc">'
        '<title id="{name}-title">{title}</title><desc id="{name}-desc">{desc}</desc>'
        "{legend}{rows}</svg>"
    ).format(
        shown=_SHOWN,
        width=WIDTH,
        height=height,
        name=name,
        title=title,
        desc=described(bars),
        legend=legend,
        rows=Markup().join(rows),
    )


def described(bars: Sequence[Bar]) -> str:
    """Tell a chart in words, for those who do not see it."""
    return "；".join(
        f"{bar.label}：" + "、".join(f"{part.label} {part.count}" for part in bar.parts)
        for bar in bars
    )


def widths(counts: Sequence[int], whole: int = WIDTH) -> list[int]:
    """Share a width among counts without losing a unit: the ends are rounded, not the parts."""
    total, ends, so_far = sum(counts), [0], 0
    if not total:
        return [0] * len(counts)
    for count in counts:
        so_far += count
        ends.append((2 * so_far * whole + total) // (2 * total))
    return [end - start for start, end in pairwise(ends)]


def _row_height() -> int:
    return _LABEL + _BAR + _GAP


def _row(bar: Bar, top: int) -> Markup:
    drawn = [
        _text(0, top + _LABEL - 7, bar.label),
        Markup('<rect x="0" y="{y}" width="{w}" height="{h}" fill="#eceeeb"/>').format(
            y=top + _LABEL, w=WIDTH, h=_BAR
        ),
    ]
    left = 0
    shares = widths([part.count for part in bar.parts])
    for index, (part, width) in enumerate(zip(bar.parts, shares, strict=True)):
        drawn.append(_part(index, part, left, top + _LABEL, width))
        left += width
    return Markup().join(drawn)


def _part(index: int, part: Part, left: int, top: int, width: int) -> Markup:
    if not width:
        return Markup()
    fill, ink = PALETTE[index % len(PALETTE)]
    box = Markup(
        '<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{fill}" stroke="#ffffff"/>'
    ).format(x=left, y=top, w=width, h=_BAR, fill=fill)
    words = str(part.count)
    if width < (len(words) + 1) * _CHARACTER // 2:
        return box
    return box + _text(left + width // 2, top + 20, words, ink=ink, anchor="middle")


def _legend(labels: Sequence[str]) -> tuple[Markup, int]:
    """Return the legend, broken into lines, and how high it is."""
    drawn, left, top = [], 0, 0
    for index, label in enumerate(labels):
        wide = _SQUARE + 6 + len(label) * _CHARACTER + 14
        if left and left + wide > WIDTH:
            left, top = 0, top + _LEGEND
        fill = PALETTE[index % len(PALETTE)][0]
        drawn.append(
            Markup('<rect x="{x}" y="{y}" width="{s}" height="{s}" fill="{fill}"/>').format(
                x=left, y=top + 3, s=_SQUARE, fill=fill
            )
        )
        drawn.append(_text(left + _SQUARE + 6, top + 17, label))
        left += wide
    return Markup().join(drawn), top + _LEGEND if labels else 0


def _text(left: int, top: int, words: str, *, ink: str = _INK, anchor: str = "start") -> Markup:
    return Markup(
        '<text x="{x}" y="{y}" font-size="{size}" fill="{ink}" text-anchor="{anchor}">{w}</text>'
    ).format(x=left, y=top, size=_CHARACTER, ink=ink, anchor=anchor, w=escape(words))
