"""The pages of the improvements: proposing on a phone, deciding, rewarding, the list."""

from html import unescape

import pytest

from tests.services.motions.moving import state_of, version
from tests.web.motions.officers import seat
from voting.db import db
from voting.motions.improvements import service
from voting.motions.improvements.models import Adoption
from voting.motions.improvements.rules import Decision
from voting.motions.improvements.service import Proposal
from voting.motions.models import Motion
from voting.motions.rules import Seat, State

FIELDS = {
    "title": "药品柜改用扫码领用",
    "category": "管理制度",
    "present": "手工登记",
    "idea": "贴码扫描",
    "benefit": "每周省两小时",
}


@pytest.fixture
def proposed(house) -> int:
    found = Proposal("药品柜改用扫码领用", "手工登记", "贴码扫描", "每周省两小时", "管理制度")
    return service.propose(house.congress_id, found, house.delegate()).id


def test_anybody_of_the_staff_proposes_on_the_phone(house, outsider):
    assert "/improvements/new" in outsider.get("/motions").text
    assert outsider.post("/improvements/new", **FIELDS).status_code == 303
    motion = db.session.query(Motion).one()
    assert (motion.state, motion.category) == (State.REVIEW, "管理制度")
    page = outsider.get("/improvements").text
    assert "我提的建议" in page
    assert "待审查" in page
    assert f'href="/motions/{motion.id}"' in page
    assert outsider.get(f"/motions/{motion.id}").status_code == 200


def test_what_is_missing_is_said_and_what_was_written_stays(outsider):
    page = outsider.post("/improvements/new", **{**FIELDS, "idea": ""})
    assert page.status_code == 422
    assert "请填写标题、现状和改进办法" in unescape(page.text)
    assert "每周省两小时" in page.text
    assert outsider.post("/improvements/new", **{**FIELDS, "title": "x" * 61}).status_code == 422
    assert db.session.query(Motion).count() == 0


def test_a_category_that_is_not_offered_is_left_out(outsider):
    outsider.post("/improvements/new", **{**FIELDS, "category": "<b>"})
    assert db.session.query(Motion).one().category == ""


def test_an_officer_without_a_person_proposes_nothing(secretary):
    page = secretary.post("/improvements/new", **FIELDS)
    assert page.status_code == 403
    assert "会议卡登录" in unescape(page.text)


@pytest.mark.parametrize(("decision", "state"), [("adopted", State.FILED), ("pilot", State.FILED)])
def test_the_secretary_decides_and_the_proposer_reads_it(
    house, proposed, secretary, mover, decision, state
):
    assert "待评审 1 条" in secretary.get("/motions").text
    url = f"/improvements/{proposed}"
    assert url in secretary.get("/improvements/review").text
    fields = {"decision": decision, "reason": "请化学组先做", "version": version(proposed)}
    assert secretary.post(url, **fields).status_code == 303
    assert state_of(proposed) is state
    page = mover.get("/improvements").text
    assert "请化学组先做" in page
    assert "请化学组先做" in mover.get(f"/motions/{proposed}").text


def test_not_adopting_needs_a_reason_and_a_choice(proposed, secretary):
    url = f"/improvements/{proposed}"
    page = secretary.post(url, decision="rejected", reason="", version=version(proposed))
    assert page.status_code == 422
    assert "请写明理由" in unescape(page.text)
    assert secretary.post(url, decision="maybe", version=version(proposed)).status_code == 422
    stale = secretary.post(url, decision="adopted", reason="", version="99")
    assert stale.status_code == 409
    assert state_of(proposed) is State.REVIEW


def test_the_award_is_written_down_listed_and_printed(house, proposed, secretary, mover):
    service.decide(proposed, version(proposed), Decision.ADOPTED, "", house.secretary)
    url = f"/improvements/{proposed}/award"
    wrong = secretary.post(url, version="1", benefit="省时", level="", bonus="500 元")
    assert wrong.status_code == 422
    assert "500 元" in wrong.text
    fields = {"version": "1", "benefit": "全年省八十小时", "level": "金点子奖", "bonus": "500 元"}
    assert secretary.post(url, **fields).status_code == 303
    assert db.session.query(Adoption).one().level == "金点子奖"
    shown = mover.get("/improvements").text
    for words in ("全年省八十小时", "金点子奖", "采纳（含试行）率 100.0%（1/1）"):
        assert words in shown
    sheet = secretary.get(f"/improvements/{house.congress_id}/print").text
    assert "金点子奖，500 元" in sheet


def test_the_list_is_searched_in_either_script(house, proposed, mover):
    service.decide(proposed, version(proposed), Decision.ADOPTED, "", house.secretary)
    found = mover.get("/improvements", query_string={"q": "藥品櫃"})
    assert FIELDS["title"] in found.text.partition("已采纳和试行的建议")[2]
    none = mover.get("/improvements", query_string={"q": "<script>", "page": "x"})
    assert "没有找到" in none.text
    assert "<script>" in unescape(none.text)
    assert 'value="<script>' not in none.text


def test_only_who_decides_sees_the_review(house, proposed, mover, officer):
    member_of_none = officer("handler", "周师傅", person_id=house.hall.teller)
    paths = ("/improvements/review", f"/improvements/{proposed}")
    for visitor in (mover, member_of_none):
        for path in (*paths, f"/improvements/{house.congress_id}/print"):
            assert visitor.get(path).status_code == 403
    seat(house, house.hall.outsider, Seat.COMMITTEE)
    member = officer("member", "赵委员", person_id=house.hall.outsider)
    assert [member.get(path).status_code for path in paths] == [200, 200]


def test_the_office_is_led_to_the_one_place_where_it_is_decided(proposed, secretary):
    page = secretary.get(f"/motions/{proposed}/review").text
    assert f'href="/improvements/{proposed}"' in page
    assert f"/motions/{proposed}/review/send_back" in page
    for act in ("file", "convert", "reject", "refer"):
        assert f"/motions/{proposed}/review/{act}" not in page
    sent = secretary.post(f"/motions/{proposed}/review/file", version=version(proposed))
    assert "评审合理化建议" in unescape(sent.text)
    assert state_of(proposed) is State.REVIEW


def test_what_is_no_improvement_is_not_found(secretary):
    assert secretary.get("/improvements/999").status_code == 404
