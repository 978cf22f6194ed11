"""The spreadsheet of paper ballots as a file: the template to fill in, and what is uploaded."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from xlsxwriter import Workbook

from voting.ballots.manifest import Manifest
from voting.ballots.rules import Contest
from voting.i18n import _
from voting.people import spreadsheet
from voting.polls.paper import table
from voting.polls.paper.columns import Column, Use, columns, heading, words_of
from voting.polls.paper.table import Reading, allowed

_ROWS_TO_FILL = 2000
_LONGEST_LIST = 250
_WIDTHS = {Use.TIMES: 8, Use.REJECTED: 10, Use.MARK: 14, Use.NAME: 14, Use.TEXT: 30}
# Two templates of one poll are one file, byte for byte.
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
# No text becomes a formula or a link, whatever it begins with.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def read_file(contests: Sequence[Contest], content: bytes, name: str) -> Reading:
    """Read an uploaded file: its first sheet with a heading of this poll's columns.

    Raises WrongInput or TooLarge for what is no spreadsheet, is damaged, locked or too large.
    """
    book = spreadsheet.open_content(content, name)
    known = {heading(column.title) for column in columns(contests)}
    grids = [book.read(index) for index in range(min(len(book.names), 3))]
    headed = [grid for grid in grids if any(known & set(map(heading, row)) for row in grid.rows)]
    chosen = next(iter(headed or grids), None)
    return table.read(contests, chosen) if chosen else Reading([_("文件里没有工作表。")])


def template(manifest: Manifest, title: str) -> bytes:
    """Return the workbook to fill in, one ballot a row, with a sheet that says how."""
    kept = io.BytesIO()
    with Workbook(kept, _OPTIONS) as book:
        book.set_properties({"title": title, "created": _MADE})
        _fill(book, manifest.contests)
        _advise(book, manifest, title)
    return kept.getvalue()


def _fill(book: Any, contests: Sequence[Contest]) -> None:
    sheet = book.add_worksheet(_("选票"))
    head = book.add_format(
        {"bold": True, "bg_color": "#F0EDE6", "bottom": 1, "text_wrap": True, "valign": "top"}
    )
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 2)
    for place, column in enumerate(columns(contests)):
        sheet.set_column(place, place, _WIDTHS[column.use], text)
        sheet.write_string(0, place, column.title, head)
        _offer(sheet, place, column, contests[column.contest])


def _offer(sheet: Any, place: int, column: Column, contest: Contest) -> None:
    """Offer the words a cell may hold; symbols and numbers may still be typed."""
    words = list(words_of(contest))
    if column.use is Use.MARK and not contest.numbers and len(",".join(words)) < _LONGEST_LIST:
        choice = {"validate": "list", "source": words, "show_error": False}
        sheet.data_validation(1, place, _ROWS_TO_FILL, place, choice)


def _advise(book: Any, manifest: Manifest, title: str) -> None:
    sheet = book.add_worksheet(_("填写说明"))
    sheet.set_column(0, 0, 16, book.add_format({"bold": True, "valign": "top"}))
    sheet.set_column(1, 1, 80, book.add_format({"text_wrap": True, "valign": "top"}))
    lines = [
        (_("投票"), f"{title}（{manifest.fingerprint}）"),
        (
            _("怎样填写"),
            _("在“选票”一页，每张选票填一行；不要改标题，不要用公式、不要合并单元格。"),
        ),
        (_("票数"), _("填法完全相同的选票可以合填一行，写明张数；空着就是 1 张。")),
        (_("空白票"), _("没有画任何符号的选票，只填“票数”，其他各格空着。")),
        (_("整张无效"), _("整张无法辨认的选票填“是”；超过规定人数的不用填，系统会按规则认定。")),
        (_("空格"), _("没有画符号的一行空着。")),
        (_("多选的一行"), _("同一行画了两种符号的填“无效”，或照样填两种，如“○×”。")),
    ]
    lines += [
        (contest.title, _("可以填：%(words)s", words=_spelled(contest)))
        for contest in manifest.contests
    ]
    for number, (name, advice) in enumerate(lines):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, advice)


def _spelled(contest: Contest) -> str:
    signs = [f"{sign}＝{word}" for sign, word in signs_of(contest)]
    return "；".join([allowed(contest), *signs])


def signs_of(contest: Contest) -> list[tuple[str, str]]:
    """Return the signs (○, ×) that a contest knows, each with the word it stands for."""
    words = words_of(contest)
    by_mark = {mark: word for word, mark in reversed(words.items())}
    return [(sign, by_mark[words[sign]]) for sign in ("○", "×") if sign in words]
