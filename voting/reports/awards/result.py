"""The signed result of an award as typed values, and the list of the honoured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.reports.counts import Counts, Pile, read_piles


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least votes: ``need``, which is ``share`` ``of`` the base."""

    share: str
    operator: str
    base: str
    of: int
    need: int


@dataclass(frozen=True, slots=True)
class Nominee:
    """Who or what was nominated, with votes and, where a jury weighs, scores as texts."""

    id: str
    name: str
    note: str
    votes: int
    vote_score: str | None
    jury: str | None
    jury_n: int
    score: str | None
    rank: int
    passed: bool
    winner: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the award; ``tied``: who is equal at the cut, for ``tied_seats`` places."""

    id: str
    title: str
    quota: int
    limit: int
    exact: bool
    jury_weight: str | None
    threshold: Threshold | None
    nominees: tuple[Nominee, ...]
    tied: frozenset[str]
    tied_seats: int
    vacant: int


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one ballot; no section in it where it is void or too few attended."""

    valid: bool
    quorum: bool | None
    counts: Counts
    sections: tuple[Section, ...]
    piles: tuple[Pile, ...]
    warnings: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Tell whether there are votes to announce."""
        return self.valid and self.quorum is not False


@dataclass(frozen=True, slots=True)
class Winner:
    """One who is honoured; ``how`` says what by, where it was not this ballot's votes."""

    name: str
    note: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Honours:
    """The honoured of one section in their order, and what is still open."""

    title: str
    quota: int
    winners: tuple[Winner, ...]
    open: tuple[str, ...] = ()
    """Those who are equal and nobody has decided about yet."""
    vacant: int = 0


def read_result(data: Mapping[str, Any]) -> Result:
    """Read the document that ``voting count --json`` prints and the scrutineers sign."""
    return Result(
        valid=data["valid"],
        quorum=data["quorum"],
        counts=Counts(**data["counts"]),
        sections=tuple(_section(one) for one in data["sections"]),
        piles=read_piles(data, {}),
        warnings=tuple(data["warnings"]),
    )


def honours_of(result: Result, order: Mapping[str, Sequence[str]]) -> list[Honours]:
    """Return whom this ballot honours; ``order``: section → nominees as on the ballot."""
    return [_honours(one, order[one.id]) for one in result.sections]


def _honours(section: Section, order: Sequence[str]) -> Honours:
    nominees = sorted(section.nominees, key=lambda one: order.index(one.id))
    return Honours(
        section.title,
        section.quota,
        tuple(Winner(one.name, one.note) for one in nominees if one.winner),
        tuple(one.name for one in nominees if one.id in section.tied),
        section.vacant,
    )


def _section(one: Mapping[str, Any]) -> Section:
    least, tied = one["threshold"], one["tied"] or {"seats": 0, "between": []}
    return Section(
        id=one["id"],
        title=one["title"],
        quota=one["quota"],
        limit=one["limit"],
        exact=one["exact"],
        jury_weight=one["jury_weight"],
        threshold=None if least is None else Threshold(**least),
        nominees=tuple(_nominee(each) for each in one["nominees"]),
        tied=frozenset(tied["between"]),
        tied_seats=tied["seats"],
        vacant=one["vacant"],
    )


def _nominee(one: Mapping[str, Any]) -> Nominee:
    return Nominee(
        id=one["id"],
        name=one["name"],
        note=one["note"],
        votes=one["votes"],
        vote_score=one["vote_score"],
        jury=one["jury"],
        jury_n=one["jury_of"]["n"] if one["jury_of"] else 0,
        score=one["score"],
        rank=one["rank"],
        passed=one["passed"],
        winner=one["winner"],
    )
