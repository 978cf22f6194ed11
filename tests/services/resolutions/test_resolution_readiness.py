"""What must be done before a vote on documents is sealed, and what is told beside it."""

import pytest

from tests.cast import ACTOR, a_hall, queries_poll
from tests.services.resolutions.drafting import (
    a_draft,
    add,
    advice,
    all_issues,
    blocking,
    given_days_before,
    hold,
    meet_in,
    revise,
    seal,
)
from voting.errors import NotReady
from voting.polls import lifecycle
from voting.polls.lifecycle import PollFacts
from voting.polls.rules import State
from voting.resolutions import queries, service
from voting.resolutions.kind import ResolutionKind


@pytest.fixture
def hall(app):
    return a_hall(6)


def texts(poll_id: int, code: str) -> list[str]:
    return [issue.text for issue in all_issues(poll_id) if issue.code == code]


def test_a_poll_without_rules_asks_for_them_first(hall):
    poll = lifecycle.create_poll(hall.meeting_id, PollFacts("resolution", "表决"), ACTOR)
    found = ResolutionKind().issues(queries_poll(poll.id))
    assert [issue.code for issue in found] == ["no_setup"]
    assert found[0].url.endswith("/resolution/settings")


def test_a_vote_that_is_ready_has_nothing_to_do_and_can_be_sealed(app, hall):
    meet_in(hall, 30)
    poll_id = a_draft(hall)
    add(poll_id, "分配方案")
    assert all_issues(poll_id) == []
    seal(app, poll_id)
    assert queries_poll(poll_id).state == State.SEALED


def test_a_vote_without_documents_cannot_be_sealed(app, hall):
    poll_id = a_draft(hall)
    assert blocking(poll_id) == ["no_items"]
    with pytest.raises(NotReady, match="还没有要表决的议题"):
        seal(app, poll_id)


def test_a_document_without_a_text_blocks_and_says_which(hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案", text=None)
    assert blocking(poll_id) == ["no_text"]
    assert "“分配方案”" in texts(poll_id, "no_text")[0]
    assert all_issues(poll_id)[0].url.endswith(f"/resolution/items/{item_id}")


def test_two_documents_of_one_title_cannot_be_told_apart(hall):
    poll_id = a_draft(hall)
    add(poll_id, "分配方案")
    add(poll_id, "分配方案")
    assert "same_title" in blocking(poll_id)


def test_documents_given_five_days_before_are_warned_of_and_block_nothing(app, hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    given_days_before(item_id, 5)
    assert blocking(poll_id) == []
    assert "materials_late" in advice(poll_id)
    assert "会前 5 天" in texts(poll_id, "materials_late")[0]
    given_days_before(item_id, 7)
    assert "materials_late" not in advice(poll_id)


def test_a_text_revised_later_is_told_apart(hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    given_days_before(item_id, 10)
    revise(poll_id, item_id, "修改稿")
    assert "materials_revised" in advice(poll_id)


def test_comments_without_a_reply_are_told_until_they_have_one(hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    made = service.make_comment(poll_id, item_id, hall.delegates[0], "第三条不清楚", "代表")
    number = made.id
    assert "还有 1 条预审意见没有答复" in texts(poll_id, "comments")[0]
    service.reply(poll_id, item_id, number, "已修改", ACTOR)
    assert texts(poll_id, "comments") == []


def test_rules_that_leave_the_norm_are_told_for_the_vote_and_for_an_item(hall):
    poll_id = a_draft(hall, overrides={"pass": {"base": "attended"}}, reason="表决办法第五条")
    add(poll_id, "分配方案")
    assert len(texts(poll_id, "deviation")) == 1
    add(poll_id, "安置方案", overrides={"pass": "2/3"}, reason="章程第八条")
    assert any("“安置方案”" in text for text in texts(poll_id, "deviation"))


def test_a_text_that_was_voted_down_is_not_put_to_the_vote_again_unchanged(app, hall):
    first = a_draft(hall)
    item_id = add(first, "集体合同（草案）")
    hold(app, hall, first, [{item_id: "oppose"}] * 6)
    again = service.resubmit(first, [item_id], hall.meeting_id, ACTOR).id

    assert blocking(again) == ["text_lost"]
    assert "“审议通过各项方案”中没有通过" in texts(again, "text_lost")[0]
    with pytest.raises(NotReady, match="没有通过"):
        seal(app, again)
    revise(again, queries.standing_items(again)[0].id, "协商修改后的草案")
    assert blocking(again) == []
