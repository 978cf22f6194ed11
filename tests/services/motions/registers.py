"""Registers of motions made for a test, as schools keep them, and their import."""

import csv
import io
from datetime import date

import openpyxl

from voting.congress.models import Congress
from voting.db import unit_of_work
from voting.motions.importing import Register, checked
from voting.motions.service import importing

HEADING = ["编号", "案名", "类别", "提案人", "代表团", "承办部门", "立案情况", "并入"]
ANSWERED = [*HEADING, "答复期限", "答复日期", "办理类型", "反馈", "办结"]
_NAMES = ("丁一", "王二", "文三", "李四", "张五")


def xlsx(rows: list[list[object]], title: str = "提案登记册") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def csv_of(rows: list[list[object]], encoding: str = "utf-8-sig") -> bytes:
    kept = io.StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue().encode(encoding)


def form(number: int, fate: str = "立案", **facts: object) -> dict[str, object]:
    """Return one form of a register, as a row by heading."""
    return {
        "编号": f"{number:03d}",
        "案名": f"关于第{number}件事的提案",
        "类别": "其他",
        "提案人": _NAMES[number % len(_NAMES)],
        "代表团": "第一代表团",
        "承办部门": "后勤处",
        "立案情况": fate,
        **facts,
    }


def forms(count: int, fate: str = "立案", start: int = 1, **facts: object) -> list[dict]:
    return [form(number, fate, **facts) for number in range(start, start + count)]


def merged(rows: list[dict], into: int) -> list[dict]:
    """Merge forms so that so many are left: the others go into the first."""
    lead = rows[0]["编号"]
    return [*rows[:into], *({**row, "并入": lead} for row in rows[into:])]


def register(rows: list[dict], heading: list[str] = HEADING) -> bytes:
    return xlsx([heading, *([row.get(name, "") for name in heading] for row in rows)])


def take_over(content: bytes, meeting_id: int, name: str = "登记册.xlsx") -> Register:
    """Import a register as the page and the command do."""
    found = checked(content, name, meeting_id)
    importing.store(found.plan, found.name, found.sha256, "秘书王芳")
    return found


def an_earlier_congress() -> int:
    with unit_of_work() as session:
        made = Congress(
            organisation="青山中学工会",
            ordinal=4,
            body="delegates",
            preset_name="union_election_2016",
            assembly="会员代表大会",
            term_starts=date(2019, 9, 1),
            term_ends=date(2024, 8, 31),
        )
        session.add(made)
        session.flush()
        return made.id
