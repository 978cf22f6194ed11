"""The counts every sheet begins with: electors and ballots, phones and each paper box apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.i18n import _
from voting.reports.sheet import Column, Figure, Kind, Row, Section, Share, Table


@dataclass(frozen=True, slots=True)
class Counts:
    """Electors and ballots of a whole poll; phones and paper together."""

    eligible: int
    attended: int
    issued: int
    returned: int
    valid: int
    rejected: int
    blank: int
    not_returned: int


@dataclass(frozen=True, slots=True)
class Pile:
    """The ballots of all phones, or of one paper box; ``title`` says which."""

    title: str
    issued: int
    returned: int
    valid: int
    rejected: int
    blank: int

    @property
    def over_returned(self) -> bool:
        """Tell whether more came back than were issued."""
        return self.returned > self.issued


def read_piles(result: Mapping[str, Any], groups: Mapping[str, str]) -> tuple[Pile, ...]:
    """Return the piles of a result: phones first, then each box; none where there was no paper.

    ``groups``: voter group id → its title, which is said behind a box's own.
    """
    if "phone" not in result:
        return ()
    return (
        _pile(_("手机票"), result["phone"]),
        *(_pile(_box_title(each, groups), each) for each in result["paper"]),
    )


def _box_title(box: Mapping[str, Any], groups: Mapping[str, str]) -> str:
    group = groups.get(box["group"], "")
    return _("%(box)s（%(group)s）", box=box["title"], group=group) if group else str(box["title"])


def _pile(title: str, found: Mapping[str, Any]) -> Pile:
    numbers = (found[key] for key in ("issued", "returned", "valid", "rejected", "blank"))
    return Pile(title, *numbers)


def piles_section(piles: Sequence[Pile]) -> Section:
    """Return the table of phones and paper boxes, each and in sum; empty where all were phones."""
    if not piles:
        return Section()
    return Section(
        heading=_("手机票和纸质票"),
        sentences=tuple(over_sentences(piles)),
        table=Table(
            columns=(
                Column(_("票箱"), Kind.TEXT, 24),
                Column(_("发出"), Kind.NUMBER, 9),
                Column(_("收回"), Kind.NUMBER, 9),
                Column(_("有效"), Kind.NUMBER, 9),
                Column(_("无效"), Kind.NUMBER, 9),
                Column(_("空白"), Kind.NUMBER, 9),
                Column(_("收回占发出%"), Kind.SHARE, 17),
            ),
            rows=tuple(_row(pile) for pile in (*piles, _sum(piles))),
        ),
    )


def over_sentences(piles: Sequence[Pile]) -> list[str]:
    """Say of each box with more ballots than were issued that it makes the vote invalid."""
    return [
        _(
            "“%(box)s”收回 %(returned)s 张，多于发出的 %(issued)s 张，整个投票无效。",
            box=pile.title,
            returned=pile.returned,
            issued=pile.issued,
        )
        for pile in piles
        if pile.over_returned
    ]


def _sum(piles: Sequence[Pile]) -> Pile:
    return Pile(
        _("合计"),
        sum(pile.issued for pile in piles),
        sum(pile.returned for pile in piles),
        sum(pile.valid for pile in piles),
        sum(pile.rejected for pile in piles),
        sum(pile.blank for pile in piles),
    )


def _row(pile: Pile) -> Row:
    return (
        pile.title,
        pile.issued,
        pile.returned,
        pile.valid,
        pile.rejected,
        pile.blank,
        Share(pile.returned, pile.issued),
    )


# --- The head of a sheet ----------------------------------------------------------------------


def attendance_figures(counts: Counts) -> tuple[Figure, ...]:
    """Return who was to come, who came, and what was issued and returned."""
    present = of_base(counts.attended, counts.eligible, _("应到"))
    issued = of_base(counts.issued, counts.attended, _("实到"))
    returned = of_base(counts.returned, counts.issued, _("发出"))
    return (
        Figure(_("应到"), counts.eligible, _("人"), _("选举人名册")),
        Figure(_("实到"), counts.attended, _("人"), present),
        Figure(_("发出选票"), counts.issued, _("张"), issued),
        Figure(_("收回选票"), counts.returned, _("张"), returned),
    )


def count_figures(counts: Counts) -> tuple[Figure, ...]:
    """Return the head of a count: attendance, papers, and the sheets that count."""
    returned = _("收回")
    return (
        *attendance_figures(counts),
        Figure(
            _("有效票"), counts.valid, _("张"), of_base(counts.valid, counts.returned, returned)
        ),
        Figure(
            _("无效票"),
            counts.rejected,
            _("张"),
            of_base(counts.rejected, counts.returned, returned),
        ),
        Figure(_("空白票"), counts.blank, _("张"), _("弃权，已计入有效票")),
        Figure(_("未收回"), counts.not_returned, _("张"), _("发出减收回")),
    )


def of_base(part: int, whole: int, base: str) -> str:
    """Say a share with its base: 占应到 96.0%（96/100）."""
    return _("占%(of)s %(share)s", of=base, share=str(Share(part, whole)))
