"""What the answers of ``voting count`` for people have in common: plain text, aligned."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from voting.ballots.rules import Reason
from voting.i18n import _
from voting.polls.sheets import Sheets

_GAP = "  "


def sheets_line(sheets: Sheets) -> str:
    """Return how many ballots were issued, came back, and count."""
    return _(
        "发出 %(issued)s　收回 %(returned)s　未收回 %(missing)s　有效 %(valid)s"
        "（其中空白 %(blank)s）　无效 %(rejected)s",
        issued=sheets.issued,
        returned=sheets.returned,
        missing=sheets.not_returned,
        valid=sheets.valid,
        blank=sheets.blank,
        rejected=sheets.rejected,
    )


def attended_line(sheets: Sheets) -> str:
    """Return how many may vote, and how many came."""
    return _(
        "应到 %(eligible)s　到会 %(attended)s",
        eligible=sheets.eligible,
        attended=_("未填") if sheets.attended is None else sheets.attended,
    )


def reasons_lines(reasons: Mapping[Reason, int], words: Mapping[Reason, str]) -> list[str]:
    """Return why ballots do not count, a line a reason."""
    return [
        _("无效票：%(reason)s，%(n)s 张", reason=words.get(reason, reason.value), n=number)
        for reason, number in sorted(reasons.items())
    ]


def with_warnings(parts: Iterable[str], warnings: Iterable[str]) -> str:
    """Join the parts of an answer, and the sentences for whoever reads the figures behind them."""
    told = "\n".join(_("提示：%(text)s", text=text) for text in warnings)
    return "\n\n".join([*parts, *([told] if told else [])])


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Align rows under their heads; a row that ends early is empty behind its end."""
    filled = [[*row, *[""] * (len(heads) - len(row))] for row in (heads, *rows)]
    widths = [max(_width(row[column]) for row in filled) for column in range(len(heads))]
    return "\n".join(
        _GAP.join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in filled
    )


def _width(text: str) -> int:
    """Return the columns a text takes on a terminal: a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
