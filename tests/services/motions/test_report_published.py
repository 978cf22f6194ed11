"""Published reports on motions, reproduced from their registers through the real import."""

import pytest

from tests.cast import a_hall
from tests.services.motions.registers import (
    ANSWERED,
    HEADING,
    form,
    forms,
    merged,
    register,
    take_over,
)
from voting.motions.reporting import report_of
from voting.motions.rules import Class


@pytest.fixture
def meeting(app):
    return a_hall(1).meeting_id


def reported(rows, meeting_id, heading=HEADING):
    take_over(register(rows, heading), meeting_id)
    return report_of(1, meeting_id).report


def test_72_received_64_filed_after_merging_57_solved_and_7_for_reference(meeting):
    solved = forms(57, 办理类型="A", 答复日期="2016-12-20")
    reference = forms(7, start=58, 办理类型="留作参考", 答复日期="2016-12-20")
    twins = forms(8, start=65, 并入="001")
    said = reported([*solved, *reference, *twins], meeting, ANSWERED)
    assert said.received == 72
    assert said.filing_rate_of_forms.document() == {"part": 64, "whole": 72, "percent": "88.9%"}
    assert said.classes[Class.A].document() == {"part": 57, "whole": 64, "percent": "89.1%"}
    assert said.classes[Class.D].document() == {"part": 7, "whole": 64, "percent": "10.9%"}


def test_74_by_category_52_filed_50_after_merging_22_work_suggestions(meeting):
    rows = []
    for category, number in (("行政管理", 46), ("教学科研", 16), ("后勤保障", 10), ("其他", 2)):
        rows += forms(number, start=len(rows) + 1, 类别=category)
    filed = merged(rows[:52], 50)
    suggestions = [{**row, "立案情况": "转为工作建议"} for row in rows[52:]]
    said = reported([*filed, *suggestions], meeting)
    assert [(line.name, line.number.part, line.number.percent) for line in said.categories] == [
        ("行政管理", 46, "62.2%"),
        ("教学科研", 16, "21.6%"),
        ("后勤保障", 10, "13.5%"),
        ("其他", 2, "2.7%"),
    ]
    assert (said.filed, said.filed_merged, said.suggestions) == (52, 50, 22)


def test_126_forms_become_64_motions_31_suggestions_and_5_not_filed(meeting):
    said = reported(
        [
            *merged(forms(80), 64),
            *merged(forms(41, "转建议", start=81), 31),
            *forms(5, "不予立案", start=122),
        ],
        meeting,
    )
    assert said.received == 126
    assert (said.filed, said.filed_merged) == (80, 64)
    assert (said.suggestions, said.suggestions_merged, said.not_filed) == (41, 31, 5)


def test_81_forms_67_filed_14_not_one_of_them_withdrawn(meeting):
    said = reported(
        [*forms(67), *forms(13, "不予立案", start=68), form(81, "撤案")],
        meeting,
    )
    assert (said.received, said.filed, said.not_filed, said.withdrawn) == (81, 67, 13, 1)


def test_139_forms_of_a_whole_term_all_126_answered(meeting):
    said = reported(
        [
            *forms(106, 答复日期="是"),
            *forms(20, "意见建议", start=107, 答复日期="是"),
            *forms(13, "未立案", start=127),
        ],
        meeting,
        ANSWERED,
    )
    assert said.received == 139
    assert said.replied.document() == {"part": 126, "whole": 126, "percent": "100.0%"}
    # Nobody wrote down the last days: no reply is called punctual, and none late.
    assert (said.punctual.whole, said.untimed) == (0, 126)


def test_67_forms_2_filed_65_suggestions_37_for_logistics_25_departments(meeting):
    rows = forms(67, "转为意见建议", 答复日期="已答复")
    for place, row in enumerate(rows):
        row["类别"] = "后勤" if place < 37 else "其他"
        row["承办部门"] = f"第{place % 25 + 1}部门"
        row["代表团"] = f"第{place % 18 + 1}代表团"
    for row in rows[:2]:
        row["立案情况"] = "立案"
    said = reported(rows, meeting, ANSWERED)
    assert (said.filed, said.suggestions) == (2, 65)
    assert said.categories[0].number.document() == {"part": 37, "whole": 67, "percent": "55.2%"}
    assert (len(said.units), len(said.delegations)) == (25, 18)
    assert said.replied.percent == "100.0%"


def test_51_forms_of_12_delegations_6_filed_45_suggestions(meeting):
    numbers = (2, 14, 3, 2, 1, 2, 4, 8, 5, 3, 6, 1)
    rows = []
    for place, number in enumerate(numbers, start=1):
        rows += forms(number, "转建议", start=len(rows) + 1, 代表团=f"第{place}代表团")
    for row in rows[:6]:
        row["立案情况"] = "立案"
    said = reported(rows, meeting)
    assert (said.received, said.filed, said.suggestions) == (51, 6, 45)
    counted = {line.name: line.number.part for line in said.delegations}
    assert counted == {f"第{place}代表团": number for place, number in enumerate(numbers, 1)}


def test_92_replies_of_a_government_by_class(meeting):
    classes = ["A"] * 22 + ["B类"] * 68 + ["C"] * 2
    rows = [form(place, 办理类型=word, 办结="是") for place, word in enumerate(classes, start=1)]
    said = reported(rows, meeting, ANSWERED)
    assert [said.classes[each].document()["percent"] for each in (Class.A, Class.B, Class.C)] == [
        "23.9%",
        "73.9%",
        "2.2%",
    ]


def test_22_items_with_21_replies_are_95_5_percent_and_the_open_one_is_first(meeting):
    rows = forms(22, 答复期限="2026-06-20", 答复日期="2026-06-18", 反馈="满意", 办结="是")
    # Nobody has given it to a department yet.
    rows[10].update(答复日期="", 反馈="", 办结="", 承办部门="")
    take_over(register(rows, ANSWERED), meeting)
    found = report_of(1, meeting)
    assert found.report.replied.document() == {"part": 21, "whole": 22, "percent": "95.5%"}
    assert found.report.punctual.document() == {"part": 21, "whole": 22, "percent": "95.5%"}
    assert found.report.satisfied.document() == {"part": 21, "whole": 21, "percent": "100.0%"}
    assert [item.number for item in found.open_items] == ["5-3-011"]
