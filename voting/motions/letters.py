"""Letters about motions: what one says, as plain text and as HTML, and putting it into the outbox.

A letter joins the transaction it is put in: it is kept if and only if its cause is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import select

from voting import clock
from voting.db import db
from voting.i18n import _
from voting.mail import service as mail
from voting.mail.models import MailAddress, OutgoingMail
from voting.mail.service import Text
from voting.motions.models import Motion
from voting.motions.rules import KIND_LABELS, Kind
from voting.people.models import Person
from voting.web.pages import day as shown_day


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says: one sentence, somebody's own words, a last day, and where to go on."""

    subject: str
    told: str
    path: str
    button: str
    quoted: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Receiver:
    """A person of the roster who is written to."""

    name: str
    address: str


def post(motion: Motion, step: str, person_ids: Iterable[int], letter: Letter) -> int:
    """Put a letter into the outbox for each of these persons who has an address; return how many.

    ``step`` says what about the motion it is: the same step is told a person once.
    """
    keys = {f"motion:{motion.id}:{step}:{person_id}": person_id for person_id in person_ids}
    known = select(OutgoingMail.key).where(OutgoingMail.key.in_(keys))
    for key in list(db.session.execute(known).scalars()):
        del keys[key]
    found = receivers(keys.values())
    return sum(
        mail.put(key, found[person_id].address, written(motion, letter, found[person_id].name))
        for key, person_id in sorted(keys.items())
        if person_id in found
    )


def receivers(person_ids: Iterable[int]) -> dict[int, Receiver]:
    """Return those of these persons who have an address and have not left, by id."""
    wanted = (
        select(Person.id, Person.name, Person.left_on, MailAddress.address)
        .join(MailAddress, MailAddress.person_id == Person.id)
        .where(Person.id.in_(list(person_ids)))
    )
    today = clock.today()
    return {
        person_id: Receiver(name, address)
        for person_id, name, left_on, address in db.session.execute(wanted)
        if left_on is None or left_on > today
    }


def written(motion: Motion, letter: Letter, name: str) -> Text:
    """Return a letter to one person as plain text and as HTML, which escapes what people wrote."""
    settings = current_app.config["SETTINGS"]
    values = {
        "letter": letter,
        "name": name,
        "title": motion.title,
        "facts": _facts(motion, letter),
        "address": settings.public_url.rstrip("/") + letter.path,
    }
    plain, marked = (
        current_app.jinja_env.get_template(f"motions/mail/letter.{kind}").render(values)
        for kind in ("txt", "html")
    )
    # A subject is one line: a title that came in by a file may hold a line break.
    return Text(" ".join(letter.subject.split()), plain, marked)


def _facts(motion: Motion, letter: Letter) -> list[tuple[str, str]]:
    facts = [(_("事项"), f"{KIND_LABELS[Kind(motion.kind)]}{motion.number or ''}")]
    if letter.until is not None:
        facts.append((_("期限"), shown_day(letter.until)))
    return facts
