"""Charts of a question as SVG, one bar an option, as long as its share.

What is withheld has no bar and says “—”. A chart stands beside the table with the same figures and
is told in words for those who do not see it. Colours are presentation attributes, since the pages
allow no inline style.
"""

from markupsafe import Markup

from voting.i18n import _
from voting.surveys.results.reading import Answered, Line
from voting.web.charts import PALETTE, Bar, Part, stacked_bars

WIDTH = 400
_SHOWN = 560
_SIZE = 17
_LABEL, _BAR, _GAP = 24, 18, 12
_ROOM = 132
"""Units to the right of the bars, for number and share."""
_WIDEST = 22
"""Characters of a label that fit beside one another."""
_INK, _EMPTY = "#1c2024", "#eceeeb"


def chart(each: Answered, anchor: str) -> Markup:
    """Draw a question; ``anchor`` is unique on the page. Nothing where there is nothing to draw."""
    if each.is_withheld or not each.lines or not isinstance(each.base, int):
        return Markup("")
    if each.figure("mean") and not any(line.is_withheld for line in each.lines):
        return _distribution(each, anchor)
    return _bars(each, anchor)


def _distribution(each: Answered, anchor: str) -> Markup:
    """Draw a scale as one bar of all its steps."""
    if len(each.lines) > len(PALETTE) or any(len(line.label) > _WIDEST for line in each.lines):
        return _bars(each, anchor)
    parts = tuple(
        Part(line.label, line.count) for line in each.lines if isinstance(line.count, int)
    )
    label = _("填写人数 %(n)s", n=each.base)
    return stacked_bars(anchor, _("“%(label)s”的分布", label=each.label), [Bar(label, parts)])


def _bars(each: Answered, anchor: str) -> Markup:
    base = each.base if isinstance(each.base, int) else 0
    rows = [_row(line, n * _height(), base) for n, line in enumerate(each.lines)]
    return Markup(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" width="{shown}"'
        ' viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title {name}-desc">'
        '<title id="{name}-title">{title}</title><desc id="{name}-desc">{desc}</desc>'
        "{rows}</svg>"
    ).format(
        shown=_SHOWN,
        width=WIDTH,
        height=len(rows) * _height(),
        name=anchor,
        title=_("“%(label)s”各选项的人数", label=each.label),
        desc=described(each),
        rows=Markup().join(rows),
    )


def described(each: Answered) -> str:
    """Tell a chart in words, for those who do not see it."""
    said = [
        f"{line.label} {line.count}" if line.is_withheld else _spoken(line) for line in each.lines
    ]
    return "、".join(said)


def _spoken(line: Line) -> str:
    return _("%(label)s %(n)s 人，%(share)s", label=line.label, n=line.count, share=line.percent)


def _height() -> int:
    return _LABEL + _BAR + _GAP


def _row(line: Line, top: int, base: int) -> Markup:
    whole = WIDTH - _ROOM
    wide = whole * line.count // base if isinstance(line.count, int) and base else 0
    label = line.label if len(line.label) <= _WIDEST else line.label[: _WIDEST - 1] + "…"
    number = str(line.count) if line.is_withheld else f"{line.count}（{line.percent}）"
    return Markup().join(
        (
            _text(0, top + _LABEL - 7, label),
            _box(top + _LABEL, whole, _EMPTY),
            _box(top + _LABEL, wide, PALETTE[0][0]),
            _text(whole + 8, top + _LABEL + 15, number),
        )
    )


def _box(top: int, wide: int, fill: str) -> Markup:
    return Markup('<rect x="0" y="{y}" width="{w}" height="{h}" fill="{f}"/>').format(
        y=top, w=wide, h=_BAR, f=fill
    )


def _text(left: int, top: int, words: str) -> Markup:
    return Markup('<text x="{x}" y="{y}" font-size="{s}" fill="{f}">{w}</text>').format(
        x=left, y=top, s=_SIZE, f=_INK, w=words
    )
