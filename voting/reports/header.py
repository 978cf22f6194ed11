"""Everything a sheet says that is not a count: which meeting, which poll, which proofs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from voting.i18n import _
from voting.web.pages import clock_time, day, moment

_ROOT_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Signed:
    """One electronic signature under the result."""

    name: str
    office: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proofs:
    """The hashes by which a sheet is tied to the published bundle; hexadecimal digits."""

    manifest_hash: str
    fingerprint: str
    board_root: str
    result_hash: str
    log_head: str

    def lines(self) -> tuple[str, ...]:
        """Return the small print of a sheet."""
        return (
            _(
                "选票清单指纹 %(fingerprint)s　公告板根 %(root)s…　结果哈希 %(result)s…",
                fingerprint=self.fingerprint,
                root=grouped(self.board_root[:_ROOT_SHOWN]),
                result=grouped(self.result_hash[:_ROOT_SHOWN]),
            ),
            _("本表由开箱记录生成，可用复核包独立复算（voting verify）。"),
        )


@dataclass(frozen=True, kw_only=True)
class Header:
    """The head of a poll's sheets; an empty ``quorum_share``: no attendance is asked for."""

    organisation: str
    meeting: str
    title: str
    deed: str
    """What is done by the vote: 选举, 表决, 测评, 评选."""
    held_on: date | None
    quorum_share: str = ""
    quorum_operator: str = ">="
    closed_at: datetime | None = None
    counted_at: datetime | None = None
    declared_at: datetime | None = None
    degraded: bool = False
    signed: tuple[Signed, ...] = ()
    proofs: Proofs | None = None

    def subtitle(self, at: datetime | None) -> str:
        """Return the line under a sheet's title: meeting, poll, time."""
        return " · ".join(part for part in (self.meeting, self.title, moment(at)) if part)

    @property
    def day(self) -> str:
        """Return the day of the meeting."""
        return day(self.held_on)

    @property
    def footer(self) -> tuple[str, ...]:
        """Return the small print: signatures given electronically, proofs, degraded transport."""
        lines = []
        if self.signed:
            who = "、".join(
                f"{each.name}（{each.office}，{clock_time(each.at)}）" for each in self.signed
            )
            lines.append(_("电子签字：%(who)s", who=who))
        if self.degraded:
            lines.append(_("本次投票在未加密网络（降级）下进行。"))
        return (*lines, *(self.proofs.lines() if self.proofs else ()))


@dataclass(frozen=True, kw_only=True)
class ElectionHeader(Header):
    """The head of an election's sheets, with what was to be elected and how."""

    deed: str = field(default_factory=lambda: _("选举"))
    seats: int
    post: str
    """What one is elected to: 工会委员会委员, 工会主席."""
    recall: bool = False
    """Whether the vote is on recalling the persons on the ballot."""
    write_ins: bool = True
    """Whether another person might be written in."""
    direct: bool = True
    rank: int = 0
    """Place of the post in a list of all posts: chair first."""
    list_rule: str = "surname"
    units: Mapping[str, str] = field(default_factory=dict)
    decided: str = ""
    """What the meeting decided about seats that stayed open, in a sentence."""
    chosen: tuple[str, ...] = ()
    """Whom the presidium named after a second tie, as the result refers to them."""


def grouped(digits: str) -> str:
    """Return hexadecimal digits in capitals, in groups of four: 51D0 8E77."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4)).upper()
