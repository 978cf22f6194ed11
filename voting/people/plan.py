"""What an import would do: who is new, who changes and how, who comes back, who has left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voting.people.reading import Entry
from voting.people.rules import Field

FIELDS = tuple(Field)


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the roster as it is: the values in the order of :class:`Field`, '' for none."""

    id: int
    values: tuple[str, ...]
    has_left: bool

    def value(self, field: Field) -> str:
        """Return one value."""
        return self.values[FIELDS.index(field)]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that an import would change."""

    field: Field
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A person whom an import would change, or bring back."""

    known: Known
    entry: Entry
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people an import adds, changes, brings back, marks as left, and leaves as is."""

    added: int
    changed: int
    returned: int
    removed: int
    unchanged: int

    @property
    def nothing(self) -> bool:
        """Whether the import would change nothing."""
        return not (self.added or self.changed or self.returned or self.removed)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import does to the roster whose digest is ``roster``, and to no other."""

    roster: str
    added: tuple[Entry, ...]
    changed: tuple[Change, ...]
    returned: tuple[Change, ...]
    removed: tuple[Known, ...]
    unchanged: int

    @property
    def lost_zeros(self) -> tuple[tuple[Known, Entry], ...]:
        """People who seem to leave and come again, as a spreadsheet took zeros off their number."""
        gone = {_without_zeros(person.value(Field.NUMBER)): person for person in self.removed}
        pairs = (
            (gone.get(_without_zeros(entry.values[Field.NUMBER])), entry) for entry in self.added
        )
        return tuple(
            (person, entry)
            for person, entry in pairs
            if person and person.value(Field.NAME) == entry.values[Field.NAME]
        )

    @property
    def counts(self) -> Counts:
        """The figures of the plan."""
        return Counts(
            added=len(self.added),
            changed=len(self.changed),
            returned=len(self.returned),
            removed=len(self.removed),
            unchanged=self.unchanged,
        )


def compare(
    roster: str, known: Sequence[Known], entries: Iterable[Entry], *, complete: bool
) -> ImportPlan:
    """Compare the roster with a sheet, person by person, by staff number.

    Only the columns of the sheet are compared. Where the sheet is ``complete``, whoever is on the
    roster and not in it has left; else they stay as they are.
    """
    by_number = {person.value(Field.NUMBER).casefold(): person for person in known}
    added: list[Entry] = []
    changed: list[Change] = []
    returned: list[Change] = []
    met: set[int] = set()
    for entry in entries:
        person = by_number.get(entry.values[Field.NUMBER].casefold())
        if person is None:
            added.append(entry)
            continue
        met.add(person.id)
        change = Change(person, entry, _differences(person, entry))
        if person.has_left:
            returned.append(change)
        elif change.differences:
            changed.append(change)
    gone = (person for person in known if person.id not in met and not person.has_left)
    return ImportPlan(
        roster=roster,
        added=tuple(added),
        changed=tuple(changed),
        returned=tuple(returned),
        removed=tuple(gone) if complete else (),
        unchanged=len(met) - len(changed) - len(returned),
    )


def _without_zeros(number: str) -> str:
    return number.casefold().lstrip("0")


def _differences(person: Known, entry: Entry) -> tuple[Difference, ...]:
    return tuple(
        Difference(field, before, entry.values[field])
        for field, before in zip(FIELDS, person.values, strict=True)
        if field in entry.values and entry.values[field] != before
    )
