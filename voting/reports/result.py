"""The canonical result of an election as typed values, with who each person in it is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from voting.reports.counts import Counts, Pile, read_piles

__all__ = [
    "OTHERS",
    "Counts",
    "Person",
    "Result",
    "Threshold",
    "Votes",
    "Written",
    "is_published",
    "read_result",
    "with_unit",
]

OTHERS = "其他"
OTHERS_STATUS = "others"
_BETWEEN = " · "
FEWEST_SHOWN = 2
"""A written-in name with fewer votes is not published: one alone could be a voter's signature."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """What elects: ``need`` approvals, which is ``share`` ``of`` the base."""

    base: str
    of: int
    need: int
    operator: str
    share: str

    @property
    def more_votes(self) -> bool:
        """Tell whether simply more votes elect, as in a ballot between the tied."""
        return self.share == "0"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a result; ``key`` is a printed candidate's id or a written-in name."""

    key: str
    name: str
    unit: str
    """Unit and post as on the ballot: 语文教研组 · 教研组长."""
    written_in: bool = False

    @property
    def unit_and_post(self) -> str:
        """Return unit and post as a column holds them."""
        return self.unit.replace(_BETWEEN, " ")


@dataclass(frozen=True, slots=True)
class Votes:
    """A printed candidate's votes."""

    person: Person
    approve: int
    oppose: int
    abstain: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A written-in person's votes; ``resolved`` is false for a name ruled void."""

    person: Person
    approve: int
    passed: bool
    resolved: bool


@dataclass(frozen=True)
class Result:
    """One election's result; where it is not valid there is no tally and nobody is elected."""

    valid_election: bool
    quorum: bool | None
    counts: Counts
    threshold: Threshold
    tally: tuple[Votes, ...]
    written: tuple[Written, ...]
    others: int
    elected: tuple[Person, ...]
    tied: tuple[Person, ...]
    tied_seats: int
    vacant: int
    next_steps: tuple[str, ...]
    warnings: tuple[str, ...] = field(default=())
    piles: tuple[Pile, ...] = ()

    @property
    def held(self) -> bool:
        """Tell whether there are votes to announce."""
        return self.valid_election and self.quorum is not False

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(
            person.name
            for person in (
                *(votes.person for votes in self.tally),
                *(written.person for written in self.written),
            )
        )

    def called(self, person: Person) -> str:
        """Return a person's name; where two bear it, with the unit in brackets."""
        return with_unit(person) if self._names[person.name] > 1 else person.name


def with_unit(person: Person) -> str:
    """Return a name with the unit in brackets, where there is one; the post is left out."""
    unit = person.unit.split(_BETWEEN)[0]
    return f"{person.name}（{unit}）" if unit else person.name


def read_result(data: Mapping[str, Any], units: Mapping[str, str]) -> Result:
    """Read the document that ``voting count --json`` prints and the scrutineers sign.

    ``units``: option id → what stands under the name on the ballot (单位/职务). Written-in names
    with fewer than two votes that do not pass become ``others``, a mere number.
    """
    printed = tuple(_votes(row, units) for row in data["tally"])
    shown = tuple(_written(row) for row in data["write_ins"] if is_published(row))
    people = {votes.person.key: votes.person for votes in printed}
    runoff = data["runoff"] or {"seats": 0, "between": []}
    names = [row.person for row in shown if row.resolved]
    return Result(
        valid_election=data["valid_election"],
        quorum=data["quorum"],
        counts=Counts(**data["counts"]),
        threshold=Threshold(**data["threshold"]),
        tally=printed,
        written=shown,
        others=sum(row["approve"] for row in data["write_ins"] if not is_published(row)),
        elected=_people(data["elected"], people, names),
        tied=_people(runoff["between"], people, names),
        tied_seats=runoff["seats"],
        vacant=data["vacant"],
        next_steps=tuple(data["next"]),
        warnings=tuple(data["warnings"]),
        piles=read_piles(data, {}),
    )


def is_published(row: Mapping[str, Any]) -> bool:
    """Tell whether a row of ``write_ins`` names somebody in public."""
    seen = row["passed"] or row["approve"] >= FEWEST_SHOWN
    return bool(seen) and row["status"] != OTHERS_STATUS


def _votes(row: Mapping[str, Any], units: Mapping[str, str]) -> Votes:
    person = Person(row["id"], row["name"], units.get(row["id"], ""))
    return Votes(person, row["approve"], row["oppose"], row["abstain"], row["passed"])


def _written(row: Mapping[str, Any]) -> Written:
    person = Person(row["name"], row["name"], row.get("unit", ""), written_in=True)
    return Written(person, row["approve"], row["passed"], row["status"] == "resolved")


def _people(
    keys: list[str], printed: Mapping[str, Person], written: list[Person]
) -> tuple[Person, ...]:
    """Find the persons the keys stand for; two written-in persons of one name come in turn."""
    waiting = list(written)
    found = []
    for key in keys:
        person = printed.get(key) or next(one for one in waiting if one.key == key)
        if person.written_in:
            waiting.remove(person)
        found.append(person)
    return tuple(found)
