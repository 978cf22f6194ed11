"""The signed result of a small award of two sections, and changed ones."""

from datetime import UTC, date, datetime

from voting.reports.awards.result import read_result
from voting.reports.header import Header

AT = datetime(2026, 11, 22, 6, 52, tzinfo=UTC)
COUNTS = {
    "eligible": 100,
    "attended": 98,
    "issued": 97,
    "returned": 96,
    "valid": 95,
    "rejected": 1,
    "blank": 2,
    "not_returned": 1,
}


def nominee(id_, name, note, votes, rank, **changed):
    """Return one nominee; without scores unless changed."""
    facts = {
        "id": id_,
        "name": name,
        "note": note,
        "votes": votes,
        "share": None,
        "vote_score": None,
        "jury": None,
        "jury_of": None,
        "score": None,
        "rank": rank,
        "passed": True,
        "winner": False,
    }
    return facts | changed


def section(id_, title, nominees, **changed):
    """Return one section: quota 2, two ticks at most, votes alone decide unless changed."""
    facts = {
        "id": id_,
        "title": title,
        "subject": "person",
        "quota": 2,
        "limit": 2,
        "exact": False,
        "jury_weight": None,
        "threshold": None,
        "nominees": nominees,
        "winners": [one["id"] for one in nominees if one["winner"]],
        "tied": None,
        "vacant": 0,
        "next": [],
    }
    return facts | changed


PERSONS = section(
    "s1",
    "先进个人",
    [
        nominee("n1", "文三", "语文教研组", 80, 1, winner=True),
        nominee("n2", "丁一", "数学教研组 · 班主任", 60, 2, winner=True),
        nominee("n3", "王二", "英语教研组", 20, 3),
    ],
)
GROUPS = section(
    "s2",
    "先进集体",
    [
        nominee(
            "g1",
            "初三年级组",
            "负责人：王二",
            50,
            1,
            vote_score="52.63",
            jury="90.00",
            jury_of={"sum": "450.00", "n": 5},
            score="67.58",
            winner=True,
        ),
        nominee(
            "g2",
            "食堂班组",
            "",
            60,
            2,
            vote_score="63.16",
            jury="70.00",
            jury_of={"sum": "350.00", "n": 5},
            score="65.90",
            passed=False,
        ),
    ],
    subject="group",
    quota=1,
    limit=1,
    exact=True,
    jury_weight="2/5",
    threshold={"share": "1/2", "operator": ">", "base": "valid", "of": 95, "need": 48},
)
ORDER = {"s1": ["n2", "n3", "n1"], "s2": ["g1", "g2"]}


def document(**changed):
    """Return a result as it is signed."""
    facts = {
        "kind": "award",
        "valid": True,
        "quorum": True,
        "counts": COUNTS,
        "sections": [PERSONS, GROUPS],
        "next": [],
        "warnings": [],
    }
    return facts | changed


def result_of(**changed):
    return read_result(document(**changed))


def header_of(**changed):
    facts = {
        "organisation": "青山中学工会",
        "meeting": "第五届第三次教职工代表大会",
        "title": "年度评优",
        "deed": "评选",
        "held_on": date(2026, 11, 22),
        "quorum_share": "2/3",
        "closed_at": AT,
        "counted_at": AT,
        "declared_at": AT,
    }
    return Header(**(facts | changed))
