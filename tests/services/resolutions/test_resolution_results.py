"""Whole votes on documents held and counted: what is carried, and what became of the rest."""

import pytest

from tests.cast import ACTOR, a_hall, count_up, queries_poll, version, vote
from tests.services.resolutions.drafting import a_draft, add, an_observer, hold, revise, seal
from voting.ballots.rules import Selections
from voting.db import unit_of_work
from voting.errors import NotReady
from voting.polls import lifecycle, queries as polls, roll
from voting.polls.kinds import Batch, Counted, Pile, Quorum
from voting.polls.lifecycle import PollFacts
from voting.polls.rules import State, Turnout
from voting.resolutions.kind import ResolutionKind
from voting.resolutions.models import Resolution, ResolutionItem
from voting.resolutions.rules import ItemClass

KIND = ResolutionKind()


@pytest.fixture
def hall(app):
    return a_hall(6)


def fates(result: dict) -> dict[str, bool]:
    return {line["title"]: line["carried"] for line in result["items"]}


def checks(result: dict) -> dict[str, bool | None]:
    return {check["code"]: check["ok"] for check in result["legality"]}


def test_each_document_is_decided_by_itself(app, hall):
    poll_id = a_draft(hall)
    one, two, three = (add(poll_id, title) for title in ("分配方案", "考核办法", "聘任办法"))
    votes = [{one: "agree", two: "agree", three: "agree"}] * 3
    votes += [{one: "agree", three: "agree"}, {two: "oppose", three: "agree"}]
    result = hold(app, hall, poll_id, votes)

    assert fates(result) == {"分配方案": True, "考核办法": False, "聘任办法": True}
    assert result["counts"]["valid"] == 5
    line = result["items"][1]
    assert (line["agree"], line["oppose"], line["abstain"], line["not_cast"]) == (3, 1, 1, 1)
    assert (line["base"], line["of"], line["need"], line["operator"]) == ("eligible", 6, 4, ">")


def test_a_result_names_the_version_and_the_digest_that_were_voted_on(app, hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    text = revise(poll_id, item_id, "修改后的方案", "按预审意见修改第三条")
    digest = text.sha256
    result = hold(app, hall, poll_id, [{item_id: "agree"}] * 6)

    line = result["items"][0]
    assert (line["version"], line["sha256"], line["class"]) == (2, digest, "distribution")
    manifest = polls.manifest_of(queries_poll(poll_id))
    assert manifest.rules["items"][f"d{item_id}"]["sha256"] == digest
    assert digest[:16] in manifest.contests[0].options[0].note


def test_the_documents_stand_in_their_order_however_many_there_are(app, hall):
    poll_id = a_draft(hall)
    titles = [f"方案{number}" for number in range(1, 13)]
    for title in titles:
        add(poll_id, title)
    result = hold(app, hall, poll_id, [{}])

    assert [line["title"] for line in result["items"]] == titles


def test_a_contract_needs_half_where_the_rest_needs_more_than_half(app, hall):
    poll_id = a_draft(hall)
    plan = add(poll_id, "分配方案")
    contract = add(poll_id, "集体合同（草案）", ItemClass.COLLECTIVE_CONTRACT)
    result = hold(app, hall, poll_id, [{plan: "agree", contract: "agree"}] * 3 + [{}] * 3)

    assert fates(result) == {"分配方案": False, "集体合同（草案）": True}
    assert [line["share_words"] for line in result["items"]] == ["过半数", "半数以上（含本数）"]


def test_an_item_may_have_a_base_and_a_share_of_its_own(app, hall):
    poll_id = a_draft(hall)
    own = {"pass": "2/3 >= attended"}
    item_id = add(poll_id, "安置方案", ItemClass.SETTLEMENT, overrides=own, reason="章程第八条")
    result = hold(app, hall, poll_id, [{item_id: "agree"}] * 4)

    assert fates(result) == {"安置方案": True}
    assert checks(result)["base"] is False
    assert checks(result)["threshold"] is False
    assert any("安置方案" in warning for warning in result["warnings"])


def test_the_checklist_says_of_each_demand_whether_it_was_met(app, hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    result = hold(app, hall, poll_id, [{item_id: "agree"}] * 6)

    assert checks(result) == {
        "quorum": True,
        "base": True,
        "threshold": True,
        "secrecy": True,
        "materials": False,
    }
    assert "须到会 4 人" in result["legality"][0]["text"]


def test_who_has_not_voted_when_the_vote_is_closed_counts_like_not_agreeing(app, hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    result = hold(app, hall, poll_id, [{item_id: "agree"}] * 3 + [{item_id: "oppose"}])

    line = result["items"][0]
    assert line["not_cast"] == 2
    assert line["carried"] is False
    assert line["agree"] + line["oppose"] + line["abstain"] == result["counts"]["valid"]


def test_a_result_is_counted_by_what_was_sealed_and_not_by_what_the_tables_say_now(app, hall):
    poll_id = a_draft(hall, overrides={"pass": "1/3 >= eligible"}, reason="本单位表决办法")
    item_id = add(poll_id, "分配方案")
    seal(app, poll_id)
    with unit_of_work() as session:
        found = session.get(Resolution, poll_id)
        found.overrides, found.override_reason = "{}", ""
        session.get(ResolutionItem, item_id).title = "另一份文件"
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    for person_id in hall.delegates[:2]:
        vote(app, hall, poll_id, person_id, Selections({"c1": {f"d{item_id}": "agree"}}, {}))
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    result = count_up(app, poll_id)

    assert fates(result) == {"分配方案": True}
    assert result["items"][0]["need"] == 2


def test_the_quorum_is_the_hardest_of_the_vote_and_of_its_documents(hall):
    poll_id = a_draft(hall)
    assert KIND.quorum(queries_poll(poll_id)) == Quorum(2, 3)
    add(poll_id, "安置方案", overrides={"quorum": "4/5 >= eligible"}, reason="章程第八条")
    assert KIND.quorum(queries_poll(poll_id)) == Quorum(4, 5)


def test_a_draft_without_rules_has_the_quorum_of_the_usual_ones(hall):
    poll = lifecycle.create_poll(hall.meeting_id, PollFacts("resolution", "表决"), ACTOR)
    assert KIND.quorum(queries_poll(poll.id)) == Quorum(2, 3)
    assert KIND.setup_url(queries_poll(poll.id)).endswith("/resolution/settings")


def test_a_vote_cannot_open_before_two_thirds_of_the_delegates_are_there(app):
    hall = a_hall(6, present=3)
    poll_id = a_draft(hall)
    add(poll_id, "分配方案")
    seal(app, poll_id)
    with pytest.raises(NotReady, match="到会人数不足"):
        lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    assert queries_poll(poll_id).state == State.SEALED


def test_an_observer_is_not_on_the_roll(app, hall):
    observer = an_observer(hall)
    poll_id = a_draft(hall)
    add(poll_id, "分配方案")
    seal(app, poll_id)
    assert roll.eligible(queries_poll(poll_id)) == 6
    assert roll.entry_of(poll_id, observer) is None


def test_paper_ballots_count_beside_the_phones_and_a_double_tick_is_void(app, hall):
    poll_id = a_draft(hall)
    one, two = add(poll_id, "分配方案"), add(poll_id, "考核办法")
    seal(app, poll_id)
    poll = queries_poll(poll_id)
    marks = {
        f"d{one}": {"agree": 3, "void": 1},
        f"d{two}": {"agree": 4},
    }
    counted = Counted(
        turnout=Turnout(6, 6, 5, 4),
        valid=4,
        rejected=0,
        blank=0,
        marks={"c1": marks},
        write_ins={},
        rulings={},
    )
    result = KIND.outcome(poll, counted)
    assert [(line["agree"], line["void"], line["carried"]) for line in result["items"]] == [
        (3, 1, False),
        (4, 0, True),
    ]


def test_a_paper_box_with_too_many_ballots_leaves_no_result(app, hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    seal(app, poll_id)
    counted = Counted(
        turnout=Turnout(6, 6, 6, 6),
        valid=6,
        rejected=0,
        blank=0,
        marks={"c1": {f"d{item_id}": {"agree": 6}}},
        write_ins={},
        rulings={},
        batches=(Batch("流动票箱", "all", Pile(1, 2, 2, 0, 0)),),
    )
    result = KIND.outcome(queries_poll(poll_id), counted)
    assert (result["valid_vote"], result["items"]) == (False, [])
    assert "“流动票箱”收回的票多于发出的票" in result["warnings"][0]
    follow = KIND.follow_ups(queries_poll(poll_id), result)
    assert [one.label for one in follow] == ["重新建立表决"]


def test_the_sheet_says_how_it_is_filled_in(hall):
    sentences = KIND.filling_in(queries_poll(a_draft(hall)))
    assert any("该项按弃权计" in sentence for sentence in sentences)
