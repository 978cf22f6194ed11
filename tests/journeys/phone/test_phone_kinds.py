"""One page for every kind of ballot: several contests, grades, documents."""

from playwright.sync_api import expect

from tests.journeys.phone.sealed import committee
from voting.ballots.rules import Contest, Option


def test_several_contests_stand_on_one_ballot(a_hall, a_phone):
    audit = committee(
        seats=1, candidates=2, id="c2", title="经费审查委员会委员", write_in_needs=None
    )
    hall = a_hall(committee(seats=2, candidates=3), audit, plaintext_size=1024)
    voter = a_phone(hall.address())
    voter.takes_paper()
    second = voter.page.get_by_role("region", name="经费审查委员会委员")
    second.get_by_role("group", name="王\u3000二").get_by_role("button", name="不赞成").click()
    second.get_by_label("另选他人之1").fill("赵云")
    first = voter.page.get_by_role("region", name="工会委员会委员", exact=True)
    first.get_by_role("group", name="丁\u3000一").get_by_role(
        "button", name="赞成", exact=True
    ).click()
    expect(voter.reviews()).to_contain_text("赵\u3000云")
    voter.casts()
    assert hall.selections() == [
        {
            "marks": {"c1": {"o1": "approve"}, "c2": {"o2": "oppose"}},
            "write_ins": {"c1": [], "c2": ["赵云"]},
        }
    ]


def test_a_scale_of_grades_is_marked_the_same_way(a_hall, a_phone):
    leaders = Contest(
        id="c1",
        title="领导人员测评",
        options=(Option("o1", "丁一", "校长"), Option("o2", "王二", "副校长")),
        scale=("excellent", "competent", "basic", "incompetent"),
        unmarked="competent",
        limits={"excellent": 1},
    )
    hall = a_hall(leaders, kind="evaluation", title="民主测评")
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("丁一", "优秀")
    voter.marks("王二", "优秀")
    voter.is_told("优秀已满 1 人")
    voter.marks("王二", "基本称职")
    voter.reviews()
    voter.casts()
    assert hall.selections()[0]["marks"] == {"c1": {"o1": "excellent", "o2": "basic"}}


def test_a_document_is_agreed_to_or_not(a_hall, a_phone):
    document = Contest(
        id="c1",
        title="集体合同草案",
        options=(Option("o1", "集体合同（草案）"),),
        scale=("agree", "oppose", "abstain"),
        unmarked="abstain",
    )
    hall = a_hall(document, kind="resolution", title="表决")
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("集体合同（草案）", "不同意")
    voter.reviews()
    voter.casts()
    assert hall.selections()[0]["marks"] == {"c1": {"o1": "oppose"}}
