"""What follows a vote: lost documents revised, carried ones changed, void votes held again."""

import pytest

from tests.cast import ACTOR, a_hall, queries_poll, version
from tests.services.resolutions.drafting import a_draft, add, hold, revise, seal, the_item
from voting import clock
from voting.audit import queries as audit
from voting.ballots import canonical
from voting.congress import service as congress
from voting.congress.service import MeetingFacts
from voting.db import db
from voting.errors import IllegalStep, NotFound, NotReady, WrongInput
from voting.polls import counting, lifecycle
from voting.polls.models import Outcome
from voting.resolutions import queries, service
from voting.resolutions.kind import ResolutionKind
from voting.resolutions.results import fates

KIND = ResolutionKind()


@pytest.fixture
def hall(app):
    return a_hall(6)


def result_of(poll_id: int) -> dict:
    db.session.rollback()
    db.session.expire_all()
    return counting.result_of(poll_id)[0]


def follow_ups(poll_id: int) -> list[tuple[str, str]]:
    result = result_of(poll_id)
    return [(one.label, one.consequence) for one in KIND.follow_ups(queries_poll(poll_id), result)]


def standing(poll_id: int) -> list:
    db.session.rollback()
    db.session.expire_all()
    return queries.standing_items(poll_id)


def test_a_carried_document_asks_for_nothing(app, hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    hold(app, hall, poll_id, [{item_id: "agree"}] * 6)
    assert follow_ups(poll_id) == []


def test_a_lost_document_comes_again_as_a_new_version_and_the_old_result_stays(app, hall):
    poll_id = a_draft(hall)
    kept, lost = add(poll_id, "分配方案"), add(poll_id, "集体合同（草案）")
    hold(app, hall, poll_id, [{kept: "agree", lost: "oppose"}] * 6)
    before = db.session.get(Outcome, poll_id).result
    assert follow_ups(poll_id) == [
        ("重新提交", "“集体合同（草案）”没有通过，修改后可以作为新的一版重新提交表决。")
    ]

    again = service.resubmit(poll_id, [lost], hall.meeting_id, ACTOR)
    number, title = again.id, again.title
    assert title == "审议通过各项方案（再次提交）"
    item = standing(number)[0]
    assert (item.earlier_item_id, item.text_now.number) == (lost, 1)
    revise(number, item.id, "协商修改后的草案")
    assert the_item(item.id).text_now.number == 2
    result = hold(app, hall, number, [{item.id: "agree"}] * 6)

    assert (result["items"][0]["carried"], result["items"][0]["version"]) == (True, 2)
    assert db.session.get(Outcome, poll_id).result == before
    assert follow_ups(poll_id)[0][0] == "打开后续表决"
    assert "resolution:resubmitted" in [entry.event for entry in audit.entries().rows]


def test_a_text_changed_after_it_was_carried_needs_a_new_vote(app, hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    hold(app, hall, poll_id, [{item_id: "agree"}] * 6)
    revise(poll_id, item_id, "会后改过的文本")

    fate = fates(queries_poll(poll_id), result_of(poll_id))[0]
    assert fate.needs_new_vote
    assert fate.text_now.sha256 != fate.line["sha256"]
    assert follow_ups(poll_id) == [("重新表决", "“分配方案”的文本在表决后有改动，须重新表决。")]

    again = service.resubmit(poll_id, [item_id], hall.meeting_id, ACTOR).id
    assert standing(again)[0].text_now.number == 2
    hold(app, hall, again, [{standing(again)[0].id: "agree"}] * 6)
    assert follow_ups(poll_id)[0][0] == "打开后续表决"


def test_a_document_may_come_again_at_the_next_meeting_of_the_congress(app, hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    hold(app, hall, poll_id, [{item_id: "oppose"}] * 6)
    facts = MeetingFacts(ordinal=4, held_at=clock.now(), place="礼堂")
    following = congress.create_meeting(hall.congress_id, facts, ACTOR).id
    again = service.resubmit(poll_id, [item_id], following, ACTOR)
    assert again.meeting_id == following
    one = KIND.follow_ups(queries_poll(poll_id), result_of(poll_id))[0]
    assert one.url.startswith(f"/meetings/{following}/polls/")


def test_only_lost_or_changed_documents_come_again_and_only_once(app, hall):
    poll_id = a_draft(hall)
    kept, lost = add(poll_id, "分配方案"), add(poll_id, "考核办法")
    hold(app, hall, poll_id, [{kept: "agree", lost: "oppose"}] * 6)
    for chosen in ([], [kept], [kept, lost], [999]):
        with pytest.raises(WrongInput, match="请选择没有通过的"):
            service.resubmit(poll_id, chosen, hall.meeting_id, ACTOR)
    service.resubmit(poll_id, [lost], hall.meeting_id, ACTOR)
    with pytest.raises(IllegalStep, match="已经重新提交过表决"):
        service.resubmit(poll_id, [lost], hall.meeting_id, ACTOR)


def test_a_document_whose_new_vote_was_annulled_may_come_again(app, hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    hold(app, hall, poll_id, [{item_id: "oppose"}] * 6)
    again = service.resubmit(poll_id, [item_id], hall.meeting_id, ACTOR).id
    revise(again, standing(again)[0].id, "修改稿")
    seal(app, again)
    lifecycle.annul(again, version(again), "文本有误", ACTOR)
    assert follow_ups(poll_id)[0][0] == "重新提交"
    assert service.resubmit(poll_id, [item_id], hall.meeting_id, ACTOR).id != again


def test_nothing_comes_again_before_the_result_is_declared_or_elsewhere(app, hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    hold(app, hall, poll_id, [{item_id: "oppose"}] * 6, declare=False)
    with pytest.raises(NotReady, match="宣布结果后"):
        service.resubmit(poll_id, [item_id], hall.meeting_id, ACTOR)
    counting.declare(poll_id, version(poll_id), ACTOR)
    with pytest.raises(NotFound):
        service.resubmit(poll_id, [item_id], 999, ACTOR)
    assert queries.follower(item_id) is None


def test_an_annulled_vote_is_held_again_with_the_same_rules_and_texts(app, hall):
    poll_id = a_draft(hall, preset="shanghai_2017")
    item_id = add(poll_id, "分配方案")
    add(poll_id, "考核办法")
    with pytest.raises(NotReady, match="只有已作废或无效"):
        service.create_again(poll_id, ACTOR)
    seal(app, poll_id)
    lifecycle.annul(poll_id, version(poll_id), "文本有误", ACTOR)
    labels = [one.label for one in KIND.follow_ups(queries_poll(poll_id), {})]
    assert labels == ["重新建立表决"]

    again = service.create_again(poll_id, ACTOR).id
    assert [item.title for item in standing(again)] == ["分配方案", "考核办法"]
    assert standing(again)[0].earlier_item_id == item_id
    assert queries.resolution(again).preset == "shanghai_2017"
    with pytest.raises(IllegalStep):
        service.create_again(poll_id, ACTOR)


def test_a_valid_vote_is_not_held_again_as_a_whole(app, hall):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    result = hold(app, hall, poll_id, [{item_id: "agree"}] * 6)
    assert canonical.encode(result)
    with pytest.raises(NotReady, match="只有已作废或无效"):
        service.create_again(poll_id, ACTOR)
