"""The outbox as the secretary reads it: how many letters stand where, and which."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from voting.db import db
from voting.mail.models import OutgoingMail
from voting.mail.rules import State
from voting.mail.service import is_listed

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class LettersPage:
    """One page of letters, the newest first."""

    letters: Sequence[OutgoingMail]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(-(-self.total // ON_A_PAGE), 1)


def letters(state: State | None, page: int) -> LettersPage:
    """Return a page of letters, of one state or of all."""
    wanted = select(OutgoingMail).where(is_listed())
    counted = select(func.count()).select_from(OutgoingMail).where(is_listed())
    if state is not None:
        wanted = wanted.where(OutgoingMail.state == state.value)
        counted = counted.where(OutgoingMail.state == state.value)
    shown = wanted.order_by(OutgoingMail.id.desc()).offset((page - 1) * ON_A_PAGE).limit(ON_A_PAGE)
    return LettersPage(
        list(db.session.execute(shown).scalars()), page, db.session.execute(counted).scalar_one()
    )
