"""Cards (会议卡): a personal link and a one-time code for each, shown once, on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from voting.access import passes
from voting.access.passes import EntryCard
from voting.access.sources import PersonView
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress.participants import PersonRow, in_official_order, participants
from voting.congress.service.locks import locked_meeting, subject
from voting.db import unit_of_work
from voting.errors import WrongInput
from voting.i18n import _

MOST_CARDS = 800
"""How many cards one print takes: a hundred sheets."""


@dataclass(frozen=True, slots=True)
class CardChoice:
    """Whose cards: everybody of these delegations and units, and the people with these numbers."""

    delegations: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def has(self, row: PersonRow) -> bool:
        """Tell whether somebody is among the chosen."""
        return (
            row.number in self.numbers
            or (row.delegation in self.delegations)
            or (row.unit in self.units)
        )


@dataclass(frozen=True, slots=True)
class Card:
    """One card: who it is for, the link in its QR code, the code in large letters."""

    person: PersonRow
    url: str
    code: str


def print_cards(meeting_id: int, choice: CardChoice, actor: str) -> list[Card]:
    """Make cards with new codes; codes printed earlier for the same people end.

    Raises WrongInput for nobody, for a number that takes no part, and for too many at once.
    """
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        everybody = participants(session, meeting)
        unknown = choice.numbers - {row.number for row in everybody}
        if unknown:
            raise WrongInput(
                _(
                    "这些工号不是本次会议的参加人员：%(numbers)s。请核对。",
                    numbers=_("、").join(sorted(unknown)[:10]),
                )
            )
        chosen = in_official_order(row for row in everybody if choice.has(row))
        _check_number(chosen)
        made = passes.issue_cards([_view(row) for row in chosen])
        audit.record(
            actor,
            Event.CARDS_PRINTED,
            subject(meeting),
            cards=len(made),
            delegations=sorted(choice.delegations),
            units=sorted(choice.units),
            numbers=sorted(choice.numbers)[:50],
        )
    return [_card(row, card) for row, card in zip(chosen, made, strict=True)]


def _check_number(chosen: Sequence[PersonRow]) -> None:
    if not chosen:
        raise WrongInput(_("请先选择要打印会议卡的代表团、部门或工号。"))
    if len(chosen) > MOST_CARDS:
        raise WrongInput(
            _(
                "一次最多打印 %(most)s 张，您选了 %(n)s 张，请按代表团或部门分批打印。",
                most=MOST_CARDS,
                n=len(chosen),
            )
        )


def _view(row: PersonRow) -> PersonView:
    return PersonView(row.person_id, row.number, row.name, row.unit)


def _card(row: PersonRow, card: EntryCard) -> Card:
    return Card(row, card.url, card.code)
