"""The signed result of a small vote on documents, and changed ones."""

from datetime import UTC, date, datetime

from voting.reports.header import Header
from voting.reports.resolutions.result import read_result

AT = datetime(2026, 11, 22, 6, 52, tzinfo=UTC)
COUNTS = {
    "eligible": 180,
    "attended": 121,
    "issued": 121,
    "returned": 119,
    "valid": 117,
    "rejected": 2,
    "blank": 1,
    "not_returned": 2,
}
PILES = {
    "phone": {"issued": 110, "returned": 109, "valid": 108, "rejected": 1, "blank": 1},
    "paper": [
        {
            "title": "流动票箱一",
            "group": "all",
            "issued": 11,
            "returned": 10,
            "valid": 9,
            "rejected": 1,
            "blank": 0,
        }
    ],
}
LEGALITY = [
    {"code": "quorum", "ok": True, "text": "应到 180 人，须到会 120 人，实到 121 人。"},
    {"code": "base", "ok": True, "text": "各项都以应到会人数（全体）为基数。"},
    {"code": "threshold", "ok": True, "text": "应到会人数 180，过半数为 91 票。"},
    {"code": "secrecy", "ok": True, "text": "本次为无记名投票、分项表决。"},
    {"code": "materials", "ok": False, "text": "“绩效工资分配方案”在会前 5 天才发给代表。"},
]


def item(place, title, agree, oppose, **changed):
    """Return one document of the result: need 91 of 180 unless changed."""
    facts = {
        "id": f"d{place}",
        "title": title,
        "class": "distribution",
        "version": 2,
        "sha256": f"{place}" * 64,
        "agree": agree,
        "oppose": oppose,
        "void": 0,
        "not_cast": 2,
        "base": "eligible",
        "of": 180,
        "need": 91,
        "operator": ">",
        "share": "1/2",
        "share_words": "过半数",
        "threshold_words": "应到会人数的过半数",
    } | changed
    facts["abstain"] = 117 - facts["agree"] - facts["oppose"] - facts["void"]
    return facts | {"carried": facts["agree"] >= facts["need"]}


ITEMS = [
    item(1, "绩效工资分配方案", 91, 20),
    item(2, "教职工聘任办法", 90, 20),
    item(3, "教职工考核办法", 100, 10),
]


def document(**changed):
    """Return a result as it is signed."""
    facts = {
        "kind": "resolution",
        "valid_vote": True,
        "quorum": True,
        "counts": COUNTS,
        "items": ITEMS,
        "legality": LEGALITY,
        "rules": {"name": "enterprise_congress_2012", "title": "企业民主管理规定（2012）"},
        "warnings": [],
    }
    return facts | changed


def result_of(**changed):
    return read_result(document(**changed))


def header_of(**changed):
    facts = {
        "organisation": "青山中学工会",
        "meeting": "第五届第三次教职工代表大会",
        "title": "审议通过校内分配等方案",
        "deed": "表决",
        "held_on": date(2026, 11, 22),
        "closed_at": AT,
        "counted_at": AT,
        "declared_at": AT,
    }
    return Header(**(facts | changed))
