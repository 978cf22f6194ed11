"""Letters about a survey: what one says, and a whole round of them.

Each carries the receiver's own link, which leads to the survey.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import or_, select

from voting import clock
from voting.access import links
from voting.access.models import EntryPass
from voting.db import db
from voting.i18n import _
from voting.mail.models import MailAddress
from voting.mail.rules import PRIVATE
from voting.mail.service import Text, Written
from voting.names import ordered
from voting.people.models import Person
from voting.surveys.models import Invitation, NamedResponse, Survey
from voting.surveys.rules import Letter, Mode


@dataclass(frozen=True, slots=True)
class Asked:
    """One who is asked and answers on the phone: ``url`` is their own link to the survey."""

    person_id: int
    number: str
    name: str
    unit: str
    address: str
    url: str


def asked(survey: Survey, units: Iterable[str] | None = None) -> list[Asked]:
    """Return who is asked on the phone and has not left: all, or those of some units."""
    wanted = (
        select(
            Person.id,
            Person.number,
            Person.name,
            Invitation.unit,
            MailAddress.address,
            EntryPass.epoch,
        )
        .join(Invitation, Invitation.person_id == Person.id)
        .outerjoin(MailAddress, MailAddress.person_id == Person.id)
        .outerjoin(EntryPass, EntryPass.person_id == Person.id)
        .where(
            Invitation.survey_id == survey.id,
            Invitation.on_paper.is_(False),
            or_(Person.left_on.is_(None), Person.left_on > clock.today()),
        )
        .order_by(Person.id)
    )
    if units is not None:
        wanted = wanted.where(Invitation.unit.in_(list(units)))
    onward = f"?next=/s/{survey.public_id}"
    return [
        Asked(
            person_id,
            number,
            name,
            unit,
            address or "",
            links.entry_url(person_id, number, epoch or 0) + onward,
        )
        for person_id, number, name, unit, address, epoch in db.session.execute(wanted)
    ]


def by_unit(people: Iterable[Asked]) -> list[Asked]:
    """Return people unit by unit, those of each in the order of the strokes of their names."""
    return sorted(ordered(people, key=lambda each: each.name), key=lambda each: each.unit)


def compose(survey: Survey, number: int, kind: Letter) -> list[Written]:
    """Return a round of letters; putting the same round into the outbox twice tells nobody twice.

    Of letters to non-takers the outbox shows nothing. They are among blind ones to all others, so
    that neither the numbers of later letters nor the time this takes tell how many they are.
    """
    alone = kind is Letter.NUDGE
    blinds = _takers(survey) if alone else frozenset()
    return [
        _one(
            f"{PRIVATE if alone else ''}survey:{survey.id}:{number}:{each.person_id}",
            each.address,
            written(survey, kind, each),
            blind=each.person_id in blinds,
        )
        for each in asked(survey)
        if each.address
    ]


def _one(key: str, address: str, said: Text, *, blind: bool) -> Written:
    return Written(key, address, Text("", "", "") if blind else said, blind)


def _takers(survey: Survey) -> frozenset[int]:
    if survey.mode == Mode.NAMED:
        wanted = select(NamedResponse.person_id).where(NamedResponse.survey_id == survey.id)
    else:
        wanted = select(Invitation.person_id).where(
            Invitation.survey_id == survey.id, Invitation.signature.is_not(None)
        )
    return frozenset(db.session.execute(wanted).scalars())


def written(survey: Survey, kind: Letter, to: Asked) -> Text:
    """Return a letter to one person as plain text and as HTML."""
    values = {"survey": survey, "to": to, "kind": kind.value}
    plain, marked = (
        current_app.jinja_env.get_template(f"surveys/following/letter.{suffix}").render(values)
        for suffix in ("txt", "html")
    )
    subject = (
        _("【问卷邀请】%(title)s", title=survey.title)
        if kind is Letter.INVITATION
        else _("【问卷提醒】%(title)s", title=survey.title)
    )
    # A subject is one line: a title that came in by a file may hold a line break.
    return Text(" ".join(subject.split()), plain, marked)
