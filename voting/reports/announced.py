"""A declared result as its public page says it, whatever kind of poll it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voting.i18n import _
from voting.reports.counts import Pile
from voting.reports.sheet import Figure


class Viewer(StrEnum):
    """Who looks at a result."""

    OFFICER = "officer"
    PARTICIPANT = "participant"
    STRANGER = "stranger"


class Tone(StrEnum):
    """How what became of somebody is marked."""

    GOOD = "ok"
    OPEN = "wait"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a result: 丁一, 赞成 90 · 不赞成 2, 占应到 90.0%（90/100）, 当选."""

    name: str
    counts: str
    share: str = ""
    fate: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under a heading, with what is to be said about them."""

    heading: str
    lines: tuple[Line, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """What comes first: who is elected or honoured, what is carried."""

    heading: str
    names: tuple[str, ...] = ()
    note: str = ""
    sentences: tuple[str, ...] = ()
    empty: str = ""
    """What is said where there is no name; nothing where no name is to be expected."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a kind of poll says of its result."""

    rules: tuple[str, ...]
    leads: tuple[Lead, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """A declared result: what its kind says, its figures, signatures and times."""

    said: Said
    figures: tuple[Figure, ...]
    signed: tuple[str, ...]
    times: tuple[tuple[str, datetime], ...]


def piles_block(piles: Sequence[Pile]) -> tuple[Block, ...]:
    """Return phones and paper boxes, a line each; nothing where all were phones."""
    if not piles:
        return ()
    lines = tuple(
        Line(
            pile.title,
            _(
                "发出 %(issued)s · 收回 %(returned)s · 有效 %(valid)s · 无效 %(rejected)s",
                issued=pile.issued,
                returned=pile.returned,
                valid=pile.valid,
                rejected=pile.rejected,
            ),
        )
        for pile in piles
    )
    return (Block(_("手机票和纸质票"), lines),)
