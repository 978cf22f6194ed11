"""What a respondent is shown and handed: the page by mode and moment, papers, answers, board."""

import hashlib
import json
import re
from datetime import timedelta
from html import unescape

import pytest

from tests.services.surveys import making
from tests.services.surveys.counted import put_survey
from tests.web.access.visiting import Visitor, heading
from voting import clock
from voting.ballots.manifest import b64url
from voting.db import db, unit_of_work
from voting.surveys import content, queries
from voting.surveys.form import Form, Kind, Question, Section
from voting.surveys.models import Invitation, NamedResponse, Survey
from voting.surveys.rules import Mode, State, Visibility
from voting.surveys.service import publishing

HOUR = timedelta(hours=1)
ANSWERS = making.sheet(0)


@pytest.fixture
def invited(hall) -> Survey:
    return making.a_survey(by=())


@pytest.fixture
def open_link(hall) -> Survey:
    return making.a_survey(by=(), mode=Mode.OPEN)


@pytest.fixture
def named(hall) -> Survey:
    return making.a_survey(by=(), mode=Mode.NAMED)


@pytest.fixture
def anybody(app) -> Visitor:
    return Visitor(app)


def at(survey: Survey, rest: str = "") -> str:
    return f"/s/{survey.public_id}{rest}"


def words(reply) -> str:
    text = re.sub(r"<template.*?</template>", " ", reply.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def given(reply, name: str) -> str:
    return unescape(re.search(rf'data-{name}="([^"]*)"', reply.text)[1])


def send(visitor: Visitor, path: str, document: object, token: str | None = None):
    sent = {"X-CSRF-Token": visitor.token() if token is None else token}
    body = document if isinstance(document, bytes) else json.dumps(document)
    headers = {"Accept": "application/json", "Content-Type": "application/json", **sent}
    return visitor.client.post(path, data=body, headers=headers)


def blinded(survey: Survey) -> dict[str, str]:
    return {"blinded": b64url(making.a_device(survey).blinded)}


def sent(**answers: object) -> dict[str, object]:
    return json.loads(content.encoded(answers or ANSWERS))


# The page


def test_whoever_is_invited_reads_what_is_recorded_and_how(invited, delegate):
    reply = delegate.get(at(invited))
    assert reply.status_code == 200
    assert heading(reply) == invited.title
    shown = words(reply)
    assert "系统记录：谁领取了答卷" in shown
    assert "系统不记录：哪一份是谁答的" in shown
    assert "复写纸" in shown
    assert "不足 5 人的组不显示" in shown
    assert "9 道题" in shown
    assert given(reply, "phase") == "open"
    assert given(reply, "issued") == "no"
    assert given(reply, "paper-url") == at(invited, "/paper")
    assert given(reply, "cast-url") == f"/box/{invited.manifest_hash}"
    assert given(reply, "board-url") == ""


def test_two_people_on_one_phone_are_told_apart(invited, hall, phone_of):
    phones = [phone_of(hall.delegates[n]).get(at(invited)) for n in (0, 1)]
    first, second = (given(reply, "elector") for reply in phones)
    assert first != second


def test_by_an_open_link_nobody_is_asked_who_they_are(open_link, anybody, delegate):
    for visitor in (anybody, delegate):
        reply = visitor.get(at(open_link))
        assert given(reply, "elector") == "open"
        assert given(reply, "csrf") == ""
        assert given(reply, "paper-url") == at(open_link, "/open-paper")
        assert "谁领取了答卷" not in words(reply)


def test_a_signed_survey_says_so_first(named, delegate):
    shown = words(delegate.get(at(named)))
    assert "实名问卷" in shown
    assert "您的答案和您的姓名" in shown
    assert "复写纸" not in shown


@pytest.mark.parametrize("mode", [Mode.INVITED, Mode.NAMED])
def test_whoever_is_not_signed_in_is_told_how_to_enter_and_led_back(hall, anybody, mode):
    survey = making.a_survey(by=(), mode=mode)
    reply = anybody.get(at(survey))
    assert "扫描会议卡上的二维码" in words(reply)
    assert f"/enter?next={at(survey)}" in unescape(reply.text).replace("%2F", "/")
    assert "data-hash" not in reply.text


def test_an_account_that_is_nobody_on_the_roster_cannot_answer(invited, secretary):
    assert "这个账号没有对应的教职工" in words(secretary.get(at(invited)))


def test_whoever_is_not_invited_is_told(hall, delegate):
    survey = making.a_survey(by=())
    with unit_of_work() as session:
        session.delete(session.get_one(Invitation, (survey.id, hall.delegates[0])))
    reply = delegate.get(at(survey))
    assert "您不在邀请名单上" in words(reply)
    assert "data-hash" not in reply.text


def test_a_draft_is_nobodys_to_find(hall, delegate):
    draft = making.a_draft(by=())
    reply = delegate.get(at(draft))
    assert reply.status_code == 404
    assert draft.title not in reply.text


def test_before_the_beginning_the_page_says_when_it_begins(invited, delegate):
    making.at(invited, opens_at=clock.now() + HOUR)
    reply = delegate.get(at(invited))
    assert "问卷还没有开始" in words(reply)
    assert "将于" in words(reply)


def test_the_first_who_comes_after_the_end_closes_the_survey(invited, delegate):
    making.at(invited, closes_at=clock.now() - HOUR)
    reply = delegate.get(at(invited))
    assert given(reply, "phase") == "after"
    assert making.fresh(invited.id).state == State.CLOSED
    assert given(reply, "board-url") == at(invited, "/board.json")


def test_after_the_end_strangers_read_a_sentence(invited, anybody):
    making.closed(invited.id)
    assert "问卷已经截止" in words(anybody.get(at(invited)))


def test_a_void_survey_says_why(invited, delegate):
    version = making.fresh(invited.id).version
    publishing.withdraw(invited.id, version, "题目有误", making.ACTOR)
    assert "原因：题目有误" in words(delegate.get(at(invited)))


@pytest.mark.parametrize(
    ("visibility", "shown"),
    [
        (Visibility.PUBLIC, {"anybody": True, "delegate": True}),
        (Visibility.INVITED, {"anybody": False, "delegate": True}),
        (Visibility.OFFICERS, {"anybody": False, "delegate": False}),
    ],
)
def test_released_results_are_offered_to_those_who_may_see_them(
    hall, anybody, delegate, visibility, shown
):
    survey = making.fresh(put_survey(visibility=visibility))
    for name, visitor in (("anybody", anybody), ("delegate", delegate)):
        assert (at(survey, "/results") in visitor.get(at(survey)).text) == shown[name]


def test_whoever_took_a_paper_elsewhere_is_known_at_once(invited, hall, delegate):
    making.paper_of(invited, hall.delegates[0], making.a_device(invited))
    assert given(delegate.get(at(invited)), "issued") == "yes"


# The manifest


def test_the_manifest_comes_byte_for_byte_and_for_good_under_its_hash(invited, anybody):
    exact = anybody.get(at(invited, f"/manifest.json?h={invited.manifest_hash[:16]}"))
    assert hashlib.sha256(exact.data).hexdigest() == invited.manifest_hash
    assert "immutable" in exact.headers["Cache-Control"]
    for other in ("", "?h=", "?h=ffff"):
        reply = anybody.get(at(invited, f"/manifest.json{other}"))
        assert reply.data == exact.data
        assert reply.headers["Cache-Control"] == "no-cache"


def test_a_draft_has_no_manifest(hall, anybody):
    assert anybody.get(at(making.a_draft(by=()), "/manifest.json")).status_code == 404


# Papers


def test_who_is_invited_takes_a_paper_and_the_same_again_gives_the_same(invited, delegate):
    wanted = blinded(invited)
    first, second = (send(delegate, at(invited, "/paper"), wanted) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.json == second.json
    assert queries.taken(invited.id) == 1


def test_a_second_paper_for_another_phone_is_refused(invited, delegate):
    send(delegate, at(invited, "/paper"), blinded(invited))
    reply = send(delegate, at(invited, "/paper"), blinded(invited))
    assert reply.status_code == 409
    assert reply.json["error"] == "already_issued"
    assert "另一部手机" in reply.json["message"]


def test_a_paper_needs_somebody_with_our_own_page(invited, anybody, delegate, secretary):
    path = at(invited, "/paper")
    assert send(anybody, path, blinded(invited)).status_code == 401
    assert send(delegate, path, blinded(invited), token="").status_code == 403
    assert send(secretary, path, blinded(invited)).status_code == 403
    assert queries.taken(invited.id) == 0


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"blinded": 5}', b'{"blinded": "***"}', b'{"blinded": "AAAA"}', b"\xff"],
)
def test_a_garbled_request_for_a_paper_changes_nothing(invited, delegate, body):
    reply = send(delegate, at(invited, "/paper"), body)
    assert reply.status_code == 422
    assert queries.taken(invited.id) == 0


def test_an_endless_request_for_a_paper_is_not_read(invited, delegate):
    assert send(delegate, at(invited, "/paper"), b"x" * 2000).status_code == 413


def test_by_an_open_link_papers_are_for_anybody_and_nothing_is_written(open_link, anybody):
    path = at(open_link, "/open-paper")
    for _ in range(2):
        assert send(anybody, path, blinded(open_link), token="").status_code == 200
    assert db.session.query(Invitation).count() == 0


def test_each_mode_has_its_own_way_to_a_paper(invited, open_link, named, delegate):
    assert send(delegate, at(invited, "/open-paper"), blinded(invited)).status_code == 403
    assert send(delegate, at(open_link, "/paper"), blinded(open_link)).status_code == 403
    assert send(delegate, at(named, "/paper"), {"blinded": "AAAA"}).status_code == 403


def test_after_the_end_there_are_no_papers(invited, delegate):
    making.closed(invited.id)
    reply = send(delegate, at(invited, "/paper"), blinded(invited))
    assert (reply.status_code, reply.json["error"]) == (409, "not_issuing")


# Signed answers


def test_a_signed_answer_is_kept_with_the_person(named, hall, delegate):
    reply = send(delegate, at(named, "/answer"), sent())
    assert reply.status_code == 201
    kept = db.session.get_one(NamedResponse, (named.id, hall.delegates[0]))
    assert dict(content.decoded(kept.content, 16384).answers) == ANSWERS
    assert given(delegate.get(at(named)), "issued") == "yes"


def test_a_signed_answer_is_whole_or_not_there(named, delegate):
    reply = send(delegate, at(named, "/answer"), sent(q1="5"))
    assert reply.status_code == 422
    assert "您的部门" in reply.json["message"]
    assert queries.returned_by_phone(named) == 0


def test_a_second_signed_answer_is_refused(named, delegate):
    send(delegate, at(named, "/answer"), sent())
    reply = send(delegate, at(named, "/answer"), sent(**ANSWERS | {"q1": "1"}))
    assert reply.status_code == 409
    assert "每人只能提交一次" in reply.json["message"]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"answers": {}}', b'{"answers": 1.5}', b"[" * 9000])
def test_a_garbled_answer_is_refused(named, delegate, body):
    assert send(delegate, at(named, "/answer"), body).status_code == 422
    assert queries.returned_by_phone(named) == 0


def test_an_endless_answer_is_not_read(named, delegate):
    assert send(delegate, at(named, "/answer"), b" " * 70_000).status_code == 413


def test_an_answer_needs_somebody_on_the_list_with_our_own_page(named, anybody, delegate):
    assert send(anybody, at(named, "/answer"), sent()).status_code == 401
    assert send(delegate, at(named, "/answer"), sent(), token="").status_code == 403
    assert queries.returned_by_phone(named) == 0


# The board


def test_the_board_shows_every_receipt_after_closing_only(invited, hall, anybody):
    codes = [making.answer(invited, person, ANSWERS).code for person in hall.delegates[:3]]
    assert anybody.get(at(invited, "/board.json")).status_code == 404
    making.closed(invited.id)
    board = anybody.get(at(invited, "/board.json")).json
    assert board["manifest_hash"] == invited.manifest_hash
    assert sorted(entry["code"] for entry in board["entries"]) == sorted(codes)
    assert set(board["entries"][0]) == {"public_key", "paper", "digest", "code"}


def test_a_signed_survey_has_no_board(named, anybody):
    making.closed(named.id)
    assert anybody.get(at(named, "/board.json")).status_code == 404


# The preview


def test_the_secretary_tries_a_draft_out_and_nothing_can_be_sent(hall, secretary):
    draft = making.a_draft(by=())
    reply = secretary.get(f"/surveys/{draft.id}/preview/form")
    assert "这是预览，不会提交" in words(reply)
    assert given(reply, "phase") == "preview"
    assert given(reply, "paper-url") == given(reply, "cast-url") == given(reply, "csrf") == ""
    source = re.search(r'<template id="previewed">(.*?)</template>', reply.text, re.DOTALL)[1]
    assert set(json.loads(unescape(source))) == {"form", "order", "trees"}
    assert "frame-ancestors 'self'" in reply.headers["Content-Security-Policy"]


def test_a_draft_that_cannot_run_shows_what_is_wrong(hall, secretary):
    wrong = Question("q", Kind.INTEGER, (("", "年龄"),), relevant="${nobody} = 1")
    draft = making.a_draft(Form("问卷", sections=(Section((wrong,)),)), by=())
    reply = secretary.get(f"/surveys/{draft.id}/preview/form")
    assert "还不能预览" in words(reply)
    assert "nobody" in words(reply)


def test_only_who_writes_surveys_previews_them(hall, delegate, chair):
    draft = making.a_draft(by=())
    for visitor in (delegate, chair):
        assert visitor.get(f"/surveys/{draft.id}/preview/form").status_code == 403


def test_pages_that_answer_anybody_set_no_cookie(open_link, anybody):
    for path in ("/manifest.json", "/board.json"):
        assert "Set-Cookie" not in anybody.get(at(open_link, path)).headers
    reply = send(anybody, at(open_link, "/open-paper"), blinded(open_link), token="")
    assert "Set-Cookie" not in reply.headers
