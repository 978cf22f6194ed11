"""Taking a register of earlier years over: all of it in one transaction, or nothing."""

from collections import Counter
from datetime import date, datetime, time

from sqlalchemy.orm import Session as Database

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import StaleEdit, WrongInput
from voting.i18n import _
from voting.motions.deadlines import workdays_after
from voting.motions.handling_models import Assignment
from voting.motions.importing_columns import Column
from voting.motions.importing_plan import ImportPlan, Planned
from voting.motions.importing_states import needs_unit
from voting.motions.models import Motion, MotionCall, MotionEvent, Mover
from voting.motions.register_models import RegisterEntry
from voting.motions.rules import Act, AssignmentState, Kind, State
from voting.motions.settings import settings_of
from voting.motions.statistics import Fate
from voting.names import fold
from voting.workdays.queries import work_calendar

_NOON = time(12, tzinfo=clock.CHINA)
_DONE = (State.CLOSED, State.ARCHIVED)


def store(plan: ImportPlan, file_name: str, sha256: str, actor: str) -> Counter[State]:
    """Store every row of a register; refuse all of it while anything is wrong.

    Numbers that the register gave are never given again.
    """
    if plan.problems:
        raise WrongInput(
            _(
                "登记册有 %(n)s 处问题，没有导入任何内容。%(first)s",
                n=len(plan.problems),
                first=plan.problems[0].line,
            )
        )
    if not plan.rows:
        raise StaleEdit(_("没有可以导入的提案，请重新上传文件。"))
    with unit_of_work() as session:
        made = {row.entry.row: _motion(session, row) for row in plan.rows}
        session.flush()
        for row in plan.rows:
            motion = made[row.entry.row]
            if row.lead is not None:
                motion.merged_into_id = made[row.lead].id
                motion.state = State.MERGED.value
            _register(session, motion, row, (file_name, sha256))
            _go_on(session, motion, row)
            _note(session, motion, row, (file_name, actor))
        _keep_numbers(session, plan)
        _log(plan, file_name, sha256, actor)
    return plan.states


def _motion(session: Database, row: Planned) -> Motion:
    entry, texts = row.entry, row.entry.texts
    sent = _moment(entry.submitted) or min(row.meeting.held_at, clock.now())
    handled = entry.fate in {Fate.FILED, Fate.SUGGESTION}
    done = _moment(entry.replied_on) or min(row.meeting.held_at, clock.now())
    parts = [texts.get(each, "") for each in (Column.TITLE, Column.CAUSE, Column.ADVICE)]
    motion = Motion(
        kind=(Kind.SUGGESTION if entry.fate is Fate.SUGGESTION else Kind.MOTION).value,
        # A merged one gets its state together with the motion it was merged into.
        state=(State.FILED if row.state is State.MERGED else row.state).value,
        congress_id=row.meeting.congress_id,
        meeting_id=row.meeting.id,
        serial=row.serial,
        number=row.number,
        title=parts[0],
        cause=parts[1],
        advice=parts[2],
        folded=fold("\n".join(parts)),
        category=texts.get(Column.CATEGORY, ""),
        delegation=texts.get(Column.DELEGATION, ""),
        converted=entry.fate is Fate.SUGGESTION,
        round=1 if needs_unit(row.state) else 0,
        reply_class=entry.reply_class.value if entry.reply_class else None,
        created_at=clock.now(),
        submitted_at=sent,
        filed_at=sent if handled else None,
        due_on=entry.due,
        first_due_on=entry.due,
        replied_at=_moment(entry.replied_on),
        closed_at=done if row.state in _DONE else None,
        closed_unrated=row.state in _DONE and entry.replied and entry.grade is None,
    )
    session.add(motion)
    return motion


def _moment(day: date | None) -> datetime | None:
    """Return noon of a day in China: registers know no hour."""
    return datetime.combine(day, _NOON) if day is not None else None


def _register(session: Database, motion: Motion, row: Planned, file: tuple[str, str]) -> None:
    entry = row.entry
    session.add(
        RegisterEntry(
            motion_id=motion.id,
            file_name=file[0][-120:],
            sha256=file[1],
            row=entry.row,
            number=entry.text(Column.NUMBER),
            movers=entry.text(Column.MOVERS),
            seconders=entry.text(Column.SECONDERS),
            unit=entry.text(Column.UNIT),
            co_units=entry.text(Column.CO_UNITS),
            replied=entry.replied,
            reply=entry.text(Column.REPLY),
            grade=entry.grade.value if entry.grade else "",
            reason=entry.text(Column.REASON),
        )
    )


def _go_on(session: Database, motion: Motion, row: Planned) -> None:
    """Let a department and the movers go on with what is not done."""
    for position, person_id in enumerate(row.mover_ids, start=1):
        session.add(Mover(motion_id=motion.id, person_id=person_id, position=position))
    if row.unit is None or not needs_unit(row.state):
        return
    today, settings = clock.today(), settings_of(row.meeting.congress_id)
    due = row.entry.due or workdays_after(today, settings.reply_days, work_calendar())
    motion.due_on = due
    motion.assigned_at = motion.submitted_at
    answered = row.state is not State.HANDLING
    session.add(
        Assignment(
            motion_id=motion.id,
            unit_id=row.unit.id,
            leads=True,
            round=1,
            state=(AssignmentState.REPLIED if answered else AssignmentState.ACCEPTED).value,
            assigned_on=row.entry.submitted or today,
            accept_by=row.entry.submitted or today,
            due_on=due,
            done_at=motion.replied_at,
        )
    )


def _note(session: Database, motion: Motion, row: Planned, by: tuple[str, str]) -> None:
    session.add(
        MotionEvent(
            motion_id=motion.id,
            act=Act.IMPORT.value,
            state=row.state.value,
            actor=by[1],
            note=_("导入自登记册“%(file)s”第 %(row)s 行", file=by[0], row=row.entry.row)[:400],
            at=clock.now(),
        )
    )


def _keep_numbers(session: Database, plan: ImportPlan) -> None:
    """See that the next number given for a meeting follows the last one of the register."""
    last: dict[int, int] = {}
    for row in plan.rows:
        last[row.meeting.id] = max(last.get(row.meeting.id, 0), row.serial or 0)
    meetings = {row.meeting.id: row.meeting for row in plan.rows}
    for meeting_id, number in last.items():
        if not number:
            continue
        call = session.get(MotionCall, meeting_id, with_for_update=True)
        if call is None:
            day = clock.local(meetings[meeting_id].held_at).date()
            call = MotionCall(meeting_id=meeting_id, opens_on=day, closes_on=day, last_serial=0)
            session.add(call)
        call.last_serial = max(call.last_serial, number)


def _log(plan: ImportPlan, file_name: str, sha256: str, actor: str) -> None:
    meetings = sorted({row.meeting.id for row in plan.rows})
    audit.record(
        actor,
        Event.MOTION_REGISTER_IMPORTED,
        f"meeting:{meetings[0]} {file_name}",
        meetings=meetings,
        sha256=sha256,
        states={state.value: number for state, number in sorted(plan.states.items())},
    )
