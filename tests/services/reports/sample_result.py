"""The result of a small count, and its header."""

from datetime import UTC, date, datetime

from voting.elections import counting
from voting.reports.header import ElectionHeader
from voting.reports.result import read_result

# 应到 100, 3 seats, need 51: 田大利 (80) and 田富 (52) pass, 文三 has 48; 93 valid of 96 returned.
CANDIDATES = (
    ("a", "田大利", "语文教研组 · 教研组长"),
    ("b", "田富", "数学教研组"),
    ("c", "文三", "英语教研组"),
    ("d", "欧阳四", ""),
)


BALLOTS = [
    {"marks": {"a": "approve", "b": "approve", "c": "oppose"}, "count": 43},
    {
        "marks": {"a": "approve", "b": "oppose", "c": "approve"},
        "write_ins": ["王五"],
        "count": 37,
    },
    {"marks": {"b": "approve", "c": "approve", "d": "oppose"}, "count": 9},
    {"marks": {"c": "approve", "a": "oppose"}, "write_ins": ["赵六"]},
    {"marks": {}, "count": 2},
    {"marks": {"c": "approve"}},
    {"marks": {"a": "approve", "b": "approve", "c": "approve", "d": "approve"}, "count": 3},
]


FACTS = {
    "kind": "election",
    "rules": "union_election_2016",
    "eligible": 100,
    "attended": 98,
    "issued": 97,
    "seats": 3,
    "members": 24,
    "candidates": [dict(zip(("id", "name", "unit"), row, strict=True)) for row in CANDIDATES],
    "ballots": BALLOTS,
}


AT = datetime(2026, 11, 22, 6, 52, tzinfo=UTC)


def result_of(**changed):
    facts = FACTS | changed
    units = {row["id"]: row["unit"] for row in facts["candidates"]}
    return read_result(counting.answer(counting.count(facts)), units)


def header_of(**changed):
    facts = {
        "organisation": "青山中学工会",
        "meeting": "第五届第三次会员代表大会",
        "title": "工会委员会委员选举",
        "held_on": date(2026, 11, 22),
        "seats": 3,
        "quorum_share": "2/3",
        "quorum_operator": ">=",
        "post": "工会委员会委员",
        "closed_at": AT,
        "counted_at": AT,
        "declared_at": AT,
    }
    return ElectionHeader(**(facts | changed))


def approving(option, number):
    return {"marks": {option: "approve"}, "count": number}
