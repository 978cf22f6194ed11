"""The signed result of a small evaluation with three voter groups, and changed ones."""

from datetime import UTC, date, datetime
from fractions import Fraction

from voting.reports.evaluations.result import read_result
from voting.reports.header import Header
from voting.web.pages import percent

AT = datetime(2026, 11, 22, 6, 52, tzinfo=UTC)
SCALE = ("excellent", "competent", "basic", "incompetent")
LABELS = {
    "excellent": "优秀",
    "competent": "称职",
    "basic": "基本称职",
    "incompetent": "不称职",
    "unknown": "不了解",
}
COUNTS = {
    "eligible": 110,
    "attended": 104,
    "issued": 100,
    "returned": 97,
    "valid": 95,
    "rejected": 2,
    "blank": 1,
    "not_returned": 3,
}


def figures(*votes, unknown=0, abstain=0, void=0, score=None, scale=SCALE):
    """Return figures of so many votes by grade, best first; shares of their sum."""
    n = sum(votes) + unknown + abstain
    counts = dict(zip(scale, votes, strict=True))
    return {
        "n": n,
        "of": n,
        "counts": counts,
        "shares": {grade: percent(number, n) for grade, number in counts.items()},
        "cumulative": {
            grade: percent(sum(votes[: place + 1]), n) for place, grade in enumerate(scale)
        },
        "unknown": unknown,
        "unknown_share": percent(unknown, n),
        "abstain": abstain,
        "abstain_share": percent(abstain, n),
        "void": void,
        "score": score,
    }


def subject(id_, name, note, found, **changed):
    """Return one subject with its figures."""
    facts = {
        "id": id_,
        "name": name,
        "note": note,
        "pooled": None,
        "extra": None,
        "band": None,
        "by_group": {},
        "dimensions": {},
        "flags": [],
        "rank": None,
    }
    return facts | found | changed


def group(id_, title, weight, counts, **changed):
    """Return a voter group: counts are 应到, 发出, 收回, 有效, 无效."""
    keys = ("eligible", "issued", "returned", "valid", "rejected")
    facts = {"id": id_, "title": title, "weight": weight, "shown_as": id_}
    return facts | dict(zip(keys, counts, strict=True)) | changed


SUBJECTS = [
    subject("s1", "丁一", "副校长 · 分管教学", figures(68, 20, 4, 1, unknown=1, abstain=1)),
    subject("s2", "欧阳文三", "教务主任", figures(50, 25, 10, 4, unknown=2, abstain=3, void=1)),
]


def document(**changed):
    """Return a result as it is signed."""
    facts = {
        "kind": "evaluation",
        "valid": True,
        "quorum": True,
        "counts": COUNTS,
        "rates": {"returned": "97.0%", "valid": "97.9%"},
        "rejected": {},
        "scheme": {"type": "counts"},
        "scale": list(SCALE),
        "labels": LABELS,
        "unknown": "unknown",
        "base": "valid",
        "min_group": 5,
        "small_groups": "withhold",
        "dimensions": [],
        "groups": [],
        "subjects": SUBJECTS,
        "warnings": [],
    }
    return facts | changed


GROUPS = [
    group("a", "A票（领导班子）", "0.3", (10, 10, 10, 10, 0)),
    group("b", "B票（中层）", "0.3", (40, 40, 40, 40, 0)),
    group("c", "C票（职工代表）", "0.4", (60, 50, 47, 45, 2)),
]


def grouped_document(**changed):
    """Return the same with three groups, the first too small to be shown."""
    subjects = [
        one
        | {
            "score": "90.37",
            "pooled": "88.71",
            "rank": place,
            "by_group": {
                "a": "withheld",
                "b": figures(20, 15, 4, 1, score="87.00"),
                "c": figures(30, 10, 4, 1, score="88.67"),
            },
        }
        for place, one in enumerate(SUBJECTS, 1)
    ]
    facts = {"groups": GROUPS, "subjects": subjects, "scheme": {"type": "points"}}
    return document(**(facts | changed))


def large_document(people=30, dimensions=5):
    """Return one of many subjects and dimensions, to be looked at on paper."""
    given = [
        {"id": f"d{place}", "title": title, "weight": str(Fraction(1, dimensions))}
        for place, title in enumerate(("德", "能", "勤", "绩", "廉")[:dimensions])
    ]
    subjects = []
    for place in range(people):
        votes = (60 - place, 20 + place, 9, 3)
        subjects.append(
            subject(
                f"s{place}",
                ("欧阳明月", "丁一", "司马长风亭", "王小二")[place % 4],
                ("党委副书记、校长助理 · 分管后勤和基建", "教务主任", "")[place % 3],
                figures(*votes, unknown=1, abstain=2, score="88.50"),
                pooled="88.12",
                rank=place + 1,
                dimensions={
                    one["id"]: figures(*votes, unknown=2, abstain=1, score="87.25") for one in given
                },
                by_group={
                    "a": "withheld",
                    "b": figures(20, 15, 4, 1, score="87.00"),
                    "c": figures(30, 10, 4, 1, score="88.67"),
                },
                flags=["above_bad"] if place == 3 else [],
            )
        )
    facts = {"dimensions": given, "groups": GROUPS, "subjects": subjects}
    return document(scheme={"type": "points"}, **facts)


def result_of(found=None, **changed):
    return read_result(found or document(**changed))


def header_of(**changed):
    facts = {
        "organisation": "青山中学工会",
        "meeting": "第五届第三次教职工代表大会",
        "title": "中层干部民主测评",
        "deed": "测评",
        "held_on": date(2026, 11, 22),
        "quorum_share": "2/3",
        "closed_at": AT,
        "counted_at": AT,
        "declared_at": AT,
    }
    return Header(**(facts | changed))
