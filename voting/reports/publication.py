"""Which written-in names are published: those with two votes or more, the rest as a number."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from voting.reports.result import FEWEST_SHOWN, OTHERS


@dataclass(frozen=True, slots=True)
class WrittenName:
    """One written-in person after the scrutineers' rulings: every spelling counted together.

    ``ruling`` is ``resolved``, ``void`` or ``undecided``; ``reason`` says why a name is void.
    """

    name: str
    unit: str
    votes: int
    ruling: str
    reason: str = ""
    passed: bool = False


@dataclass(frozen=True, slots=True)
class PublishedName:
    """A name as the bundle tells it; ``text`` is the only one of its contest."""

    text: str
    written: WrittenName


@dataclass(frozen=True, slots=True)
class PublishedNames:
    """The published names of one contest in the order of their texts, and the votes of others."""

    names: tuple[PublishedName, ...] = ()
    others: int = 0

    def records(self) -> list[str]:
        """Return one text for each vote, sorted: what a recount starts from."""
        texts = [name.text for name in self.names for _vote in range(name.written.votes)]
        return sorted([*texts, *[OTHERS] * self.others])


def published(written: Iterable[WrittenName]) -> PublishedNames:
    """Fold away what one vote alone named: it could be a voter's signature.

    Raw spellings never leave the scrutineers' page; two persons of one name are told apart by
    their units.
    """
    rows = list(written)
    shown = [row for row in rows if row.passed or row.votes >= FEWEST_SHOWN]
    bearers = Counter(row.name for row in shown)
    names = [PublishedName(_text(row, bearers[row.name] > 1), row) for row in shown]
    return PublishedNames(
        tuple(sorted(names, key=lambda name: name.text)),
        sum(row.votes for row in rows) - sum(row.votes for row in shown),
    )


def _text(row: WrittenName, shared: bool) -> str:  # noqa: FBT001 - private, named at its one call
    return f"{row.name}（{row.unit}）" if shared or row.name == OTHERS else row.name
