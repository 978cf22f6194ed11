"""Setting a vote on documents up: rules, items, versions; and every refusal."""

import hashlib

import pytest

from tests.cast import ACTOR, a_hall, a_poll, queries_poll, version
from tests.services.resolutions.drafting import TEXT, a_draft, add, hold, revise, seal, the_item
from voting.audit import queries as audit
from voting.db import db
from voting.errors import NotFound, NotReady, StaleEdit, WrongInput
from voting.polls import lifecycle
from voting.polls.lifecycle import PollFacts
from voting.resolutions import queries, service
from voting.resolutions.models import Resolution
from voting.resolutions.rules import ItemClass
from voting.resolutions.service import ItemFacts, ResolutionFacts
from voting.resolutions.service.items import MOST_ITEMS
from voting.web.uploads import Upload


@pytest.fixture
def hall(app):
    return a_hall(6)


@pytest.fixture
def poll_id(hall) -> int:
    return a_draft(hall)


def events() -> list[str]:
    db.session.rollback()
    return [entry.event for entry in audit.entries().rows]


def titles(poll_id: int) -> list[str]:
    db.session.rollback()
    db.session.expire_all()
    return [item.title for item in queries.standing_items(poll_id)]


def facts(title: str = "分配方案", **given) -> ItemFacts:
    return ItemFacts(**({"title": title, "item_class": ItemClass.DISTRIBUTION} | given))


# --- Rules -------------------------------------------------------------------------------------


def test_a_vote_is_created_with_its_rules_in_one_step(poll_id):
    found = queries.resolution(poll_id)
    assert (found.preset, found.overrides) == ("enterprise_congress_2012", "{}")
    assert "poll:created" in events()
    assert "poll:changed" in events()


def test_a_meeting_begins_with_the_rules_of_its_congress(hall):
    assert queries.usual_preset(hall.meeting_id) == "union_election_2016"


def test_local_rules_change_parts_of_a_preset_and_say_why(poll_id):
    given = ResolutionFacts(overrides={"pass": {"op": ">="}}, reason="本单位表决办法第五条")
    service.set_up(poll_id, version(poll_id), given, ACTOR)

    found = queries.resolution(poll_id)
    assert queries.rules_of(found).passes.share.op == ">="
    assert found.override_reason == "本单位表决办法第五条"
    assert "setting:overridden" in events()


def test_a_change_of_rules_without_a_reason_is_refused(poll_id):
    given = ResolutionFacts(overrides={"pass": {"op": ">="}})
    with pytest.raises(WrongInput, match="请写明依据"):
        service.set_up(poll_id, version(poll_id), given, ACTOR)
    assert queries.resolution(poll_id).overrides == "{}"


def test_rules_that_make_no_sense_are_refused_with_their_place(poll_id):
    given = ResolutionFacts(overrides={"pass": {"share": "2"}}, reason="表决办法")
    with pytest.raises(WrongInput, match=r"rules\.pass\.share"):
        service.set_up(poll_id, version(poll_id), given, ACTOR)


def test_the_second_of_two_officers_is_told_and_changes_nothing(poll_id):
    read = version(poll_id)
    service.set_up(poll_id, read, ResolutionFacts(preset="shanghai_2017"), ACTOR)
    with pytest.raises(StaleEdit, match="刚被别人修改过"):
        service.set_up(poll_id, read, ResolutionFacts(preset="henan_2007"), "另一位秘书")
    db.session.rollback()
    assert queries.resolution(poll_id).preset == "shanghai_2017"


def test_a_poll_of_another_kind_has_no_documents(app, hall):
    poll_id = a_poll(app, hall)
    with pytest.raises(WrongInput, match="不是对文件的表决"):
        service.set_up(poll_id, version(poll_id), ResolutionFacts(), ACTOR)
    db.session.rollback()
    assert db.session.get(Resolution, poll_id) is None
    with pytest.raises(NotFound):
        queries.resolution_poll(hall.meeting_id, poll_id)


def test_a_sealed_vote_is_not_set_up_any_more(app, hall, poll_id):
    item_id = add(poll_id, "分配方案")
    seal(app, poll_id)
    acts = [
        lambda: service.set_up(poll_id, version(poll_id), ResolutionFacts(), ACTOR),
        lambda: service.add_item(poll_id, version(poll_id), facts("另一项"), ACTOR),
        lambda: service.change_item(poll_id, version(poll_id), item_id, facts("改名"), ACTOR),
        lambda: service.move_item(poll_id, version(poll_id), item_id, 1, ACTOR),
        lambda: service.withdraw_item(poll_id, version(poll_id), item_id, "不表决了", ACTOR),
    ]
    for act in acts:
        with pytest.raises(NotReady, match="已经封存"):
            act()
    assert titles(poll_id) == ["分配方案"]


# --- Items -------------------------------------------------------------------------------------


def test_documents_stand_in_the_order_they_are_given(poll_id):
    for title in ("一", "二", "三"):
        add(poll_id, title)
    last = queries.standing_items(poll_id)[-1]
    service.move_item(poll_id, version(poll_id), last.id, -1, ACTOR)
    assert titles(poll_id) == ["一", "三", "二"]
    service.move_item(poll_id, version(poll_id), last.id, -9, ACTOR)
    assert titles(poll_id) == ["三", "一", "二"]
    service.move_item(poll_id, version(poll_id), last.id, 9, ACTOR)
    assert titles(poll_id) == ["一", "二", "三"]
    assert events().count("item:changed") >= 6


def test_a_withdrawn_document_stays_to_be_read_with_the_reason(poll_id):
    item_id = add(poll_id, "分配方案")
    with pytest.raises(WrongInput, match="理由"):
        service.withdraw_item(poll_id, version(poll_id), item_id, "", ACTOR)
    service.withdraw_item(poll_id, version(poll_id), item_id, "行政要求再改", ACTOR)
    assert titles(poll_id) == []
    assert the_item(item_id).withdrawn_reason == "行政要求再改"
    with pytest.raises(NotFound, match="已经撤下"):
        service.change_item(poll_id, version(poll_id), item_id, facts(), ACTOR)


def test_an_item_with_other_rules_says_why(poll_id):
    own = {"extends": "collective_contract_art36"}
    with pytest.raises(WrongInput, match="请写明依据"):
        service.add_item(poll_id, version(poll_id), facts(overrides=own), ACTOR)
    given = facts(overrides=own, reason="集体合同规定第三十六条")
    item = service.add_item(poll_id, version(poll_id), given, ACTOR)
    whole = queries.rules_of(queries.resolution(poll_id))
    assert queries.item_rules(the_item(item.id), whole).passes.share.op == ">="


def test_rules_of_an_item_that_make_no_sense_are_refused(poll_id):
    given = facts(overrides={"pass": {"share": "一半"}}, reason="表决办法")
    with pytest.raises(WrongInput, match=r"rules\.pass\.share"):
        service.add_item(poll_id, version(poll_id), given, ACTOR)
    assert titles(poll_id) == []


def test_a_ballot_does_not_grow_without_end(poll_id):
    for number in range(MOST_ITEMS):
        service.add_item(poll_id, version(poll_id), facts(f"方案{number}"), ACTOR)
    with pytest.raises(NotReady, match="请另建一项表决"):
        service.add_item(poll_id, version(poll_id), facts("多一项"), ACTOR)


def test_an_item_of_another_vote_is_not_there(hall, poll_id):
    other = add(a_draft(hall, title="另一次"), "考核办法")
    with pytest.raises(NotFound):
        service.change_item(poll_id, version(poll_id), other, facts(), ACTOR)


def test_a_vote_without_rules_takes_no_documents(hall):
    poll = lifecycle.create_poll(hall.meeting_id, PollFacts("resolution", "表决"), ACTOR)
    number = poll.id
    with pytest.raises(NotFound, match="还没有选定规则"):
        service.add_item(number, version(number), facts(), ACTOR)


# --- Versions ----------------------------------------------------------------------------------


def test_each_version_is_kept_under_the_digest_of_its_text(poll_id):
    item_id = add(poll_id, "分配方案", text=None)
    service.add_text(poll_id, item_id, 0, TEXT, "首稿", ACTOR)
    revise(poll_id, item_id, "第二稿", "按意见修改")

    first, second = the_item(item_id).versions
    assert first.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (first.number, second.number, second.note) == (1, 2, "按意见修改")
    assert the_item(item_id).text_now.sha256 == second.sha256
    assert events().count("text:added") == 2


def test_a_file_is_kept_with_what_is_needed_to_send_it(poll_id):
    item_id = add(poll_id, "分配方案", text=None)
    upload = Upload("方案.pdf", "ab" * 32, 2048, "application/pdf")
    made = service.add_file(poll_id, item_id, 0, upload, "", ACTOR)
    assert (made.sha256, made.file_name, made.size) == ("ab" * 32, "方案.pdf", 2048)
    assert (made.mime, made.body) == ("application/pdf", None)


def test_whoever_seals_must_have_seen_the_newest_text(app, poll_id):
    item_id = add(poll_id, "分配方案")
    read = version(poll_id)
    revise(poll_id, item_id, "刚改过的文本")
    with pytest.raises(StaleEdit):
        lifecycle.seal(poll_id, read, ACTOR, app.config["SETTINGS"])
    assert queries_poll(poll_id).state == "draft"


@pytest.mark.parametrize(
    ("body", "after", "refusal", "sentence"),
    [
        ("  ", 1, WrongInput, "请上传文件，或填写文本"),
        ("字" * 40_001, 1, WrongInput, "请改为上传文件"),
        (f"分配方案：{TEXT}", 1, WrongInput, "与第 1 版完全相同"),
        ("新的一版", 0, StaleEdit, "别人刚登记了新的一版"),
        ("新的一版", 2, StaleEdit, "别人刚登记了新的一版"),
    ],
)
def test_a_version_that_cannot_be_is_refused(poll_id, body, after, refusal, sentence):
    item_id = add(poll_id, "分配方案")
    with pytest.raises(refusal, match=sentence):
        service.add_text(poll_id, item_id, after, body, "", ACTOR)
    assert len(the_item(item_id).versions) == 1


def test_no_text_changes_between_the_sealing_and_the_declared_result(app, hall, poll_id):
    item_id = add(poll_id, "分配方案")
    hold(app, hall, poll_id, [{item_id: "agree"}] * 6, declare=False)
    with pytest.raises(NotReady, match="结果宣布之前"):
        revise(poll_id, item_id, "偷偷改过的文本")
    assert len(the_item(item_id).versions) == 1


def test_an_annulled_vote_takes_no_text(app, hall, poll_id):
    item_id = add(poll_id, "分配方案")
    seal(app, poll_id)
    lifecycle.annul(poll_id, version(poll_id), "文本有误", ACTOR)
    with pytest.raises(NotReady, match="已作废"):
        revise(poll_id, item_id, "改过的文本")
