"""The candidates of a draft: who may stand, what is told of them, who leaves the list."""

import io
from datetime import date

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from tests.cast import ACTOR, a_hall, queries_poll, version
from tests.services.elections.making import (
    a_draft,
    a_ready_draft,
    approve,
    blocking,
    hold,
    move_to,
    option_of,
    post,
    rename,
    standing,
)
from voting import clock
from voting.audit import queries as audit
from voting.elections import queries, service
from voting.elections.kind import ElectionKind
from voting.elections.rules import Bar, Body
from voting.elections.service import CandidateFacts
from voting.errors import NotFound, StaleEdit, WrongInput
from voting.people.rules import Membership
from voting.polls.rules import RollBody


@pytest.fixture
def hall(app):
    return a_hall(6)


def add(poll_id: int, person_id: int, **facts):
    return service.add_candidate(poll_id, version(poll_id), person_id, ACTOR, **facts)


def change(poll_id: int, candidate_id: int, portrait=None, **facts) -> None:
    service.change_candidate(
        poll_id,
        version(poll_id),
        candidate_id,
        CandidateFacts(**facts),
        ACTOR,
        portrait=portrait,
    )


def names(poll_id: int) -> list[str]:
    found = queries.election(poll_id)
    return [row.shown for row in queries.ballot_rows(found)]


def a_portrait() -> FileStorage:
    drawn = io.BytesIO()
    Image.new("RGB", (1200, 1600), "gray").save(drawn, "PNG")
    drawn.seek(0)
    return FileStorage(drawn, filename="me.png")


def test_a_person_of_the_roster_becomes_a_candidate_and_the_log_says_who_proposed(hall):
    poll_id = a_draft(hall)
    add(poll_id, hall.delegates[0], nominated_by="数学分会")

    assert [one.person_id for one in standing(poll_id)] == [hall.delegates[0]]
    entry = next(each for each in audit.entries().rows if each.event == "candidate:added")
    assert entry.details["nominated_by"] == "数学分会"


def test_candidates_stand_in_the_order_of_strokes_whenever_they_were_added(hall):
    for person_id, name in zip(
        hall.delegates, ["林五", "欧阳四", "文三", "田大利", "丁一", "田富"], strict=True
    ):
        rename(person_id, name)
    poll_id = a_draft(hall, hall.delegates)

    assert names(poll_id) == ["丁一", "文三", "田富", "田大利", "林五", "欧阳四"]


def test_the_order_of_the_whole_name_is_a_setting(hall):
    rename(hall.delegates[0], "田富")
    rename(hall.delegates[1], "田大利")
    poll_id = a_draft(
        hall,
        hall.delegates[:2],
        overrides={"list_order": "full_strokes"},
        reason="选举办法第七条",
    )

    assert names(poll_id) == ["田大利", "田富"]


def test_namesakes_are_told_apart_by_their_units_on_the_ballot(hall):
    rename(hall.delegates[0], "张伟")
    rename(hall.delegates[1], "张伟")
    move_to(hall.delegates[1], "数学教研组")
    poll_id = a_draft(hall, hall.delegates[:2])
    contest = ElectionKind().contests(queries_poll(poll_id))[0]

    assert [option.name for option in contest.options] == [
        "张伟（数学教研组）",
        "张伟（语文教研组）",
    ]
    assert blocking(poll_id).count("namesakes") == 0


def test_namesakes_of_one_unit_stop_the_sealing(hall):
    rename(hall.delegates[0], "张伟")
    rename(hall.delegates[1], "张伟")
    poll_id = a_ready_draft(hall, hall.delegates[:2])

    assert blocking(poll_id) == ["namesakes"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"membership": Membership.RETAINED.value}, "保留会籍"),
        ({"is_member": False}, "不是本单位工会会员"),
        ({"left_on": date(2026, 1, 1)}, "已离开本单位"),
    ],
)
def test_one_without_the_right_to_stand_is_refused_with_the_reason(hall, facts, said):
    rename(hall.delegates[0], "丁一", **facts)
    poll_id = a_draft(hall)
    with pytest.raises(WrongInput, match=said):
        add(poll_id, hall.delegates[0])

    assert standing(poll_id) == []


def test_one_who_stands_for_the_chair_may_not_stand_for_the_audit_committee(hall):
    a_draft(hall, hall.delegates[:1], body=Body.CHAIR, title="工会主席选举")
    audit_poll = a_draft(hall, body=Body.AUDIT, title="经费审查委员会委员选举")
    with pytest.raises(WrongInput, match="已是工会主席的人选，不得同时作为经费审查委员会委员"):
        add(audit_poll, hall.delegates[0])

    add(audit_poll, hall.delegates[1])
    assert [one.person_id for one in standing(audit_poll)] == [hall.delegates[1]]


def test_one_who_was_not_elected_into_the_committee_may_stand_for_the_audit_committee(app, hall):
    first, second = hall.delegates[:2]
    committee = a_ready_draft(hall, [first, second])
    hold(app, hall, committee, [{first: "approve"}] * 6)
    audit_poll = a_draft(hall, body=Body.AUDIT)

    add(audit_poll, second)
    with pytest.raises(WrongInput, match="已是工会委员会委员的人选"):
        add(audit_poll, first)


def test_an_officer_elected_by_the_committee_must_come_from_it(app, hall):
    first, second = hall.delegates[:2]
    committee = a_ready_draft(hall, [first, second])
    hold(app, hall, committee, [{first: "approve"}] * 6)
    chair = a_draft(
        hall, body=Body.CHAIR, roll_body=RollBody.COMMITTEE, committee_poll_id=committee
    )
    with pytest.raises(WrongInput, match="不是新一届工会委员会委员"):
        add(chair, second)

    add(chair, first)
    assert [one.person_id for one in standing(chair)] == [first]


def test_a_finance_officer_marked_as_such_stops_the_audit_ballot(hall):
    poll_id = a_ready_draft(hall, hall.delegates[:3], body=Body.AUDIT, seats=3)
    change(poll_id, standing(poll_id)[0].id, finance_staff=True)

    assert blocking(poll_id) == ["finance_staff"]


def test_the_head_of_the_administration_marked_as_such_stops_the_ballot(hall):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    change(poll_id, standing(poll_id)[0].id, bars=frozenset({Bar.ADMIN_HEAD, Bar.FOREIGNER}))

    assert blocking(poll_id) == ["barred_admin_head"]


def test_nobody_stands_twice_in_one_election(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    with pytest.raises(WrongInput, match="已在候选人名单中"):
        add(poll_id, hall.delegates[0])

    assert len(standing(poll_id)) == 1


def test_nobody_outside_the_roster_stands(hall):
    poll_id = a_draft(hall)
    with pytest.raises(NotFound, match="花名册里没有这个人"):
        add(poll_id, 987654)


def test_a_new_name_makes_the_notice_begin_anew(hall):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    assert blocking(poll_id) == []
    add(poll_id, hall.delegates[2])

    assert queries.election(poll_id).notice_from is None
    assert set(blocking(poll_id)) == {"approvals", "notice"}
    approve(poll_id)
    post(poll_id)
    assert blocking(poll_id) == []


def test_what_the_meeting_is_told_of_a_candidate_is_kept(app, hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    one, other = standing(poll_id)
    change(
        poll_id,
        one.id,
        a_portrait(),
        note="教研组长",
        cv="一九八〇年生。\n二〇〇三年任教。",
        nominated_by="语文分会",
        spouse_id=other.person_id,
    )

    told = queries.candidate(poll_id, one.id)
    assert (told.note, told.nominated_by, told.spouse_id) == (
        "教研组长",
        "语文分会",
        other.person_id,
    )
    assert (app.config["UPLOADS"] / told.photo[:2] / told.photo).is_file()
    contest = ElectionKind().contests(queries_poll(poll_id))[0]
    assert "语文教研组 · 教研组长" in [option.note for option in contest.options]


def test_a_portrait_that_is_no_picture_is_refused_and_nothing_else_is_changed(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    read, one = version(poll_id), standing(poll_id)[0]
    with pytest.raises(WrongInput, match="无法识别这张照片"):
        change(poll_id, one.id, FileStorage(io.BytesIO(b"<svg/>"), "a.png"), note="组长")

    assert version(poll_id) == read
    assert queries.candidate(poll_id, one.id).note == ""


def test_nobody_is_their_own_spouse(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    with pytest.raises(WrongInput, match="不能是候选人本人"):
        change(poll_id, standing(poll_id)[0].id, spouse_id=hall.delegates[0])


def test_a_scrutineer_married_to_a_candidate_is_pointed_out(hall):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    change(poll_id, standing(poll_id)[0].id, spouse_id=hall.scrutineer)
    found = ElectionKind().issues(queries_poll(poll_id))

    assert [issue.blocking for issue in found if issue.code == "spouse_counts"] == [False]


def test_a_candidate_leaves_the_list_for_a_reason_and_may_come_back(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    one = standing(poll_id)[0]
    service.withdraw_candidate(poll_id, version(poll_id), one.id, "本人书面申请", ACTOR)

    assert one.id not in [each.id for each in standing(poll_id)]
    assert queries.candidate(poll_id, one.id).withdrawn_on == clock.today()
    add(poll_id, one.person_id)
    assert len(standing(poll_id)) == 2
    assert option_of(poll_id, one.person_id) == f"o{one.id}"


def test_leaving_the_list_needs_a_reason(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    with pytest.raises(WrongInput, match="须写明理由"):
        service.withdraw_candidate(poll_id, version(poll_id), standing(poll_id)[0].id, "", ACTOR)

    assert len(standing(poll_id)) == 1


def test_a_candidate_of_another_election_is_not_found(hall):
    poll_id, other = a_draft(hall, hall.delegates[:1]), a_draft(hall, hall.delegates[1:2])
    with pytest.raises(NotFound, match="没有这名候选人"):
        change(poll_id, standing(other)[0].id, note="组长")


def test_the_second_of_two_officers_is_told_and_adds_nobody(hall):
    poll_id = a_draft(hall)
    read = version(poll_id)
    service.add_candidate(poll_id, read, hall.delegates[0], ACTOR)
    with pytest.raises(StaleEdit, match="刚被别人修改过"):
        service.add_candidate(poll_id, read, hall.delegates[1], "另一位秘书")

    assert [one.person_id for one in standing(poll_id)] == [hall.delegates[0]]


def test_people_are_found_by_number_and_by_part_of_the_name_in_either_script(hall):
    rename(hall.delegates[0], "张伟国")

    def found(text: str) -> list[int]:
        return [person.id for person in queries.people_found(text)]

    assert found("張偉") == [hall.delegates[0]]
    assert found("00002") == [hall.delegates[1]]
    assert found("没有") == found("  ") == []


def test_candidates_are_known_to_the_poll_as_persons(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    one = standing(poll_id)[0]
    service.withdraw_candidate(poll_id, version(poll_id), one.id, "本人申请", ACTOR)

    assert ElectionKind().candidate_people(queries_poll(poll_id)) == {hall.delegates[1]}
