"""The pages of the letter boxes: writing with and without a name, the code, the desk."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from tests.services.motions.moving import reply, state_of, the_motion, version
from tests.services.motions.staff import a_box
from tests.web.access.visiting import Visitor
from voting import clock
from voting.db import db
from voting.motions.letterbox import service
from voting.motions.letterbox.models import LetterBox, LetterMessage, WaitingLetter
from voting.motions.letterbox.rules import Keeper
from voting.motions.models import Motion
from voting.motions.rules import State
from voting.motions.service import handling
from voting.motions.service.handling import Order

CODE = re.compile(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}")
SLIP = re.compile(r'name="slip"[^>]*value="([^"]+)"')


@pytest.fixture
def box(house):
    return a_box(house, hint="三日内答复")


@pytest.fixture
def stranger(app, house):
    """Anybody: no sign-in, no cookie."""
    return Visitor(app).client


def write(client, box, *, patient=True, **fields):
    """Open the form and send it, after as long as a person needs."""
    slip = SLIP.search(client.get(f"/letters/{box}/nameless").text)[1]
    sent = {"slip": slip, "title": "食堂", "body": "涨价没有公示"} | fields
    if not patient:
        return client.post(f"/letters/{box}/nameless", data=sent)
    with time_machine.travel(clock.now() + timedelta(seconds=40), tick=False):
        return client.post(f"/letters/{box}/nameless", data=sent)


def code_in(page) -> str:
    return CODE.search(page.text)[0]


def taken_out() -> int:
    service.take_out(clock.today() + timedelta(days=1))
    return db.session.query(Motion).order_by(Motion.id.desc()).first().id


def test_without_a_name_from_writing_to_the_reply_by_the_code_alone(house, box, stranger):
    form = stranger.get(f"/letters/{box}/nameless").text
    assert form.index("丢失后无法找回") < form.index("<form")
    page = write(stranger, box)
    assert page.status_code == 200
    code = code_in(page)
    opened = stranger.post("/letters/open", data={"code": code})
    assert "已投入信箱，次日开箱后办理" in opened.text
    motion_id = taken_out()
    handling.assign(motion_id, version(motion_id), Order(house.canteen), house.secretary)
    reply(house, motion_id)
    opened = stranger.post("/letters/open", data={"code": code.lower().replace("-", " ")})
    assert "已采取措施（A）" in opened.text
    assert "涨价没有公示" in opened.text
    written = stranger.post("/letters/message", data={"code": code, "text": "谢谢，还有早餐"})
    assert "补充已收到" in written.text
    assert db.session.query(LetterMessage).one().text == "谢谢，还有早餐"


def test_no_reply_to_a_writer_without_a_name_sets_a_cookie_or_is_kept(box, stranger):
    page = write(stranger, box)
    code = code_in(page)
    pages = [
        page,
        stranger.get("/letters"),
        stranger.get(f"/letters/{box}/nameless"),
        stranger.post("/letters/open", data={"code": code}),
        stranger.post("/letters/message", data={"code": code, "text": "补充"}),
    ]
    for each in pages:
        assert "Set-Cookie" not in each.headers
        assert each.headers["Cache-Control"] == "no-store"
        assert each.headers["Referrer-Policy"] == "no-referrer"


def test_even_who_is_signed_in_is_not_recognised_on_the_pages_without_a_name(box, mover, house):
    name = the_name(house)
    for path in ("/letters", f"/letters/{box}/nameless"):
        assert name not in unescape(mover.get(path).text)


def the_name(house):
    return house.delegate(0).name


def test_a_lost_or_wrong_code_opens_nothing(box, stranger):
    write(stranger, box)
    for wrong in ("", "2345-6789-ABCD-EFGH", "x" * 41, "’ OR 1=1 --", "\u0000" * 16):
        page = stranger.post("/letters/open", data={"code": wrong})
        assert page.status_code in {404, 422}
        assert "涨价没有公示" not in page.text
    assert "丢失的回执码无法找回" in unescape(
        stranger.post("/letters/open", data={"code": "2345-6789-ABCD-EFGH"}).text
    )
    assert stranger.post("/letters/message", data={"code": "2345", "text": "x"}).status_code == 404


def test_what_was_written_stays_on_the_page_when_it_is_refused(box, stranger):
    cases = [
        ({"title": ""}, 422, "请填写"),
        ({"body": ""}, 422, "请填写标题和内容"),
        ({"slip": "forged"}, 422, "打开得太久"),
        ({"title": "长" * 61}, 422, "太长了"),
        ({"body": "隐\u202e藏的方向"}, 422, "不可见字符"),
        ({"body": "字" * 3001}, 422, "太长了"),
    ]
    for fields, status, said in cases:
        page = write(stranger, box, **fields)
        assert page.status_code == status
        assert said in unescape(page.text)
        assert (
            fields.get("body") or "涨价没有公示" if "body" not in fields else "食堂"
        ) in page.text
    quick = write(stranger, box, patient=False)
    assert quick.status_code == 409
    assert "提交得太快" in unescape(quick.text)
    assert db.session.query(WaitingLetter).count() == 0


def test_a_full_box_says_so_and_keeps_the_words_on_the_page(house, stranger):
    box = a_box(house, daily_most=1)
    write(stranger, box)
    page = write(stranger, box, body="第二封的内容")
    assert page.status_code == 429
    assert "今天的匿名来信已满" in unescape(page.text)
    assert "第二封的内容" in page.text
    assert CODE.search(page.text) is None


def test_hostile_words_are_shown_as_words(house, box, stranger, secretary):
    page = write(stranger, box, title="<b>粗</b>", body="<script>alert(1)</script>")
    code = code_in(page)
    motion_id = taken_out()
    pages = [
        stranger.post("/letters/open", data={"code": code}),
        secretary.get("/letters/desk"),
        secretary.get(f"/motions/{motion_id}"),
    ]
    for each in pages:
        assert "<script>alert" not in each.text
        assert "&lt;b&gt;粗" in each.text


def test_a_box_for_signed_letters_offers_and_takes_nothing_else(house, stranger):
    box = a_box(house, anonymous=False)
    assert f"/letters/{box}/nameless" not in stranger.get("/letters").text
    assert "请署名写信" in stranger.get(f"/letters/{box}/nameless").text
    assert stranger.get("/letters/99/nameless").status_code == 404


def test_a_signed_letter_is_sent_by_who_is_signed_in(house, box, mover, stranger):
    assert stranger.get(f"/letters/{box}/signed").status_code == 401
    page = mover.get(f"/letters/{box}/signed")
    assert the_name(house) in unescape(page.text)
    sent = mover.post(f"/letters/{box}/signed", title="建议", body="多开一个窗口")
    motion_id = db.session.query(Motion).one().id
    assert sent.headers["Location"] == f"/motions/{motion_id}"
    assert "多开一个窗口" in mover.get(f"/motions/{motion_id}").text
    assert state_of(motion_id) is State.FILED
    assert mover.post(f"/letters/{box}/signed", title="", body="").status_code == 422


def test_a_letter_is_for_nobody_but_its_sender_and_those_who_answer(house, box, mover, other):
    mover.post(f"/letters/{box}/signed", title="建议", body="多开一个窗口")
    motion_id = db.session.query(Motion).one().id
    assert other.get(f"/motions/{motion_id}").status_code == 404
    assert other.get("/letters/desk").status_code == 403
    assert "多开一个窗口" not in other.get("/motions/list").text


def test_the_desk_takes_letters_out_and_assigns_them(house, box, stranger, secretary):
    write(stranger, box)
    assert "可以取出的有 0 封" in secretary.get("/letters/desk").text
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        visitor = Visitor(secretary.client.application)
        visitor.sign_in("secretary")
        assert "开箱取信" in visitor.get("/letters/desk").text
        visitor.post("/letters/take-out")
        page = visitor.get("/letters/desk").text
        assert "已开箱，取出 1 封来信" in page
        assert "匿名" in page
        motion_id = db.session.query(Motion).one().id
        url = f"/letters/desk/{motion_id}/assign"
        assert visitor.post(url, unit_id="0", version="1").status_code == 422
        seen = the_motion(motion_id).version
        assert visitor.post(url, unit_id=str(house.canteen), version=seen).status_code == 303
    assert state_of(motion_id) is State.HANDLING


def test_who_answers_leaves_a_message_on_the_letters_page(house, box, stranger, secretary):
    code = code_in(write(stranger, box))
    motion_id = taken_out()
    assert "请不要追查来信人" in secretary.get(f"/motions/{motion_id}").text
    url = f"/letters/desk/{motion_id}/message"
    assert secretary.post(url, text="已转食堂").status_code == 303
    assert secretary.post(url, text="").status_code == 422
    opened = stranger.post("/letters/open", data={"code": code}).text
    assert "已转食堂" in opened
    assert "秘书王芳留言" in opened


def test_a_leader_sees_the_own_boxes_and_not_the_settings(house, leader, mover):
    box = a_box(house, title="校长信箱", keeper=Keeper.LEADER, unit_id=None)
    mover.post(f"/letters/{box}/signed", title="给校长的建议", body="内容")
    page = leader.get("/letters/desk").text
    assert "给校长的建议" in page
    assert "信箱设置" not in page
    assert leader.get(f"/letters/boxes/{house.congress_id}").status_code == 403
    assert "来信办理" in leader.get("/motions").text


def test_boxes_are_set_up_and_changed(house, secretary):
    url = f"/letters/boxes/{house.congress_id}"
    fields = {
        "title": "工会信箱",
        "keeper": "unit",
        "unit_id": str(house.canteen),
        "anonymous": "y",
        "is_open": "y",
        "daily_most": "20",
    }
    assert secretary.post(url, **fields).status_code == 303
    made = db.session.query(LetterBox).one().id
    assert "每天最多 20 封" in secretary.get(url).text
    assert 'value="工会信箱"' in secretary.get(f"{url}/{made}").text
    again = {**fields, "title": "教工信箱", "version": "1"}
    assert secretary.post(f"{url}/{made}", **again).status_code == 303
    stale = secretary.post(f"{url}/{made}", **again)
    assert stale.status_code == 409
    for changed, said in (
        ({"daily_most": "0"}, "1 到 500"),
        ({"unit_id": "0"}, "选择由哪个部门答复"),
        ({"title": ""}, "请填写"),
    ):
        wrong = secretary.post(url, **{**fields, **changed})
        assert wrong.status_code == 422
        assert said in unescape(wrong.text)
    assert secretary.get(f"{url}/999").status_code == 404
    assert [each.title for each in db.session.query(LetterBox)] == ["教工信箱"]
