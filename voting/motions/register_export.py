"""Our own register of a meeting's motions, in the columns that an import understands."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from voting import clock
from voting.congress.models import Meeting
from voting.db import db
from voting.i18n import _
from voting.motions.handling_models import Assignment, MotionReply
from voting.motions.importing_columns import Column
from voting.motions.models import Motion, Mover, Seconder
from voting.motions.register_models import RegisterEntry
from voting.motions.reporting_rows import rows_of
from voting.motions.reporting_tables import Table
from voting.motions.reporting_xlsx import workbook
from voting.motions.rules import GRADE_LABELS, Grade, Kind, SecondState, State
from voting.motions.statistics import Fate, Row, together
from voting.people.models import Person, Unit

_WIDTHS = {Column.TITLE: 30, Column.CAUSE: 30, Column.ADVICE: 30, Column.REPLY: 40}
_ENDS = {State.CLOSED: "是", State.ARCHIVED: "归档"}


def register(held: Meeting) -> bytes:
    """Return the register of a meeting as a workbook; imported elsewhere it says the same."""
    where = Motion.meeting_id == held.id
    title = _("%(meeting)s提案登记册", meeting=held.name)
    return workbook(title, "", [_table(_lines(where, held))])


def template() -> bytes:
    """Return an empty register with two rows to show how it is filled in."""
    return workbook(_("提案登记册模板"), _("示例两行请删去后填写。"), [_table(_examples())])


def _table(rows: Iterable[dict[Column, str]]) -> Table:
    return Table(
        "register",
        _("提案登记册"),
        tuple(column.label for column in Column),
        tuple(_WIDTHS.get(column, 12) for column in Column),
        tuple(tuple(row.get(column, "") for column in Column) for row in rows),
        _("没有提案。"),
    )


def _examples() -> list[dict[Column, str]]:
    shared = {
        Column.SESSION: _("四届二次"),
        Column.CATEGORY: _("生活福利"),
        Column.DELEGATION: _("第一代表团"),
        Column.FATE: _("立案"),
        Column.UNIT: _("总务处"),
        Column.DUE: "2025-06-20",
        Column.REPLIED: "2025-06-18",
        Column.CLASS: "A",
        Column.GRADE: _("满意"),
        Column.DONE: _("是"),
    }
    first = {
        **shared,
        Column.NUMBER: "4-2-001",
        Column.TITLE: _("关于改善食堂饭菜质量的提案"),
        Column.MOVERS: _("丁一"),
        Column.SECONDERS: _("王二、文三"),
    }
    second = {
        **shared,
        Column.NUMBER: "4-2-002",
        Column.TITLE: _("关于增加食堂窗口的提案"),
        Column.MOVERS: _("李四"),
        Column.MERGED: "4-2-001",
    }
    return [first, second]


def _lines(where: ColumnElement[bool], held: Meeting) -> list[dict[Column, str]]:
    rows = {int(row.key): row for row in rows_of(where, clock.today())}
    movers, seconders = _movers(where), _seconders(where)
    helping, replies = _co_units(where), _replies(where)
    asked = (
        select(Motion, RegisterEntry)
        .outerjoin(RegisterEntry, RegisterEntry.motion_id == Motion.id)
        .where(
            where,
            Motion.kind.in_((Kind.MOTION.value, Kind.SUGGESTION.value)),
            Motion.state.not_in((State.DRAFT.value, State.SECONDING.value)),
        )
        .order_by(Motion.serial.is_(None), Motion.serial, Motion.id)
    )
    lines = []
    for motion, entry in db.session.execute(asked).unique():
        own = {
            **_line(motion, rows[motion.id]),
            Column.SESSION: f"{held.congress.ordinal}-{held.ordinal}",
            Column.MOVERS: movers.get(motion.id, ""),
            Column.SECONDERS: seconders.get(motion.id, ""),
            Column.CO_UNITS: helping.get(motion.id, ""),
            Column.REPLY: replies.get(motion.id, ""),
        }
        # What an earlier register said stands where we know nothing better.
        line = {**_said(entry), **{column: text for column, text in own.items() if text}}
        lines.append(line)
    return lines


def _said(entry: RegisterEntry | None) -> dict[Column, str]:
    if entry is None:
        return {}
    return {
        Column.NUMBER: entry.number,
        Column.MOVERS: entry.movers,
        Column.SECONDERS: entry.seconders,
        Column.REASON: entry.reason,
        Column.CO_UNITS: entry.co_units,
        Column.REPLY: entry.reply,
    }


def _line(motion: Motion, row: Row) -> dict[Column, str]:
    replied = clock.local(motion.replied_at).date().isoformat() if motion.replied_at else ""
    answered = row.fate in {Fate.FILED, Fate.SUGGESTION} and row.merged_into is None
    return {
        Column.NUMBER: motion.number or "",
        Column.TITLE: motion.title,
        Column.CATEGORY: motion.category,
        Column.DELEGATION: motion.delegation,
        Column.CAUSE: motion.cause,
        Column.ADVICE: motion.advice,
        Column.SUBMITTED: _day_of(motion),
        Column.FATE: _fate_word(row.fate),
        Column.MERGED: _lead_of(motion),
        Column.UNIT: row.unit,
        Column.DUE: motion.first_due_on.isoformat() if motion.first_due_on else "",
        Column.REPLIED: replied or (_("是") if row.replied else ""),
        Column.CLASS: motion.reply_class or "",
        Column.GRADE: _grade_word(row),
        Column.DONE: _ENDS.get(State(motion.state), _("否")) if answered else "",
    }


def _day_of(motion: Motion) -> str:
    return clock.local(motion.submitted_at).date().isoformat() if motion.submitted_at else ""


def _lead_of(motion: Motion) -> str:
    if motion.merged_into_id is None:
        return ""
    lead = db.session.get_one(Motion, motion.merged_into_id)
    return lead.number or lead.title


def _fate_word(fate: Fate) -> str:
    return {
        Fate.FILED: _("立案"),
        Fate.SUGGESTION: _("转为意见建议"),
        Fate.NOT_FILED: _("不予立案"),
        Fate.WITHDRAWN: _("撤案"),
        Fate.PENDING: _("待审查"),
    }[fate]


def _grade_word(row: Row) -> str:
    said = together(row)
    return str(GRADE_LABELS[Grade(said)]) if said in set(Grade) else ""


def _joined(asked: Iterable[tuple[int, str]]) -> dict[int, str]:
    found: dict[int, list[str]] = defaultdict(list)
    for motion_id, name in asked:
        found[motion_id].append(name)
    return {motion_id: "、".join(names) for motion_id, names in found.items()}


def _movers(where: ColumnElement[bool]) -> dict[int, str]:
    asked = (
        select(Mover.motion_id, Person.name)
        .join(Person, Person.id == Mover.person_id)
        .join(Motion, Motion.id == Mover.motion_id)
        .where(where)
        .order_by(Mover.position)
    )
    return _joined(db.session.execute(asked))


def _seconders(where: ColumnElement[bool]) -> dict[int, str]:
    asked = (
        select(Seconder.motion_id, Person.name)
        .join(Person, Person.id == Seconder.person_id)
        .join(Motion, Motion.id == Seconder.motion_id)
        .where(where, Seconder.state == SecondState.GIVEN.value)
        .order_by(Seconder.answered_at, Seconder.person_id)
    )
    return _joined(db.session.execute(asked))


def _co_units(where: ColumnElement[bool]) -> dict[int, str]:
    asked = (
        select(Assignment.motion_id, Unit.name)
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(Motion, Motion.id == Assignment.motion_id)
        .where(where, Assignment.leads.is_(False), Assignment.round == Motion.round)
        .order_by(Assignment.id)
    )
    return _joined(db.session.execute(asked))


def _replies(where: ColumnElement[bool]) -> dict[int, str]:
    """Return the latest signed reply of each motion."""
    asked = (
        select(MotionReply.motion_id, MotionReply.text)
        .join(Motion, Motion.id == MotionReply.motion_id)
        .where(where, MotionReply.signed_at.is_not(None))
        .order_by(MotionReply.round, MotionReply.number)
    )
    return dict(db.session.execute(asked).all())
