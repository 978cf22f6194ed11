"""The jury of an award: who sits on it, what they gave, and what is missing."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from voting.awards.models import AwardNominee, AwardSection, Juror, JuryScore
from voting.awards.queries import Row, ballot_rows, sections
from voting.awards.rules import hundredths, jury_mean, points, score_text
from voting.db import db
from voting.i18n import _
from voting.names import fold_name

Scores = Mapping[tuple[int, int], int | None]
"""(juror, nominee) → hundredths of a point; ``None``: stood aside (回避)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The scores of one section as a page shows them; ``mark`` is what they stood at."""

    section: AwardSection
    rows: Sequence[Row]
    jurors: Sequence[Juror]
    scores: Scores
    mark: str

    @property
    def missing(self) -> int:
        """How many scores are still to be entered."""
        wanted = {(juror.id, row.nominee.id) for juror in self.jurors for row in self.rows}
        return len(wanted - set(self.scores))

    @property
    def entered(self) -> int:
        """How many scores are there, those who stood aside included."""
        return len(self.jurors) * len(self.rows) - self.missing

    def given(self, row: Row) -> list[int]:
        """Return what a nominee got, in hundredths."""
        found = [self.scores.get((juror.id, row.nominee.id)) for juror in self.jurors]
        return [score for score in found if score is not None]

    def mean(self, row: Row) -> str:
        """Return a nominee's mean, two decimals; empty while nobody gave anything."""
        given = self.given(row)
        return points(jury_mean(given)) if given else ""

    def spread(self, row: Row) -> str:
        """Return the difference between the highest and the lowest score, for checking."""
        given = self.given(row)
        return points(jury_mean([max(given) - min(given)])) if given else ""

    @property
    def unjudged(self) -> list[str]:
        """Whom nobody on the jury may judge: all stood aside."""
        return [row.shown for row in self.rows if not self.missing and not self.given(row)]


def jurors(poll_id: int) -> list[Juror]:
    """Return the jury of an award in its order."""
    wanted = select(Juror).where(Juror.poll_id == poll_id).order_by(Juror.position, Juror.id)
    return list(db.session.execute(wanted).scalars())


def weighed(poll_id: int) -> list[AwardSection]:
    """Return the sections in which a jury's scores count."""
    return [one for one in sections(poll_id) if one.jury_weight is not None]


def sheet(section: AwardSection) -> Sheet:
    """Return the scores of a section."""
    rows = ballot_rows(section)
    scores = scores_of([row.nominee for row in rows])
    written = ";".join(f"{key}:{value}" for key, value in sorted(scores.items()))
    mark = hashlib.sha256(written.encode()).hexdigest()[:16]
    return Sheet(section, rows, jurors(section.poll_id), scores, mark)


def scores_of(nominees: Sequence[AwardNominee]) -> Scores:
    """Return the scores of these nominees."""
    wanted = select(JuryScore).where(JuryScore.nominee_id.in_([one.id for one in nominees]))
    found = db.session.execute(wanted.execution_options(populate_existing=True)).scalars()
    return {(one.juror_id, one.nominee_id): one.hundredths for one in found}


def cell(scores: Scores, key: tuple[int, int]) -> str:
    """Return a score as it is typed: 92.5, 回避 for one who stood aside, empty for none."""
    if key not in scores:
        return ""
    given = scores[key]
    return _("回避") if given is None else score_text(given)


def cell_value(text: str) -> int | None:
    """Read a cell that is not empty: hundredths, or None for 回避; raises ValueError else."""
    if text == _("回避"):
        return None
    score = hundredths(text)
    if score is None:
        raise ValueError(text)
    return score


def jurors_nominated(poll_id: int) -> list[str]:
    """Return the names of jurors who are nominated themselves in a section they judge."""
    names = {fold_name(one.name): one.name for one in jurors(poll_id)}
    rows = [row for section in weighed(poll_id) for row in ballot_rows(section)]
    found = {fold_name(row.name) for row in rows if row.nominee.person_id is not None}
    return [names[key] for key in sorted(found & set(names))]
