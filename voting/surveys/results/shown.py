"""The results of a survey as somebody sees them: the frozen document and the one before it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from voting.ballots import canonical
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.surveys.models import Survey
from voting.surveys.results.comparison import Compared, compared
from voting.surveys.results.reading import Results
from voting.surveys.rules import State

_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Shown:
    """A frozen document with its bytes and digest; ``before``: the survey it was copied from."""

    survey: Survey
    results: Results
    raw: bytes
    digest: str
    before: Survey | None
    changes: tuple[Compared, ...]

    @property
    def is_released(self) -> bool:
        """Whether it is published; until then only officers see it."""
        return self.survey.state == State.RELEASED

    @property
    def note(self) -> str:
        """What stands on everything that is made of it before it is published."""
        return "" if self.is_released else _("未公布，仅供内部核对")


def shown(
    survey: Survey, may_see: Callable[[Survey], bool], population: int | None = None
) -> Shown:
    """Return the frozen results of a survey, or raise NotFound where it has none.

    ``may_see``: whether the reader may see the results of the survey it was copied from.
    """
    if survey.state == State.WITHDRAWN:
        raise NotFound(_("这份问卷已作废，没有结果。"))
    if survey.results is None or survey.state not in {State.COUNTED, State.RELEASED}:
        raise NotFound(_("这份问卷还没有统计，没有结果可看。截止并统计以后再来。"))
    results = Results(_document(survey.results), population)
    before = _before(survey, may_see)
    changes: tuple[Compared, ...] = ()
    if before is not None and before.results is not None:
        changes = tuple(compared(Results(_document(before.results)), results))
    digest = hashlib.sha256(survey.results).hexdigest()
    return Shown(survey, results, survey.results, digest, before, changes)


def _before(survey: Survey, may_see: Callable[[Survey], bool]) -> Survey | None:
    if survey.copied_from_id is None:
        return None
    found = db.session.get(Survey, survey.copied_from_id)
    if found is None or found.state != State.RELEASED or not may_see(found):
        return None
    return found


@lru_cache(maxsize=8)
def _document(raw: bytes) -> Any:
    """Return a document; it is read once, and nobody changes it."""
    return canonical.parse(raw, _MOST_BYTES)
