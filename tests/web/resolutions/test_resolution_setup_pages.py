"""The secretary sets a vote on documents up: rules, items, texts, comments, hearings."""

import io

import pytest

from tests.cast import queries_poll, version
from tests.services.resolutions.drafting import a_draft, add, given_days_before, hold, revise, seal
from tests.web.access.visiting import heading
from tests.web.resolutions.addresses import (
    comments_on,
    documents,
    home,
    item_of,
    said,
    settings_of,
    the_items,
    the_set_up,
    url,
)
from voting.polls.rules import State
from voting.resolutions import service

PDF = b"%PDF-1.7\nsome document"


def test_a_new_vote_leads_to_its_rules_and_then_to_the_documents(hall, secretary):
    made = secretary.post(
        f"/meetings/{hall.meeting_id}/polls/new",
        kind="resolution",
        title="审议通过各项方案",
        roll_body="expected",
        committee_poll_id="0",
    )
    page = secretary.get(made.location)
    assert heading(page) == "表决规则"
    poll_id = int(made.location.split("/")[4])
    reply = secretary.post(url(hall, poll_id, "settings"), **settings_of(poll_id))

    assert reply.location == url(hall, poll_id, "items")
    assert "还没有议题" in secretary.get(reply.location).text
    assert the_set_up(poll_id).overrides == "{}"


def test_both_readings_of_half_are_shown_in_the_numbers_of_this_meeting(hall, secretary):
    poll_id = a_draft(hall)
    page = said(secretary.get(url(hall, poll_id, "settings")))

    assert "本次应到 6 人，须同意" in page
    assert "恰好 3 票同意时，按前一种读法通过，按后一种读法不通过" in page
    assert "半数以上（含本数）" in page


def test_a_rule_is_changed_with_its_ground_and_refused_without_one(hall, secretary):
    poll_id = a_draft(hall)
    sent = settings_of(poll_id, pass_share="2/3", pass_op=">=")
    reply = secretary.post(url(hall, poll_id, "settings"), **sent)
    assert reply.status_code == 422
    assert "请写明依据" in said(reply)
    assert the_set_up(poll_id).overrides == "{}"

    sent = settings_of(poll_id, pass_share="2/3", pass_op=">=", reason="本单位表决办法第五条")
    secretary.post(url(hall, poll_id, "settings"), **sent)
    assert dict(the_set_up(poll_id).changes) == {"pass": {"share": "2/3", "op": ">="}}


def test_another_preset_comes_with_its_own_rules(hall, secretary):
    poll_id = a_draft(hall)
    sent = settings_of(poll_id, preset="shanghai_2017", materials_days="0")
    reply = secretary.post(url(hall, poll_id, "settings"), **sent)

    assert reply.location == url(hall, poll_id, "settings")
    assert (the_set_up(poll_id).preset, the_set_up(poll_id).overrides) == ("shanghai_2017", "{}")


def test_rules_that_make_no_sense_stay_on_the_page_with_what_was_typed(hall, secretary):
    poll_id = a_draft(hall)
    sent = settings_of(poll_id, pass_share="一半", materials_days="很早")
    reply = secretary.post(url(hall, poll_id, "settings"), **sent)

    assert reply.status_code == 422
    assert "请写成分数" in reply.text
    assert "请填写整数" in reply.text
    assert 'value="一半"' in reply.text


def test_documents_are_added_put_in_order_changed_and_withdrawn(hall, secretary):
    poll_id = a_draft(hall)
    reply = secretary.post(url(hall, poll_id, "items"), **item_of(poll_id))
    first = the_items(poll_id)[0]
    assert reply.location == url(hall, poll_id, f"items/{first.id}")
    sent = item_of(poll_id, title="考核办法（草案）", item_class="assessment")
    secretary.post(url(hall, poll_id, "items"), **sent)
    second = the_items(poll_id)[1]

    secretary.post(
        url(hall, poll_id, f"items/{second.id}/move"), version=version(poll_id), direction="up"
    )
    assert [item.title for item in the_items(poll_id)] == [
        "考核办法（草案）",
        "绩效工资分配方案（草案）",
    ]
    sent = item_of(poll_id, title="考核办法", item_class="assessment")
    secretary.post(url(hall, poll_id, f"items/{second.id}"), **sent)
    secretary.post(
        url(hall, poll_id, f"items/{first.id}/withdraw"),
        version=version(poll_id),
        reason="行政要求再作修改",
    )
    page = said(secretary.get(url(hall, poll_id, "items")))
    assert "行政要求再作修改" in page
    assert "缺文本" in page
    assert [item.title for item in the_items(poll_id) if item.stands] == ["考核办法"]


def test_one_document_may_follow_other_rules_with_their_ground(hall, secretary):
    poll_id = a_draft(hall)
    sent = item_of(poll_id, preset="collective_contract_art36", item_class="collective_contract")
    reply = secretary.post(url(hall, poll_id, "items"), **sent)
    assert reply.status_code == 422
    assert "请写明依据" in said(reply)
    assert the_items(poll_id) == []

    secretary.post(url(hall, poll_id, "items"), **(sent | {"reason": "集体合同规定第三十六条"}))
    page = said(secretary.get(url(hall, poll_id, "items")))
    assert "应到会人数的半数以上（含本数）" in page
    assert "集体合同规定第三十六条" in page
    item = the_items(poll_id)[0]
    assert (
        'selected value="collective_contract_art36"'
        in secretary.get(url(hall, poll_id, f"items/{item.id}")).text
    )


def test_a_document_without_a_title_is_refused_on_the_page(hall, secretary):
    poll_id = a_draft(hall)
    reply = secretary.post(url(hall, poll_id, "items"), **item_of(poll_id, title=" "))
    assert reply.status_code == 422
    assert "请填写" in reply.text
    assert the_items(poll_id) == []


def upload(visitor, path: str, content: bytes, name: str, **fields):
    data = {
        "csrf_token": visitor.token(),
        "after": "0",
        "body": "",
        "note": "",
        "file": (io.BytesIO(content), name),
    } | fields
    return visitor.client.post(path, data=data, content_type="multipart/form-data")


def test_a_file_is_uploaded_and_sent_to_whoever_takes_part(hall, secretary, delegate, observer):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案", text=None)
    path = url(hall, poll_id, f"items/{item_id}/versions")
    reply = upload(secretary, path, PDF, "方案.pdf", note="首稿")
    assert reply.location == url(hall, poll_id, f"items/{item_id}")
    item = the_items(poll_id)[0]
    assert (item.text_now.file_name, item.text_now.note) == ("方案.pdf", "首稿")
    assert item.text_now.sha256 in said(secretary.get(reply.location))

    for visitor in (delegate, observer, secretary):
        sent = visitor.get(f"{documents(hall, poll_id, item_id)}/versions/1")
        assert (sent.status_code, sent.data, sent.mimetype) == (200, PDF, "application/pdf")
        assert "sandbox" in sent.headers["Content-Security-Policy"]
        sent.close()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"MZ....", "程序.exe", "不支持这种文件"),
        (b"<html>", "方案.pdf", "不支持这种文件"),
    ],
)
def test_a_file_of_another_kind_is_refused(hall, secretary, content, name, sentence):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案", text=None)
    reply = upload(
        secretary, url(hall, poll_id, f"items/{item_id}/versions"), content, name, note="首稿"
    )
    assert reply.status_code == 422
    assert sentence in said(reply)
    assert 'value="首稿"' in reply.text
    assert the_items(poll_id)[0].versions == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read(hall, secretary):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案", text=None)
    path = url(hall, poll_id, f"items/{item_id}/versions")
    reply = secretary.client.post(
        path,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(21 * 1024 * 1024)},
    )
    assert reply.status_code == 413
    assert "提交的内容太大" in reply.text


def test_a_text_is_typed_and_kept_with_a_digest_anybody_can_compute(hall, secretary):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案", text=None)
    path = url(hall, poll_id, f"items/{item_id}/versions")
    secretary.post(path, after="0", body="第一条　目的。\r\n第二条　№ 1。\r\n", note="")
    text = the_items(poll_id)[0].text_now

    assert text.body == "第一条　目的。\n第二条　№ 1。"
    reply = secretary.post(path, after="0", body="第三条", note="")
    assert reply.status_code == 409
    assert "别人刚登记了新的一版" in said(reply)
    assert "第三条" in reply.text
    reply = secretary.post(path, after="1", body="", note="")
    assert reply.status_code == 422
    assert "请上传文件，或填写文本" in said(reply)


def test_comments_are_answered_on_the_secretarys_page(hall, secretary):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    made = service.make_comment(poll_id, item_id, hall.delegates[0], "第三条不清楚", "代表")
    number = made.id
    page = url(hall, poll_id, f"items/{item_id}/comments")
    assert "第三条不清楚" in secretary.get(page).text
    assert "1 条意见待答复" in secretary.get(url(hall, poll_id, "items")).text

    reply = secretary.post(f"{page}/{number}/reply", body=" ")
    assert reply.status_code == 422
    assert comments_on(item_id)[0].reply is None
    secretary.post(f"{page}/{number}/reply", body="已改为按月考核")
    assert comments_on(item_id)[0].reply == "已改为按月考核"
    assert "王芳答复：已改为按月考核" in said(secretary.get(page))
    assert secretary.post(f"{page}/999/reply", body="好").status_code == 404


def test_a_hearing_is_recorded_and_shown_to_the_delegates(hall, secretary, delegate):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    page = url(hall, poll_id, f"items/{item_id}/hearings")
    facts = {
        "held_on": "2026-01-15",
        "place": "会议室",
        "presided_by": "张五",
        "participants": "25",
        "summary": "多数同意",
        "conclusion": "采纳三条意见",
    }
    reply = secretary.post(page, **(facts | {"participants": "0"}))
    assert reply.status_code == 422
    assert "多数同意" in reply.text
    reply = secretary.post(page, **(facts | {"held_on": "2999-01-01"}))
    assert reply.status_code == 422
    assert "日期还没有到" in said(reply)
    reply = secretary.post(page, **facts)
    assert reply.location == page
    assert "采纳三条意见" in secretary.get(page).text
    assert "25 人参加" in said(delegate.get(documents(hall, poll_id, item_id)))


def test_the_to_do_list_leads_to_the_pages_where_things_are_mended(hall, secretary):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案", text=None)
    page = secretary.get(home(hall, poll_id)).text
    assert f'href="{url(hall, poll_id, f"items/{item_id}")}"' in page
    assert "还没有文本" in page


def test_a_ready_vote_is_sealed_and_its_pages_can_be_read_and_not_changed(hall, secretary):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    secretary.post(f"{home(hall, poll_id)}/seal", version=version(poll_id))
    assert queries_poll(poll_id).state == State.SEALED

    for name in ("settings", "items", f"items/{item_id}", f"items/{item_id}/hearings"):
        page = secretary.get(url(hall, poll_id, name))
        assert page.status_code == 200
        assert "选票已经封存" in said(page)
    for name in ("texts", f"items/{item_id}/comments"):
        assert secretary.get(url(hall, poll_id, name)).status_code == 200
    reply = secretary.post(url(hall, poll_id, "settings"), **settings_of(poll_id))
    assert reply.status_code == 409
    path = url(hall, poll_id, f"items/{item_id}/versions")
    reply = secretary.post(path, after="1", body="改了", note="")
    assert reply.status_code == 409
    assert "结果宣布之前不能登记新的文本" in said(reply)


def test_a_lost_document_goes_to_a_vote_of_its_own(app, hall, secretary):
    poll_id = a_draft(hall)
    one, two = add(poll_id, "分配方案"), add(poll_id, "考核办法")
    hold(app, hall, poll_id, [{one: "agree", two: "oppose"}] * 6)
    page = said(secretary.get(home(hall, poll_id)))
    assert "“考核办法”没有通过" in page
    page = said(secretary.get(url(hall, poll_id, "texts")))
    assert "未通过" in page

    reply = secretary.post(url(hall, poll_id, "texts"), meeting=str(hall.meeting_id))
    assert reply.status_code == 422
    assert "请选择没有通过的" in said(reply)
    reply = secretary.post(url(hall, poll_id, "texts"), items=str(two), meeting=hall.meeting_id)
    following = int(reply.location.split("/")[4])
    assert [item.title for item in the_items(following)] == ["考核办法"]
    assert "打开后续表决" in secretary.get(home(hall, poll_id)).text
    assert "打开后续表决" in secretary.get(url(hall, poll_id, "texts")).text


def test_a_text_changed_after_the_vote_is_marked_everywhere(app, hall, secretary, delegate):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    hold(app, hall, poll_id, [{item_id: "agree"}] * 6)
    assert "须重新表决" not in secretary.get(url(hall, poll_id, "texts")).text
    revise(poll_id, item_id, "会后改过的文本")

    for visitor, path in (
        (secretary, url(hall, poll_id, "texts")),
        (secretary, home(hall, poll_id)),
        (delegate, documents(hall, poll_id)),
        (delegate, documents(hall, poll_id, item_id)),
    ):
        assert "须重新表决" in visitor.get(path).text, path


def test_an_annulled_vote_is_held_again(app, hall, secretary):
    poll_id = a_draft(hall)
    add(poll_id, "分配方案")
    seal(app, poll_id)
    secretary.post(f"{home(hall, poll_id)}/annul", reason="文本有误，重新表决")
    assert "重新建立表决" in secretary.get(home(hall, poll_id)).text
    assert "重新建立这次表决" in secretary.get(url(hall, poll_id, "texts")).text

    reply = secretary.post(url(hall, poll_id, "again"))
    following = int(reply.location.split("/")[4])
    assert [item.title for item in the_items(following)] == ["分配方案"]
    assert "打开重新建立的表决" in secretary.get(url(hall, poll_id, "texts")).text


def test_the_page_of_a_vote_warns_of_late_documents(hall, secretary):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    given_days_before(item_id, 5)
    page = said(secretary.get(home(hall, poll_id)))
    assert "“分配方案”在会前 5 天才发给代表，规定为会前 7 天" in page


def test_only_the_secretary_sets_votes_up(hall, chair, delegate, observer):
    poll_id = a_draft(hall)
    item_id = add(poll_id, "分配方案")
    for visitor in (chair, delegate, observer):
        for name in (
            "settings",
            "items",
            "texts",
            f"items/{item_id}",
            f"items/{item_id}/comments",
            f"items/{item_id}/hearings",
        ):
            assert visitor.get(url(hall, poll_id, name)).status_code == 403
        assert visitor.post(url(hall, poll_id, "settings"), preset="x").status_code == 403


def test_a_poll_of_another_meeting_or_an_item_of_another_vote_has_no_such_pages(hall, secretary):
    poll_id, other = a_draft(hall), a_draft(hall, title="另一次表决")
    item_id = add(other, "分配方案")
    assert secretary.get(f"/meetings/999/polls/{poll_id}/resolution/settings").status_code == 404
    assert secretary.get(url(hall, 999, "items")).status_code == 404
    assert secretary.get(url(hall, poll_id, f"items/{item_id}")).status_code == 404
    assert secretary.get(documents(hall, poll_id, item_id)).status_code == 404
