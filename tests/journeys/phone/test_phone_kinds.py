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
    expect(voter.page.locator(".count")).to_contain_text("未划 1 项")
    voter.marks("集体合同（草案）", "不同意")
    voter.reviews()
    voter.casts()
    assert hall.selections()[0]["marks"] == {"c1": {"o1": "oppose"}}


def test_several_documents_are_voted_on_apart_each_with_its_note(a_hall, a_phone):
    documents = Contest(
        id="c1",
        title="提请审议的文件",
        options=(
            Option("o1", "集体合同（草案）", "修改稿，二〇二六年十一月"),
            Option("o2", "奖励性绩效工资分配办法"),
        ),
        scale=("agree", "oppose", "abstain"),
        unmarked="abstain",
        labels={"agree": "同意", "oppose": "不同意", "abstain": "弃权"},
    )
    hall = a_hall(documents, kind="resolution", title="表决")
    voter = a_phone(hall.address())
    voter.takes_paper()
    expect(voter.step("fill")).to_contain_text("每一项分别表决")
    expect(voter.card("集体合同（草案）")).to_contain_text("修改稿，二〇二六年十一月")
    voter.marks("集体合同（草案）", "同意")
    voter.marks("奖励性绩效工资分配办法", "弃权")
    expect(voter.page.locator(".count")).to_contain_text("全部已划")
    expect(voter.reviews()).to_contain_text("同意 1 项")
    voter.casts()
    assert hall.selections()[0]["marks"] == {"c1": {"o1": "agree", "o2": "abstain"}}


def section(**changes) -> Contest:
    """A section of an award as the awards slice asks it."""
    usual = {
        "id": "s1",
        "title": "优秀教师",
        "options": tuple(Option(f"n{i}", name) for i, name in enumerate(("丁一", "王二", "文三"))),
        "scale": ("approve", "abstain"),
        "unmarked": "abstain",
        "limits": {"approve": 2},
        "labels": {"approve": "推荐", "abstain": "不推荐"},
    }
    return Contest(**(usual | changes))


def test_an_award_ticks_up_to_its_own_limit_in_each_section(a_hall, a_phone):
    groups = (Option("g1", "语文教研组"), Option("g2", "后勤组"))
    team = section(id="s2", title="先进集体", options=groups, limits={"approve": 1})
    hall = a_hall(section(), team, kind="award", title="评选先进")
    voter = a_phone(hall.address())
    voter.takes_paper()
    first = voter.page.get_by_role("region", name="优秀教师")
    second = voter.page.get_by_role("region", name="先进集体")
    expect(first.get_by_role("button")).to_have_text(["推荐"] * 3)
    for name in ("丁一", "王二", "文三"):
        voter.marks(name, "推荐")
    voter.is_told("推荐已满 2 个")
    voter.marks("语文教研组", "推荐")
    expect(first.locator(".count")).to_contain_text("已选 2 / 2")
    expect(first.locator(".count")).to_contain_text("最多选 2 个")
    expect(second.locator(".count")).to_contain_text("已选 1 / 1")
    assert voter.mark_of("文三") == []
    expect(voter.reviews()).to_contain_text("推荐 2 个")
    voter.casts()
    marks = {"s1": {"n0": "approve", "n1": "approve"}, "s2": {"g1": "approve"}}
    assert hall.selections()[0]["marks"] == marks


def test_an_award_that_asks_for_exactly_so_many_is_not_cast_with_fewer(a_hall, a_phone):
    hall = a_hall(section(least={"approve": 2}), kind="award", title="评选先进")
    voter = a_phone(hall.address())
    voter.takes_paper()
    expect(voter.page.locator(".count")).to_contain_text("应选满 2 个")
    voter.marks("丁一", "推荐")
    voter.presses("检查选票")
    voter.is_told("推荐应不少于 2 个，现在只有 1 个")
    voter.marks("丁一", "推荐")
    expect(voter.reviews()).to_contain_text("按不推荐计算")
    voter.presses("返回修改")
    voter.marks("丁一", "推荐")
    voter.marks("王二", "推荐")
    voter.reviews()
    voter.casts()
    assert hall.selections()[0]["marks"] == {"s1": {"n0": "approve", "n1": "approve"}}
