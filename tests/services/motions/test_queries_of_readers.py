"""Who may read which motion, whose names they see, and what of its history they are told."""

import pytest

from tests.services.motions.moving import (
    TEXT,
    a_draft,
    a_house,
    as_delegate,
    assigned,
    filed,
    reply,
    second,
    state_of,
    submitted,
    the_motion,
    version,
)
from tests.services.resolutions.drafting import an_observer
from voting import clock
from voting.db import db, unit_of_work
from voting.errors import NotFound
from voting.motions import queries
from voting.motions.handling_models import MotionReply
from voting.motions.models import Motion, MotionFile, MotionSeat
from voting.motions.queries.seeing import readers
from voting.motions.rules import (
    PUBLIC_STATES,
    Act,
    Class,
    Grade,
    Kind,
    Role,
    Seat,
    State,
)
from voting.motions.service import drafting, feedback, handling, replies, review
from voting.motions.service.drafting import Content
from voting.motions.service.handling import Order
from voting.motions.service.replies import ReplyFacts

HIDDEN = Content(TEXT.title, TEXT.cause, TEXT.analysis, TEXT.advice, hides_movers=True)


@pytest.fixture
def house(app):
    return a_house()


def give_seat(house, person_id: int, seat: Seat) -> None:
    with unit_of_work() as session:
        session.add(MotionSeat(congress_id=house.congress_id, person_id=person_id, seat=seat.value))


def everybody(house) -> dict:
    """Return who looks: what they are to a motion of the first delegate, seconded by two others."""
    committee, presidium, leader = house.hall.delegates[5:8]
    give_seat(house, committee, Seat.COMMITTEE)
    give_seat(house, presidium, Seat.PRESIDIUM)
    give_seat(house, leader, Seat.LEADER)
    return {
        "mover": house.delegate(0),
        "seconder": house.delegate(1),
        "delegate": house.delegate(4),
        "observer": as_delegate(an_observer(house.hall)),
        "outsider": as_delegate(house.hall.outsider),
        "secretary": house.secretary,
        "committee": house.officer(committee),
        "presidium": house.officer(presidium),
        "leader": house.officer(leader),
        "handler": house.handler,
    }


def who_reads(motion_id: int, people: dict) -> set[str]:
    found = set()
    for name, who in people.items():
        db.session.rollback()
        try:
            queries.readable(motion_id, who)
        except NotFound:
            continue
        found.add(name)
    return found


def seconding(house) -> int:
    motion_id = a_draft(house)
    second(house, motion_id, 1, 2)
    return motion_id


def decided(act):
    def made(house) -> int:
        motion_id = submitted(house)
        act(motion_id, version(motion_id), "理由", house.secretary)
        return motion_id

    return made


def withdrawn(house) -> int:
    motion_id = filed(house)
    drafting.withdraw(motion_id, version(motion_id), "已解决", house.delegate())
    return motion_id


def archived(of):
    def made(house) -> int:
        motion_id = of(house)
        review.archive(motion_id, version(motion_id), house.secretary)
        return motion_id

    return made


def closed(house) -> int:
    motion_id = assigned(house)
    reply(house, motion_id)
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    return motion_id


ALL = {
    "mover",
    "seconder",
    "delegate",
    "observer",
    "secretary",
    "committee",
    "presidium",
    "leader",
    "handler",
}
MATRIX = {
    "draft": (a_draft, {"mover"}),
    "seconding": (seconding, {"mover", "seconder"}),
    "review": (submitted, {"mover", "seconder", "secretary", "committee"}),
    "returned": (
        decided(review.send_back),
        {"mover", "seconder", "secretary", "committee"},
    ),
    "presidium": (
        decided(review.refer),
        {"mover", "seconder", "secretary", "committee", "presidium"},
    ),
    "not filed": (decided(review.reject), {"mover", "secretary", "committee"}),
    "withdrawn": (withdrawn, {"mover", "secretary", "committee"}),
    "filed": (filed, ALL),
    "converted": (decided(review.convert), ALL),
    "handling": (assigned, ALL),
    "closed": (closed, ALL),
    "archived, closed": (archived(closed), ALL),
    "archived, not filed": (
        archived(decided(review.reject)),
        {"mover", "secretary", "committee"},
    ),
    "archived, withdrawn": (archived(withdrawn), {"mover", "secretary", "committee"}),
}


@pytest.mark.parametrize("name", MATRIX)
def test_each_state_has_its_readers_and_the_list_shows_what_is_public_alone(house, name):
    make, expected = MATRIX[name]
    motion_id = make(house)
    assert who_reads(motion_id, everybody(house)) == expected
    listed = [row.id for row in queries.public_list(queries.Wanted()).rows]
    assert listed == ([motion_id] if expected == ALL else [])


def test_an_office_counts_for_who_signed_in_by_password_alone(house):
    motion_id = submitted(house)
    committee = house.hall.delegates[5]
    give_seat(house, committee, Seat.COMMITTEE)
    assert who_reads(motion_id, {"link": as_delegate(committee)}) == set()
    assert who_reads(motion_id, {"password": house.officer(committee)}) == {"password"}


def test_a_delegate_of_another_congress_reads_what_was_filed_in_this_one(house):
    motion_id, draft = filed(house), a_draft(house)
    with unit_of_work() as session:
        session.execute(
            db.text("UPDATE delegate SET ended_on = :day, ended_reason = '换届'"),
            {"day": clock.today().isoformat()},
        )
    late = house.delegate(4)
    assert who_reads(motion_id, {"left": late}) == set()
    assert not queries.is_reader(late)
    assert who_reads(draft, {"mover": house.delegate()}) == {"mover"}


def test_a_missing_motion_and_a_hidden_one_are_refused_alike(house):
    draft = a_draft(house)
    said = []
    for number in (draft, 999_999):
        with pytest.raises(NotFound) as refusal:
            queries.readable(number, house.delegate(3))
        said.append(str(refusal.value.message))
    assert said[0] == said[1]


def test_a_letter_is_between_its_sender_and_those_who_answer_it():
    for state in State:
        for done in (True, False):
            found = readers(Kind.LETTER, state, closed=done)
            assert found.isdisjoint({Role.READER, Role.COMMITTEE, Role.PRESIDIUM, Role.LEADER})


def test_the_condition_of_the_lists_is_the_rule_of_the_pages(house):
    draft = a_draft(house)
    for kind in Kind:
        for state in State:
            for done in (True, False):
                with unit_of_work() as session:
                    motion = session.get(Motion, draft)
                    motion.kind, motion.state = kind.value, state.value
                    motion.merged_into_id = draft if state is State.MERGED else None
                    motion.closed_at = clock.now() if done else None
                public = bool(queries.public_list(queries.Wanted()).rows)
                assert public == (Role.READER in readers(kind, state, closed=done)), (kind, state)
                assert not (public and state not in PUBLIC_STATES)


# --- Names -------------------------------------------------------------------------------------


def test_names_are_hidden_on_request_from_all_but_officers_and_those_who_know(house):
    motion_id = filed(house, HIDDEN)
    people = everybody(house)
    told = {
        name
        for name in people
        if name != "outsider" and queries.read(motion_id, people[name]).movers
    }
    assert told == {"mover", "seconder", "secretary", "committee", "presidium", "leader"}
    reader = queries.read(motion_id, people["delegate"])
    assert (reader.hidden_movers, list(reader.seconders), reader.names_shown) == (1, [], False)
    row = queries.public_list(queries.Wanted()).rows[0]
    assert (row.hidden, row.movers) == (True, ())


def test_a_hidden_mover_of_a_merged_motion_stays_hidden_in_the_lead(house):
    lead = filed(house)
    other = submitted(house, HIDDEN, mover=1)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    seen = queries.read(lead, house.delegate(4))
    assert ([each.name for each in seen.movers], seen.hidden_movers) == (
        [house.delegate(0).name],
        1,
    )
    rows = {row.id: row for row in queries.public_list(queries.Wanted()).rows}
    assert rows[lead].movers == (house.delegate(0).name,)
    assert rows[other].movers == ()


def test_an_open_mover_of_a_merged_motion_is_named_where_the_lead_hides_its_own(house):
    lead = filed(house, HIDDEN)
    other = submitted(house, mover=1)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    seen = queries.read(lead, house.delegate(4))
    assert ([each.name for each in seen.movers], seen.hidden_movers) == (
        [house.delegate(1).name],
        1,
    )


def test_a_mobile_number_is_for_officers_and_movers(house):
    motion_id = filed(house)
    with unit_of_work() as session:
        the_motion(motion_id).movers[0].person.mobile = "13800000000"
        session.flush()
    assert queries.read(motion_id, house.secretary).movers[0].mobile == "13800000000"
    assert queries.read(motion_id, house.delegate()).movers[0].mobile == "13800000000"
    assert queries.read(motion_id, house.delegate(4)).movers[0].mobile == ""


# --- History and replies -----------------------------------------------------------------------


def acts_told(motion_id: int, who) -> list[Act]:
    return [each.act for each in queries.read(motion_id, who).events]


def test_readers_are_told_the_public_acts_without_names_and_reasons(house):
    motion_id = assigned(house, instruction="请后勤处认真研究")
    task = the_task(motion_id)
    replies.draft(motion_id, task, ReplyFacts("草稿", Class.A), house.handler)
    replies.send_back(motion_id, "太短", house.head)
    replies.draft(motion_id, task, ReplyFacts("已增加窗口", Class.A), house.handler)
    sign(motion_id, house)
    reader = queries.read(motion_id, house.delegate(4))
    assert [each.act for each in reader.events] == [Act.FILE, Act.ASSIGN, Act.SIGN_REPLY]
    assert {each.actor for each in reader.events} == {""}
    assert [each.note for each in reader.events] == ["", "", "A类答复"]
    mine = acts_told(motion_id, house.delegate())
    assert Act.SUBMIT in mine
    assert not {Act.DRAFT_REPLY, Act.REFUSE_REPLY} & set(mine)
    assert {Act.DRAFT_REPLY, Act.REFUSE_REPLY} <= set(acts_told(motion_id, house.secretary))
    assert queries.read(motion_id, house.secretary).instructions == ["请后勤处认真研究"]
    assert reader.instructions == []


def sign(motion_id: int, house) -> None:
    replies.sign(motion_id, replies.seen(replies.open_draft(motion_id, 1)), house.head)


def the_task(motion_id: int) -> int:
    return (
        queries.read(motion_id, as_delegate(the_motion(motion_id).movers[0].person_id)).tasks[0].id
    )


def test_a_reply_is_read_when_it_is_signed_and_no_earlier(house):
    motion_id = assigned(house)
    replies.draft(motion_id, the_task(motion_id), ReplyFacts("草稿", Class.A), house.handler)
    with unit_of_work() as session:
        draft = session.query(MotionReply).one()
        session.add(
            MotionFile(
                motion_id=motion_id,
                reply_id=draft.id,
                file_name="附表.pdf",
                sha256="0" * 64,
                size=1,
                mime="application/pdf",
                added_by="丁一",
                added_at=clock.now(),
            )
        )
        session.flush()
        file_id = session.query(MotionFile).one().id
    assert list(queries.read(motion_id, house.delegate()).replies) == []
    with pytest.raises(NotFound, match="没有这个附件"):
        queries.file_of(motion_id, file_id, house.delegate())
    assert queries.file_of(motion_id, file_id, house.handler).file_name == "附表.pdf"
    sign(motion_id, house)
    seen = queries.read(motion_id, house.delegate(4))
    assert [(each.row.text, len(each.files)) for each in seen.replies] == [("草稿", 1)]
    assert queries.file_of(motion_id, file_id, house.delegate(4)).size == 1


def test_an_attachment_of_another_motion_is_not_found_under_this_one(house):
    one, two = filed(house), filed(house, Content("别的", "因", "析", "议"))
    with unit_of_work() as session:
        session.add(
            MotionFile(
                motion_id=one,
                file_name="图.png",
                sha256="0" * 64,
                size=1,
                mime="image/png",
                added_by="丁一",
                added_at=clock.now(),
            )
        )
        session.flush()
        file_id = session.query(MotionFile).one().id
    with pytest.raises(NotFound):
        queries.file_of(two, file_id, house.delegate())


def test_what_each_mover_said_is_for_movers_and_officers_and_totals_for_all(house):
    lead = filed(house)
    other = submitted(house, Content("食堂饭菜", "因", "析", "议"), mover=1)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    handling.assign(lead, version(lead), Order(house.canteen), house.secretary)
    reply(house, lead)
    feedback.rate(lead, Grade.SATISFIED, "", house.delegate(0))
    assert list(queries.read(lead, house.delegate(4)).grades) == []
    feedback.rate(lead, Grade.BASICALLY, "还需落实", house.delegate(1))
    assert state_of(lead) is State.CLOSED
    reader = queries.read(lead, house.delegate(4))
    total = reader.grades[0]
    assert (total.satisfied, total.basically, total.dissatisfied, total.silent) == (1, 1, 0, 0)
    assert list(reader.opinions) == []
    assert [each.reason for each in queries.read(lead, house.delegate(0)).opinions] == [
        "",
        "还需落实",
    ]
