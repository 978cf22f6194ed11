"""The jury: who sits on it, and what they gave; until the ballots are counted, never after."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.awards import jury
from voting.awards.models import AwardSection, Juror, JuryScore
from voting.awards.service.locks import locked_section
from voting.db import unit_of_work
from voting.errors import NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import locked, subject
from voting.polls.models import Poll
from voting.polls.rules import WITH_RESULT, State

MOST_JURORS = 30
# An entry of the log holds 4 kB.
_LOGGED_AT_ONCE = 20


def name_jurors(poll_id: int, names: Iterable[str], actor: str) -> list[Juror]:
    """Say who sits on the jury, in this order; one whose scores are entered stays."""
    wanted = list(dict.fromkeys(names))
    if len(wanted) > MOST_JURORS:
        raise WrongInput(_("评审最多 %(n)s 人，请减少。", n=MOST_JURORS))
    with unit_of_work() as session:
        poll = _before_the_count(session, poll_id)
        known = {one.name: one for one in jury.jurors(poll_id)}
        for name in set(known) - set(wanted):
            _refuse_scored(session, known[name])
            session.delete(known[name])
        for position, name in enumerate(wanted, 1):
            one = known.get(name) or Juror(poll_id=poll_id, name=name)
            one.position = position
            session.add(one)
        session.flush()
        audit.record(
            actor,
            Event.POLL_CHANGED,
            subject(poll),
            changed=["jury"],
            names=[name[:12] for name in wanted],
        )
    return jury.jurors(poll_id)


def _refuse_scored(session: Session, one: Juror) -> None:
    number = select(func.count()).select_from(JuryScore).where(JuryScore.juror_id == one.id)
    if session.execute(number).scalar_one():
        raise NotReady(_("评审“%(name)s”已有打分，不能移出名单；请先清除打分。", name=one.name))


def enter_scores(
    poll_id: int, section_id: int, scores: jury.Scores, seen: str, actor: str
) -> AwardSection:
    """Keep the scores of a section as they stand on its sheet: hundredths, None (stood aside).

    ``seen`` is the mark of the sheet that was filled in; another's entries are not overwritten.
    """
    with unit_of_work() as session:
        poll = _before_the_count(session, poll_id)
        section = locked_section(session, poll_id, section_id)
        if section.jury_weight is None:
            raise NotReady(_("这个奖项不计评审分。"))
        sheet = jury.sheet(section)
        if sheet.mark != seen:
            raise StaleEdit(_("评审分刚被别人改过，您的录入没有保存。请刷新后再录。"))
        _refuse_foreign(sheet, scores)
        told = _told(sheet, scores)
        _keep(session, sheet, scores, actor)
        for start in range(0, len(told), _LOGGED_AT_ONCE):
            audit.record(
                actor,
                Event.JURY_SCORED,
                subject(poll),
                title=section.title,
                changed=told[start : start + _LOGGED_AT_ONCE],
            )
    return section


def _told(sheet: jury.Sheet, scores: jury.Scores) -> list[str]:
    """Return what changes, as the log keeps it: who gave whom what before, and now."""
    jurors = {one.id: one.name[:10] for one in sheet.jurors}
    rows = {row.nominee.id: row.name[:20] for row in sheet.rows}
    return [
        f"{jurors[key[0]]} {rows[key[1]]} "
        f"{jury.cell(sheet.scores, key) or '-'} > {jury.cell(scores, key) or '-'}"
        for key in _changed(sheet.scores, scores)
    ]


def _before_the_count(session: Session, poll_id: int) -> Poll:
    poll = locked(session, poll_id)
    if poll.state in WITH_RESULT or poll.state == State.ANNULLED:
        raise NotReady(_("已经计票，评审名单和评审分不能再改。"))
    return poll


def _refuse_foreign(sheet: jury.Sheet, scores: jury.Scores) -> None:
    known = {(juror.id, row.nominee.id) for juror in sheet.jurors for row in sheet.rows}
    if not known >= set(scores):
        raise StaleEdit(_("评审或候选名单刚有变化，打分没有保存。请刷新后再录。"))


def _keep(session: Session, sheet: jury.Sheet, scores: jury.Scores, actor: str) -> None:
    for juror_id, nominee_id in _changed(sheet.scores, scores):
        one = session.get(JuryScore, (juror_id, nominee_id))
        if (juror_id, nominee_id) not in scores:
            session.delete(one)
            continue
        one = one or JuryScore(juror_id=juror_id, nominee_id=nominee_id)
        one.hundredths, one.entered_by = scores[juror_id, nominee_id], actor
        session.add(one)
    session.flush()


def _changed(before: jury.Scores, after: jury.Scores) -> list[tuple[int, int]]:
    """Return the cells that differ, those that were cleared too."""
    return sorted(
        key for key in {*before, *after} if jury.cell(before, key) != jury.cell(after, key)
    )
