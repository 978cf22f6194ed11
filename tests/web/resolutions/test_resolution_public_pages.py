"""What those who take part read, say and learn: documents, comments, results."""

import pytest

from tests.cast import ACTOR, version
from tests.services.resolutions.drafting import a_draft, add, hold, revise, seal
from tests.web.bad_input import nothing_changes
from tests.web.resolutions.addresses import comments_on, documents, home, said
from voting.polls import lifecycle
from voting.resolutions import service


@pytest.fixture
def vote_id(hall) -> int:
    return a_draft(hall)


@pytest.fixture
def item_id(vote_id) -> int:
    return add(vote_id, "分配方案")


def test_the_phone_of_a_delegate_leads_to_the_documents(hall, vote_id, item_id, delegate):
    page = delegate.get(f"/m/{hall.meeting_id}").text
    assert f'href="{documents(hall, vote_id)}"' in page
    listed = said(delegate.get(documents(hall, vote_id)))
    assert "分配方案" in listed
    assert "应到会人数的过半数" in listed
    text = said(delegate.get(documents(hall, vote_id, item_id)))
    assert "第一条　为规范绩效工资分配，制定本方案。" in text
    assert "校验码（SHA-256）" in text


def test_the_phone_says_nothing_of_documents_before_there_are_any(hall, vote_id, delegate):
    add(vote_id, "分配方案", text=None)
    assert "表决文件" not in delegate.get(f"/m/{hall.meeting_id}").text
    assert "还没有文件" in delegate.get(documents(hall, vote_id)).text


@pytest.mark.parametrize("who", ["delegate", "observer"])
def test_whoever_takes_part_may_comment_and_reads_the_answer(request, hall, vote_id, item_id, who):
    visitor = request.getfixturevalue(who)
    page = documents(hall, vote_id, item_id)
    reply = visitor.post(f"{page}/comments", body="第三条请写明比例")
    assert reply.location == page
    assert "等待答复" in visitor.get(page).text
    made = comments_on(item_id)[0]
    service.reply(vote_id, item_id, made.id, "已写明", ACTOR)
    assert "答复：已写明" in said(visitor.get(page))


def test_others_read_an_answered_comment_without_a_name(hall, vote_id, item_id, delegate, observer):
    page = documents(hall, vote_id, item_id)
    observer.post(f"{page}/comments", body="第三条请写明比例")
    assert "第三条请写明比例" not in delegate.get(page).text
    made = comments_on(item_id)[0]
    service.reply(vote_id, item_id, made.id, "已写明", ACTOR)
    shown = said(delegate.get(page))
    assert "第三条请写明比例" in shown
    assert "文三" not in shown


def test_an_observer_is_on_no_roll_and_gets_no_ballot(app, hall, vote_id, item_id, observer):
    seal(app, vote_id)
    lifecycle.open_poll(vote_id, version(vote_id), ACTOR)
    assert "您不在这项投票的选举人名册上" in observer.get(f"/m/{hall.meeting_id}").text


def test_a_comment_may_be_taken_back_by_its_author_only(hall, vote_id, item_id, delegate, observer):
    page = documents(hall, vote_id, item_id)
    delegate.post(f"{page}/comments", body="写错了")
    number = comments_on(item_id)[0].id
    reply = observer.post(f"{page}/comments/{number}/withdraw")
    assert reply.status_code == 403
    assert "只能撤回自己的意见" in said(reply)
    assert comments_on(item_id)[0].withdrawn_at is None
    delegate.post(f"{page}/comments/{number}/withdraw")
    assert comments_on(item_id)[0].withdrawn_at is not None
    assert "写错了" not in delegate.get(page).text


def test_an_empty_or_unreadable_comment_stays_on_the_page(hall, vote_id, item_id, delegate):
    page = documents(hall, vote_id, item_id)
    wrong = {"": "请填写", "好\u202e的": "含有不可见字符", "字" * 2001: "太长了"}
    for body, sentence in wrong.items():
        with nothing_changes():
            reply = delegate.post(f"{page}/comments", body=body)
        assert reply.status_code == 422
        assert sentence in said(reply)


def test_no_comment_is_taken_once_the_vote_is_open(app, hall, vote_id, item_id, delegate):
    seal(app, vote_id)
    lifecycle.open_poll(vote_id, version(vote_id), ACTOR)
    page = documents(hall, vote_id, item_id)
    assert "提交意见" not in delegate.get(page).text
    reply = delegate.post(f"{page}/comments", body="太晚了")
    assert reply.status_code == 409
    assert "表决已经开始" in said(reply)
    assert comments_on(item_id) == []


def test_earlier_versions_can_be_read(hall, vote_id, item_id, delegate):
    revise(vote_id, item_id, "修改后的文本", "按意见修改")
    page = said(delegate.get(documents(hall, vote_id, item_id)))
    assert "修改后的文本" in page
    assert "按意见修改" in page
    first = delegate.get(f"{documents(hall, vote_id, item_id)}/versions/1")
    assert "为规范绩效工资分配" in first.text
    assert delegate.get(f"{documents(hall, vote_id, item_id)}/versions/9").status_code == 404


def test_officers_of_the_meeting_read_the_documents_and_strangers_do_not(
    hall, vote_id, item_id, chair, phone_of, app
):
    assert chair.get(documents(hall, vote_id, item_id)).status_code == 200
    stranger = phone_of(hall.outsider)
    for path in (
        documents(hall, vote_id),
        documents(hall, vote_id, item_id),
        f"{documents(hall, vote_id, item_id)}/versions/1",
    ):
        assert stranger.get(path).status_code == 403
    assert app.test_client().get(documents(hall, vote_id)).status_code == 401
    with nothing_changes():
        reply = chair.post(f"{documents(hall, vote_id, item_id)}/comments", body="主持人的话")
    assert reply.status_code == 403


def test_the_meeting_reads_the_result_on_phone_and_screen(
    app, hall, vote_id, item_id, delegate, chair
):
    other = add(vote_id, "考核办法")
    hold(app, hall, vote_id, [{item_id: "agree", other: "oppose"}] * 5)

    announced = said(delegate.get(f"{home(hall, vote_id)}/announcement"))
    assert "同意 5 · 不同意 0 · 弃权 0 · 未投 1" in announced
    assert "通过要求：应到会人数的过半数（6 中须 4 票）" in announced
    screen = said(chair.get(f"/meetings/{hall.meeting_id}/screen"))
    assert "通过 1 项，未通过 1 项。" in screen
    listed = said(delegate.get(documents(hall, vote_id)))
    first, second = listed.split("考核办法")
    assert 'class="tag ok">通过<' in first
    assert 'class="tag bad">未通过<' in second
