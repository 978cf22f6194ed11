"""The signed result of an evaluation as typed values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voting.evaluations.answer import WITHHELD
from voting.reports.counts import Counts, Pile, read_piles


@dataclass(frozen=True, slots=True)
class Figures:
    """How somebody was marked: votes and shares by grade; ``n`` rows count, ``of`` is the base.

    ``cumulative``: the share of a grade and all better ones.
    """

    n: int
    of: int
    counts: Mapping[str, int]
    shares: Mapping[str, str | None]
    cumulative: Mapping[str, str | None]
    unknown: int
    unknown_share: str | None
    abstain: int
    abstain_share: str | None
    void: int
    score: str | None


@dataclass(frozen=True, slots=True)
class Subject:
    """Who, or which body, was judged; a group's figures are ``None`` where they are withheld."""

    id: str
    name: str
    note: str
    figures: Figures
    pooled: str | None
    extra: str | None
    band: str | None
    by_group: Mapping[str, Figures | None]
    dimensions: Mapping[str, Figures]
    flags: tuple[str, ...]
    rank: int | None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing everybody was judged on; ``weight`` as text, where the scheme weighs."""

    id: str
    title: str
    weight: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """One voter group with its ballots; ``shown_as``: under which key its figures stand."""

    id: str
    title: str
    weight: str | None
    eligible: int | None
    issued: int
    returned: int
    valid: int
    rejected: int
    shown_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of one evaluation; no subject in it where it is void or too few attended."""

    valid: bool
    quorum: bool | None
    counts: Counts
    rejected: Mapping[str, int]
    scale: tuple[str, ...]
    labels: Mapping[str, str]
    unknown: str | None
    base: str
    min_group: int
    dimensions: tuple[Dimension, ...]
    groups: tuple[Group, ...]
    subjects: tuple[Subject, ...]
    piles: tuple[Pile, ...]
    warnings: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Tell whether there are figures to announce."""
        return self.valid and self.quorum is not False

    @property
    def scored(self) -> bool:
        """Tell whether anybody has a score."""
        return any(one.figures.score is not None for one in self.subjects)

    @property
    def ranked(self) -> bool:
        """Tell whether anybody has a place."""
        return any(one.rank is not None for one in self.subjects)

    def label(self, mark: str) -> str:
        """Return the word for a grade."""
        return self.labels.get(mark, mark)

    def shown_groups(self) -> dict[str, str]:
        """Return the keys under which group figures stand, with the titles of those in them."""
        found: dict[str, list[str]] = {}
        for group in self.groups:
            found.setdefault(group.shown_as, []).append(group.title)
        return {key: "＋".join(titles) for key, titles in found.items()}


def read_result(data: Mapping[str, Any]) -> Result:
    """Read the document that ``voting count --json`` prints and the scrutineers sign."""
    return Result(
        valid=data["valid"],
        quorum=data["quorum"],
        counts=Counts(**data["counts"]),
        rejected=data["rejected"],
        scale=tuple(data["scale"]),
        labels=data["labels"],
        unknown=data["unknown"],
        base=data["base"],
        min_group=data["min_group"],
        dimensions=tuple(_dimension(one) for one in data["dimensions"]),
        groups=tuple(_group(one) for one in data["groups"]),
        subjects=tuple(_subject(one) for one in data["subjects"]),
        piles=read_piles(data, {one["id"]: one["title"] for one in data["groups"]}),
        warnings=tuple(data["warnings"]),
    )


def _dimension(one: Mapping[str, Any]) -> Dimension:
    return Dimension(one["id"], one["title"], one["weight"])


def _group(one: Mapping[str, Any]) -> Group:
    return Group(**{name: one[name] for name in Group.__slots__})


def _subject(one: Mapping[str, Any]) -> Subject:
    return Subject(
        id=one["id"],
        name=one["name"],
        note=one["note"],
        figures=_figures(one),
        pooled=one["pooled"],
        extra=one["extra"],
        band=one["band"],
        by_group={
            key: None if found == WITHHELD else _figures(found)
            for key, found in one["by_group"].items()
        },
        dimensions={key: _figures(found) for key, found in one["dimensions"].items()},
        flags=tuple(one["flags"]),
        rank=one["rank"],
    )


def _figures(one: Mapping[str, Any]) -> Figures:
    return Figures(**{name: one[name] for name in Figures.__slots__})
