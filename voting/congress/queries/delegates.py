"""Delegates and delegations of a congress, and what an update from the roster would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from voting.congress import claims
from voting.congress.models import Congress, Delegate, Delegation
from voting.congress.order import natural_order
from voting.congress.rules import DelegateKind
from voting.congress.seats import Change, Changes, Seat
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.names import sort_key
from voting.people.models import Person, Unit


@dataclass(frozen=True, slots=True)
class DelegateRow:
    """One seat of a congress, active or ended."""

    id: int
    person_id: int
    number: str
    name: str
    unit: str
    kind: DelegateKind
    kind_label: str
    delegation: str
    delegation_id: int | None
    left: bool
    ended_on: date | None
    ended_reason: str | None


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A delegation, its leader and its active seats in official order."""

    id: int | None
    name: str
    leader_id: int | None
    leader: str
    delegates: tuple[DelegateRow, ...]

    @property
    def electable(self) -> list[DelegateRow]:
        """Those who may lead it: its full delegates."""
        return [row for row in self.delegates if row.kind is DelegateKind.FULL]


def delegates(congress_id: int) -> list[DelegateRow]:
    """Return all seats of a congress, ended ones too: by delegation, then by strokes."""
    rows = db.session.execute(
        select(Delegate, Person, Unit.name)
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(Delegate.congress_id == congress_id)
    )
    made = [_row(seat, person, unit or "") for seat, person, unit in rows]
    return sorted(made, key=lambda row: (natural_order(row.delegation), sort_key(row.name)))


def delegate(congress_id: int, delegate_id: int) -> DelegateRow:
    """Return one seat of a congress."""
    found = [row for row in delegates(congress_id) if row.id == delegate_id]
    if not found:
        raise NotFound(_("没有这名代表，可能名单刚被更新。请刷新页面。"))
    return found[0]


def _row(seat: Delegate, person: Person, unit: str) -> DelegateRow:
    kind = DelegateKind(seat.kind)
    return DelegateRow(
        id=seat.id,
        person_id=person.id,
        number=person.number,
        name=person.name,
        unit=unit,
        kind=kind,
        kind_label=kind.label,
        delegation=seat.delegation.name if seat.delegation else "",
        delegation_id=seat.delegation_id,
        left=person.left_on is not None,
        ended_on=seat.ended_on,
        ended_reason=seat.ended_reason,
    )


def delegations(congress_id: int, rows: Iterable[DelegateRow]) -> list[DelegationRow]:
    """Group active seats by delegation; those without one come last."""
    kept = db.session.execute(
        select(Delegation, Person.name)
        .outerjoin(Person, Person.id == Delegation.leader_id)
        .where(Delegation.congress_id == congress_id)
    ).all()
    by_id: dict[int | None, list[DelegateRow]] = {}
    for row in rows:
        if row.ended_on is None:
            by_id.setdefault(row.delegation_id, []).append(row)
    made = [
        DelegationRow(each.id, each.name, each.leader_id, leader or "", tuple(by_id[each.id]))
        for each, leader in kept
        if each.id in by_id
    ]
    made.sort(key=lambda row: (row.electable == [], natural_order(row.name)))
    if None in by_id:
        made.append(DelegationRow(None, _("未编入代表团"), None, "", tuple(by_id[None])))
    return made


def count_leaderless(congress_id: int) -> int:
    """Count the delegations of full delegates that nobody leads."""
    seats = select(Delegate.delegation_id).where(
        Delegate.congress_id == congress_id,
        Delegate.kind == DelegateKind.FULL.value,
        Delegate.ended_on.is_(None),
    )
    counted = select(func.count()).where(
        Delegation.congress_id == congress_id,
        Delegation.leader_id.is_(None),
        Delegation.id.in_(seats),
    )
    return db.session.execute(counted).scalar_one()


def count_differences(congress: Congress) -> int:
    """Count how many seats an update from the roster would change."""
    return claims.differences(db.session(), congress).count


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One difference between the seats and the roster, as it is shown before confirming."""

    number: str
    name: str
    unit: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an update from the roster would do; ``digest`` goes back with the confirmation."""

    digest: str
    added: tuple[PreviewRow, ...]
    changed: tuple[PreviewRow, ...]
    ended: tuple[PreviewRow, ...]
    refused: tuple[PreviewRow, ...]

    @property
    def count(self) -> int:
        """How many seats would change."""
        return len(self.added) + len(self.changed) + len(self.ended)


def roster_preview(congress: Congress) -> Preview:
    """Show what an update from the roster would add, change and end, and whom it leaves out."""
    found = claims.differences(db.session(), congress)
    people = _people(found)
    earlier = _ended(congress.id)
    return Preview(
        digest=found.digest,
        added=_lines(found.added, people, earlier),
        changed=_lines(found.changed, people, {}),
        ended=_lines(found.ended, people, {}),
        refused=tuple(
            PreviewRow(*people[person_id], before="", after="", note=sentence)
            for person_id, sentence in found.refused.items()
        ),
    )


def _lines(
    found: Iterable[Change], people: dict[int, tuple[str, str, str]], notes: dict[int, str]
) -> tuple[PreviewRow, ...]:
    return tuple(
        PreviewRow(
            *people[change.person_id],
            before=_words(change.before),
            after=_words(change.after),
            note=notes.get(change.person_id, ""),
        )
        for change in found
    )


def _words(seat: Seat | None) -> str:
    if seat is None:
        return ""
    kind = seat.kind.label
    return f"{kind} · {seat.delegation}" if seat.delegation else kind


def _people(found: Changes) -> dict[int, tuple[str, str, str]]:
    wanted = {change.person_id for change in found.everything} | set(found.refused)
    rows = db.session.execute(
        select(Person.id, Person.number, Person.name, Unit.name)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(Person.id.in_(wanted))
    )
    return {person_id: (number, name, unit or "") for person_id, number, name, unit in rows}


def _ended(congress_id: int) -> dict[int, str]:
    """Say of those who once had a seat why it ended: the roster may simply not know yet."""
    rows = db.session.execute(
        select(Delegate.person_id, Delegate.ended_reason).where(
            Delegate.congress_id == congress_id, Delegate.ended_on.is_not(None)
        )
    )
    return {person_id: _("曾终止代表资格：%(reason)s", reason=reason) for person_id, reason in rows}
