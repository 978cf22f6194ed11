"""What stands in a book of motions (提案汇编) or on the form of one (提案表): words, no layout.

Everything here is text that people wrote. It is handed on as data and never becomes markup of a
page description or a field of a document.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from voting import clock
from voting.db import db
from voting.i18n import _
from voting.motions.books_words import Book, Box, Form
from voting.motions.handling_models import Assignment, Feedback, MotionReply
from voting.motions.models import Motion, Seconder
from voting.motions.queries.seeing import is_public
from voting.motions.register_models import RegisterEntry
from voting.motions.reporting import report_of
from voting.motions.reporting_tables import sentence, tables
from voting.motions.rules import (
    CLASS_LABELS,
    GRADE_LABELS,
    KIND_LABELS,
    STATE_LABELS,
    AssignmentState,
    Class,
    Grade,
    Kind,
    SecondState,
    State,
)
from voting.people.models import Person
from voting.web.pages import day

AT_ONCE = 20
"""Motions that are read together, between two signs of life."""
_GONE = (AssignmentState.MOVED.value, AssignmentState.DECLINED.value)
_NUMBERS = ("counts", "rates", "classes", "feedback", "categories", "delegations", "units")


Progress = Callable[[int, int], None]


def book_of(congress_id: int, meeting_id: int | None, progress: Progress) -> Book:
    """Return the book of a meeting, or of a congress; ``progress`` hears (done, total)."""
    found = report_of(congress_id, meeting_id)
    own = (
        Motion.meeting_id == meeting_id
        if meeting_id is not None
        else Motion.congress_id == congress_id
    )
    ids = list(
        db.session.execute(
            select(Motion.id)
            .where(
                own,
                is_public(),
                Motion.state != State.MERGED.value,
                Motion.kind.in_((Kind.MOTION.value, Kind.SUGGESTION.value)),
            )
            .order_by(Motion.number.is_(None), Motion.meeting_id, Motion.serial, Motion.id)
        ).scalars()
    )
    forms: list[Form] = []
    progress(0, len(ids))
    for start in range(0, len(ids), AT_ONCE):
        forms += forms_of(Motion.id.in_(ids[start : start + AT_ONCE]), names_hidden=True)
        progress(len(forms), len(ids))
    return Book(
        title=_("提案汇编"),
        about=found.about,
        dated=_("截至 %(day)s", day=day(found.day)),
        sentence=sentence(found),
        tables=tuple(table for table in tables(found) if table.name in _NUMBERS and table.rows),
        forms=tuple(forms),
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands in other tables about some motions, by motion."""

    tasks: dict[int, list[Assignment]]
    replies: dict[int, list[MotionReply]]
    seconders: dict[int, list[str]]
    merged: dict[int, list[str]]
    feedback: dict[int, list[Feedback]]
    entries: dict[int, RegisterEntry]


def forms_of(where: ColumnElement[bool], *, names_hidden: bool) -> list[Form]:
    """Return the forms of the motions that fulfil a condition, in the order of their numbers.

    ``names_hidden``: movers who asked for it are not named.
    """
    motions = list(
        db.session.execute(
            select(Motion)
            .where(where)
            .order_by(Motion.number.is_(None), Motion.meeting_id, Motion.serial, Motion.id)
        ).scalars()
    )
    around = _around([motion.id for motion in motions])
    return [_form(motion, around, names_hidden=names_hidden) for motion in motions]


def _around(ids: Sequence[int]) -> _Around:
    session = db.session
    seconders = (
        select(Seconder.motion_id, Person.name)
        .join(Person, Person.id == Seconder.person_id)
        .where(Seconder.motion_id.in_(ids), Seconder.state == SecondState.GIVEN.value)
        .order_by(Seconder.answered_at, Seconder.person_id)
    )
    merged = (
        select(Motion.merged_into_id, Motion.title)
        .where(Motion.merged_into_id.in_(ids))
        .order_by(Motion.id)
    )
    entries = select(RegisterEntry).where(RegisterEntry.motion_id.in_(ids))
    return _Around(
        tasks=_rows(Assignment, ids, Assignment.state.not_in(_GONE)),
        replies=_rows(MotionReply, ids, MotionReply.signed_at.is_not(None)),
        seconders=_words(session.execute(seconders)),
        merged=_words(session.execute(merged)),
        feedback=_rows(Feedback, ids),
        entries={each.motion_id: each for each in session.execute(entries).scalars()},
    )


def _rows(table: Any, ids: Sequence[int], *conditions: ColumnElement[bool]) -> dict[int, list[Any]]:
    keys = table.__table__.primary_key.columns
    asked = select(table).where(table.motion_id.in_(ids), *conditions)
    found: dict[int, list[Any]] = defaultdict(list)
    for each in db.session.execute(asked.order_by(table.round, *keys)).scalars():
        found[each.motion_id].append(each)
    return found


def _words(rows: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for motion_id, text in rows:
        found[motion_id].append(text)
    return found


def _form(motion: Motion, around: _Around, *, names_hidden: bool) -> Form:
    entry = around.entries.get(motion.id)
    tasks = [task for task in around.tasks.get(motion.id, []) if task.round == motion.round]
    lead = next((task.unit.name for task in tasks if task.leads), entry.unit if entry else "")
    boxes = [
        *_head(motion, around, lead, names_hidden=names_hidden),
        _box(_("案由"), motion.cause),
        _box(_("问题分析"), motion.analysis),
        _box(_("建议措施"), motion.advice),
        _box(_("并案"), "\n".join(around.merged.get(motion.id, []))),
        *_replies(motion, around, entry),
        _box(_("提案人反馈"), "\n".join(_feedback(motion, around, entry))),
    ]
    return Form(
        number=motion.number or "",
        title=motion.title,
        unit=lead,
        boxes=tuple(box for box in boxes if box.short or any(box.lines)),
    )


def _box(label: str, text: str, *, short: bool = False) -> Box:
    lines = (_printable(line) for line in text.strip().splitlines())
    return Box(label, tuple(lines) or ("",), short)


def _printable(text: str) -> str:
    """Leave out what no document can hold: control characters and unpaired halves."""
    return "".join(
        sign
        for sign in text
        if (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
        or sign == "\t"
    )


def _head(motion: Motion, around: _Around, lead: str, *, names_hidden: bool) -> Iterator[Box]:
    entry = around.entries.get(motion.id)
    movers = "、".join(mover.person.name for mover in motion.movers if mover.left_on is None)
    seconders = "、".join(around.seconders.get(motion.id, []))
    if names_hidden and motion.hides_movers:
        movers = seconders = _("（提案人要求不公开姓名）")
    sent = clock.local(motion.submitted_at).date() if motion.submitted_at else None
    helping = [
        task.unit.name
        for task in around.tasks.get(motion.id, [])
        if not task.leads and task.round == motion.round
    ]
    for label, text in (
        (_("编号"), motion.number or _("（未编号）")),
        (_("性质"), str(KIND_LABELS[Kind(motion.kind)])),
        (_("类别"), motion.category),
        (_("提交日期"), day(sent)),
        (_("提案人"), movers or (entry.movers if entry else "")),
        (_("附议人"), seconders or (entry.seconders if entry else "")),
        (_("代表团"), motion.delegation),
        (_("现状"), str(STATE_LABELS[State(motion.state)])),
        (_("主办部门"), lead),
        (_("协办部门"), "、".join(helping) or (entry.co_units if entry else "")),
    ):
        yield _box(label, text, short=True)


def _replies(motion: Motion, around: _Around, entry: RegisterEntry | None) -> Iterator[Box]:
    """Return each signed reply with its class, who signed it and when, the first one first."""
    replies = around.replies.get(motion.id, [])
    for reply in replies:
        label = _("答复") if reply.round == 1 else _("再次答复")
        signed = clock.local(reply.signed_at).date() if reply.signed_at else None
        promised = _("；计划完成：%(day)s", day=day(reply.promised_on)) if reply.promised_on else ""
        foot = _(
            "%(class)s%(promised)s。签发：%(who)s，%(day)s",
            **{
                "class": str(CLASS_LABELS[Class(reply.reply_class)]),
                "promised": promised,
                "who": reply.signed_by,
                "day": day(signed),
            },
        )
        yield _box(label, f"{reply.text}\n{foot}")
    if entry is not None and entry.replied and not replies:
        kind = str(CLASS_LABELS[Class(motion.reply_class)]) if motion.reply_class else ""
        when = day(clock.local(motion.replied_at).date()) if motion.replied_at else ""
        words = [
            entry.reply or _("已答复（登记册没有答复原文）"),
            "　".join(filter(None, (kind, when))),
        ]
        yield _box(_("答复"), "\n".join(filter(None, words)))


def _feedback(motion: Motion, around: _Around, entry: RegisterEntry | None) -> Iterator[str]:
    """Say how many movers said what in each round; who said it is between them and the office."""
    given = around.feedback.get(motion.id, [])
    for round_ in sorted({each.round for each in given}):
        words = [each.grade for each in given if each.round == round_]
        counted = "，".join(
            _("%(grade)s %(n)s 人", grade=GRADE_LABELS[grade], n=words.count(grade.value))
            for grade in Grade
            if grade.value in words
        )
        yield counted if round_ == 1 else _("再次办理后：%(said)s", said=counted)
    if not given and entry is not None and entry.grade:
        yield str(GRADE_LABELS[Grade(entry.grade)])
    elif not given and motion.closed_unrated:
        yield _("未反馈")
