"""A participant's phone: their meetings, the meeting, their own code."""

from markupsafe import Markup

from tests.services.congress.school import ACTOR, a_meeting
from tests.web.access.visiting import Visitor, heading
from voting.congress import extensions, service
from voting.congress.rules import Method


def test_the_only_meeting_opens_by_itself(delegate, school):
    assert delegate.get("/m").location == f"/m/{school.meeting_id}"


def test_several_meetings_are_listed(delegate, school):
    a_meeting(school.congress_id, ordinal=4)
    text = delegate.get("/m").text
    assert "第五届第三次会员代表大会" in text
    assert "第五届第四次会员代表大会" in text


def test_whoever_takes_part_in_nothing_is_told(phone_of, school):
    assert "现在没有您参加的会议" in phone_of(school.others[0]).get("/m").text


def test_the_phone_greets_and_says_that_the_delegate_is_not_checked_in(delegate, school):
    reply = delegate.get(f"/m/{school.meeting_id}")
    assert heading(reply) == "第五届第三次会员代表大会"
    assert "教师1，您好" in reply.text
    assert "正式代表" in reply.text
    assert "您还没有签到" in reply.text
    assert "出示我的签到码" in reply.text


def test_once_checked_in_the_phone_says_so_and_offers_no_code(delegate, school):
    service.check_in(school.meeting_id, school.full[0], Method.DESK, ACTOR)
    text = delegate.get(f"/m/{school.meeting_id}").text
    assert "您已签到（" in text
    assert "出示我的签到码" not in text


def test_an_observer_is_told_what_an_observer_may_do(phone_of, school):
    text = phone_of(school.observers[0]).get(f"/m/{school.meeting_id}").text
    assert "列席代表" in text
    assert "没有选举权和表决权" in text


def test_the_phone_follows_the_meeting(delegate, school):
    text = delegate.get(f"/m/{school.meeting_id}").text
    assert f'data-follow="/meetings/{school.meeting_id}/state.json"' in text
    assert "js/follow.js" in text


def test_the_phone_shows_the_blocks_of_higher_slices(app, delegate, school):
    extensions.add_phone_panel(app, lambda shown, person: Markup(f"<p>{shown.id}/{person}</p>"))
    text = delegate.get(f"/m/{school.meeting_id}").text
    assert f"<p>{school.meeting_id}/{school.full[0]}</p>" in text


def test_ones_own_code_is_shown_with_ones_name(delegate, school):
    reply = delegate.get(f"/m/{school.meeting_id}/my-code")
    assert heading(reply) == "我的签到码"
    assert "<svg" in reply.text
    assert "教师1" in reply.text


def test_a_meeting_is_shown_to_its_own_people_only(app, phone_of, secretary, school):
    url = f"/m/{school.meeting_id}"
    assert Visitor(app).get(url).status_code == 401
    assert phone_of(school.others[0]).get(url).status_code == 403
    assert secretary.get(url).status_code == 403
    assert phone_of(school.full[0]).get("/m/999").status_code in {403, 404}
