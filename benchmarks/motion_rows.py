"""Rows of 20,000 motions and 200,000 lines of history: four terms with five meetings each.

They are written as rows and not acted out, which would take hours.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from voting import clock
from voting.congress.models import Congress, Delegate, Delegation, Meeting
from voting.db import unit_of_work
from voting.motions.handling_models import Assignment, Feedback, MotionReply
from voting.motions.models import Motion, MotionEvent, MotionSeat, Mover, Seconder
from voting.names import fold
from voting.people.models import Person, Unit

MOTIONS, EVENTS_EACH, AT_ONCE = 20_000, 10, 2000
CONGRESSES, MEETINGS = 4, 5
PEOPLE, UNITS = 400, 12
_CATEGORIES = ("学校发展", "教育教学", "队伍建设", "管理制度", "生活福利", "校园环境")
_TOPICS = ("食堂饭菜", "教师培训", "办公照明", "操场修缮", "绩效考核", "停车秩序", "图书借阅")
_OPEN = ("review", "handling", "replied", "follow_up", "escalated", "filed")


def fill() -> None:
    """Fill the database: congresses, people, and motions at every stage of four terms."""
    with unit_of_work() as session:
        session.execute(insert(Unit), [_unit(n) for n in range(1, UNITS + 1)])
        session.execute(insert(Person), [_person(n) for n in range(1, PEOPLE + 1)])
        session.execute(insert(Congress), [_congress(n) for n in range(1, CONGRESSES + 1)])
        session.execute(insert(Delegation), _delegations())
        session.execute(insert(Delegate), _delegates())
        session.execute(insert(Meeting), list(_meetings()))
        session.execute(insert(MotionSeat), list(_seats()))
        for start in range(1, MOTIONS + 1, AT_ONCE):
            for table, rows in _motions(range(start, start + AT_ONCE)).items():
                session.execute(insert(table), rows)


def _unit(number: int) -> dict[str, Any]:
    return {"id": number, "name": f"第{number}部门", "folded": f"第{number}部门"}


def _person(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "number": f"{number:05d}",
        "name": f"代表{number:03d}",
        "folded": f"代表{number:03d}",
        "unit_id": number % UNITS + 1,
        "is_member": True,
    }


def _congress(number: int) -> dict[str, Any]:
    year = clock.today().year - 4 * (CONGRESSES - number)
    return {
        "id": number,
        "organisation": "青山中学",
        "ordinal": number,
        "body": "delegates",
        "preset_name": "school_congress_32",
        "assembly": "教职工代表大会",
        "term_starts": date(year, 1, 1),
        "term_ends": date(year + 4, 1, 1),
    }


def _delegations() -> list[dict[str, Any]]:
    return [
        {"id": 10 * term + n, "congress_id": term, "name": f"第{n}代表团"}
        for term in range(1, CONGRESSES + 1)
        for n in range(1, 9)
    ]


def _delegates() -> list[dict[str, Any]]:
    return [
        {
            "congress_id": term,
            "person_id": person,
            "kind": "full",
            "delegation_id": 10 * term + person % 8 + 1,
        }
        for term in range(1, CONGRESSES + 1)
        for person in range(1, PEOPLE // 2 + 1)
    ]


def _meetings() -> Iterator[dict[str, Any]]:
    for number in range(CONGRESSES * MEETINGS):
        back = timedelta(days=290 * (CONGRESSES * MEETINGS - 1 - number) + 20)
        yield {
            "id": number + 1,
            "congress_id": number // MEETINGS + 1,
            "ordinal": number % MEETINGS + 1,
            "held_at": clock.now() - back,
            "place": "礼堂",
            "call": "regular",
        }


def _seats() -> Iterator[dict[str, Any]]:
    for term in range(1, CONGRESSES + 1):
        for unit in range(1, UNITS + 1):
            for place, seat in enumerate(("handler", "head")):
                person = PEOPLE // 2 + 2 * unit + place
                yield {
                    "congress_id": term,
                    "person_id": person,
                    "seat": seat,
                    "unit_id": unit,
                }


def _motions(numbers: range) -> dict[type, list[dict[str, Any]]]:
    made: dict[type, list[dict[str, Any]]] = {
        table: []
        for table in (Motion, Mover, Seconder, Assignment, MotionReply, Feedback, MotionEvent)
    }
    for number in numbers:
        for table, rows in _one(number).items():
            made[table] += rows
    return {table: rows for table, rows in made.items() if rows}


def _one(number: int) -> dict[type, list[dict[str, Any]]]:
    """Return the rows of one motion; one in twenty is open, the rest is done."""
    meeting = (number - 1) * CONGRESSES * MEETINGS // MOTIONS + 1
    serial = (number - 1) % (MOTIONS // CONGRESSES // MEETINGS) + 1
    state = _OPEN[number // 20 % len(_OPEN)] if number % 20 == 0 else "closed"
    sent = clock.now() - timedelta(days=290 * (CONGRESSES * MEETINGS - meeting) + 60)
    assigned = state not in {"review", "filed"}
    replied = assigned and state != "handling"
    person, unit = number % (PEOPLE // 2) + 1, number % UNITS + 1
    title = f"关于{_TOPICS[number % len(_TOPICS)]}的第{number}件提案"
    text = f"{title}。教职工反映较多，希望早日解决。" * 4
    motion = {
        "id": number,
        "kind": "motion",
        "state": state,
        "congress_id": (meeting - 1) // MEETINGS + 1,
        "meeting_id": meeting,
        "serial": serial if state != "review" else None,
        "number": None
        if state == "review"
        else f"{(meeting - 1) // MEETINGS + 1}-{(meeting - 1) % MEETINGS + 1}-{serial:03d}",
        "title": title,
        "cause": text,
        "analysis": text,
        "advice": text,
        "folded": fold("\n".join((title, text, text, text))),
        "category": _CATEGORIES[number % len(_CATEGORIES)],
        "delegation": f"第{number % 8 + 1}代表团",
        "round": 1 if assigned else 0,
        "reply_class": "ABCD"[number % 4] if replied else None,
        "created_at": sent,
        "submitted_at": sent,
        "filed_at": None if state == "review" else sent,
        "assigned_at": sent if assigned else None,
        "due_on": clock.local(sent).date() + timedelta(days=90) if assigned else None,
        "first_due_on": clock.local(sent).date() + timedelta(days=90) if assigned else None,
        "replied_at": sent + timedelta(days=number % 110) if replied else None,
        "closed_at": sent + timedelta(days=120) if state == "closed" else None,
    }
    return {
        Motion: [motion],
        Mover: [{"motion_id": number, "person_id": person, "position": 1}],
        Seconder: [
            {
                "motion_id": number,
                "person_id": (person + step) % (PEOPLE // 2) + 1,
                "state": "given",
                "text_version": 1,
                "invited_at": sent,
                "answered_at": sent,
            }
            for step in (1, 2)
        ],
        Assignment: [_task(number, unit, motion)] if assigned else [],
        MotionReply: [_reply(number, motion)] if replied else [],
        Feedback: [_feedback(number, person, motion)] if state == "closed" else [],
        MotionEvent: [_event(number, step, motion) for step in range(EVENTS_EACH)],
    }


def _task(number: int, unit: int, motion: dict[str, Any]) -> dict[str, Any]:
    day = clock.local(motion["submitted_at"]).date()
    return {
        "id": number,
        "motion_id": number,
        "unit_id": unit,
        "leads": True,
        "round": 1,
        "state": "replied" if motion["replied_at"] else "accepted",
        "assigned_on": day,
        "accept_by": day,
        "due_on": motion["due_on"],
        "done_at": motion["replied_at"],
    }


def _reply(number: int, motion: dict[str, Any]) -> dict[str, Any]:
    return {
        "motion_id": number,
        "assignment_id": number,
        "round": 1,
        "number": 1,
        "text": "已按建议落实，今后每学期检查一次。" * 5,
        "reply_class": motion["reply_class"],
        "promised_on": clock.today(),
        "handled_by": "承办人",
        "drafted_at": motion["replied_at"],
        "signed_by": "负责人",
        "signed_at": motion["replied_at"],
    }


def _feedback(number: int, person: int, motion: dict[str, Any]) -> dict[str, Any]:
    return {
        "motion_id": number,
        "person_id": person,
        "round": 1,
        "grade": ("satisfied", "satisfied", "basically")[number % 3],
        "at": motion["closed_at"],
    }


def _event(number: int, step: int, motion: dict[str, Any]) -> dict[str, Any]:
    acts = ("submit", "file", "assign", "accept", "contact", "urge", "draft_reply", "sign_reply")
    return {
        "motion_id": number,
        "act": acts[step % len(acts)],
        "state": motion["state"],
        "actor": "工会办公室",
        "at": motion["submitted_at"] + timedelta(days=step),
    }
