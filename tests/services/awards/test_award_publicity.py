"""The posting of the list: its days, objections, a changed list posted anew, final publication."""

from datetime import date

import pytest
import time_machine

from tests.cast import ACTOR, queries_poll
from tests.services.awards.making import a_draft, hold, of_people, sections
from voting.audit import queries as audit
from voting.awards import queries, service
from voting.awards.publicity import publicity, state_words
from voting.awards.service import DecisionFacts, NoticeFacts
from voting.db import db
from voting.errors import IllegalStep, NotFound, NotReady, WrongInput

DECLARED = "2026-11-13 15:00+08:00"  # a Friday
MONDAY, FRIDAY, NEXT_MONDAY = date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 23)


def at(day: date):
    return time_machine.travel(f"{day.isoformat()} 09:00+08:00", tick=False)


def posted(poll_id: int, first: date = MONDAY):
    return service.post(poll_id, NoticeFacts(first, "公告栏", "工会办公室 8101"), ACTOR)


def state(poll_id: int):
    db.session.rollback()
    db.session.expire_all()
    return publicity(queries_poll(poll_id))


def names(poll_id: int) -> list[str]:
    return [each.name for one in state(poll_id).sections for each in one.kept]


def events() -> list[str]:
    return [entry.event for entry in audit.entries().rows]


@pytest.fixture
def award(app, hall) -> int:
    """Return an award whose winners 丁一 and 王二 were declared on a Friday."""
    with time_machine.travel(DECLARED, tick=True):
        poll_id = a_draft(hall)
        of_people(poll_id, hall.delegates[:3], quota=2)
        hold(app, hall, poll_id, [{"先进个人": ["丁一", "王二"]}] * 3)
    return poll_id


@pytest.fixture
def tied(app, hall) -> int:
    """Return an award with one place and two equal."""
    with time_machine.travel(DECLARED, tick=True):
        poll_id = a_draft(hall)
        of_people(poll_id, hall.delegates[:2])
        hold(app, hall, poll_id, [{"先进个人": ["丁一"]}, {"先进个人": ["王二"]}])
    return poll_id


def nominee_of(poll_id: int, person_id: int) -> int:
    db.session.rollback()
    return next(
        one.id for one in queries.nominees(sections(poll_id)[0].id) if one.person_id == person_id
    )


# --- Posting -------------------------------------------------------------------------------------


def test_a_list_is_posted_for_five_working_days_and_then_published(award):
    with at(MONDAY):
        notice = posted(award)
        assert (notice.first, notice.last) == (MONDAY, FRIDAY)
        assert notice.sections == [
            {
                "title": "先进个人",
                "names": [
                    {"name": "丁一", "line": "语文教研组"},
                    {"name": "王二", "line": "语文教研组"},
                ],
            }
        ]
        assert "到2026年11月20日为止" in state_words(state(award))
    with at(FRIDAY), pytest.raises(NotReady, match="还没有期满"):
        service.publish(award, ACTOR)
    assert state(award).award.final_on is None

    with at(NEXT_MONDAY):
        assert state(award).lacking(NEXT_MONDAY) == []
        service.publish(award, ACTOR)
    assert state(award).award.final_on == NEXT_MONDAY
    assert "正式公布" in state_words(state(award))
    assert {"publicity:recorded", "award:published"} <= set(events())


def test_a_final_list_is_not_touched_again(award, hall):
    with at(MONDAY):
        posted(award)
    with at(NEXT_MONDAY):
        service.publish(award, ACTOR)
        nominee = nominee_of(award, hall.delegates[0])
        for act in (
            lambda: service.publish(award, ACTOR),
            lambda: posted(award, NEXT_MONDAY),
            lambda: service.revoke(award, nominee, "反映属实", ACTOR),
            lambda: service.record_objection(award, NEXT_MONDAY, "异议", ACTOR),
        ):
            with pytest.raises(IllegalStep, match="已经正式公布"):
                act()
    assert names(award) == ["丁一", "王二"]


def test_nothing_is_posted_before_there_is_a_declared_result(app, hall):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:2])
    with pytest.raises(NotReady, match="还没有宣布评选结果"):
        posted(poll_id)
    hold(app, hall, poll_id, [{"先进个人": ["丁一"]}], declare=False)
    with pytest.raises(NotReady, match="还没有宣布评选结果"):
        posted(poll_id)
    assert state(poll_id).notice is None


def test_an_empty_list_is_not_posted(app, hall):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:2])
    hold(app, hall, poll_id, [{}])
    with pytest.raises(NotReady, match="名单上还没有人"):
        posted(poll_id, date(2999, 1, 1))


def test_a_list_with_a_tie_waits_for_people_to_decide(tied, hall, app):
    with at(MONDAY), pytest.raises(NotReady, match="名单上还没有人"):
        posted(tied)
    section = sections(tied)[0]
    chosen = next(
        one.option_id for one in queries.nominees(section.id) if one.person_id == hall.delegates[0]
    )
    with at(MONDAY):
        service.decide(tied, section.id, DecisionFacts([chosen], "主席团", "办法第八条"), ACTOR)
        posted(tied)
    assert names(tied) == ["丁一"]


def test_a_tie_beside_winners_stops_the_posting(app, hall):
    with time_machine.travel(DECLARED, tick=True):
        poll_id = a_draft(hall)
        of_people(poll_id, hall.delegates[:3], quota=2)
        votes = [{"先进个人": ["丁一", "王二"]}, {"先进个人": ["丁一", "文三"]}]
        hold(app, hall, poll_id, votes)
    with at(MONDAY), pytest.raises(NotReady, match="“先进个人”有票数或得分相等者"):
        posted(poll_id)


def test_the_posting_belongs_to_the_first_ballot(tied, hall, app):
    with time_machine.travel(DECLARED, tick=True):
        run_off = service.create_run_off(tied, ACTOR).id
        hold(app, hall, run_off, [{"先进个人": ["王二"]}])
    with at(MONDAY):
        with pytest.raises(NotReady, match="请到第一轮办理"):
            posted(run_off)
        posted(tied)
    assert names(tied) == ["王二"]


def test_a_posting_does_not_begin_before_the_result_was_declared(award):
    with at(MONDAY), pytest.raises(WrongInput, match="不能早于宣布结果"):
        posted(award, date(2026, 11, 12))
    assert state(award).notice is None


# --- Objections and changes ----------------------------------------------------------------------


def test_an_open_objection_stops_the_publication_until_it_has_a_conclusion(award):
    with at(MONDAY):
        posted(award)
        one = service.record_objection(award, MONDAY, "王二材料不实", ACTOR).id
    with at(NEXT_MONDAY):
        with pytest.raises(NotReady, match="还有 1 条异议没有处理结论"):
            service.publish(award, ACTOR)
        with pytest.raises(WrongInput, match="请写明处理结论"):
            service.conclude_objection(award, one, "", ACTOR)
        service.conclude_objection(award, one, "经核查属实材料齐全，维持。", ACTOR)
        service.publish(award, ACTOR)
    assert state(award).objections[0].concluded_on == NEXT_MONDAY


def test_objections_are_to_a_posted_list_and_say_something(award):
    with at(MONDAY):
        with pytest.raises(NotReady, match="还没有公示，不能登记异议"):
            service.record_objection(award, MONDAY, "异议", ACTOR)
        posted(award)
        with pytest.raises(WrongInput, match="请写明异议的内容"):
            service.record_objection(award, MONDAY, "", ACTOR)
        with pytest.raises(WrongInput, match="不能晚于今天"):
            service.record_objection(award, FRIDAY, "异议", ACTOR)
        with pytest.raises(NotFound, match="没有这条异议"):
            service.conclude_objection(award, 999, "维持", ACTOR)
    assert state(award).objections == []


def test_a_list_that_changed_is_posted_anew_and_its_days_begin_again(award, hall):
    with at(MONDAY):
        posted(award)
    with at(FRIDAY):
        service.revoke(award, nominee_of(award, hall.delegates[1]), "反映属实", ACTOR)
    assert names(award) == ["丁一"]
    assert state(award).changed
    with at(NEXT_MONDAY):
        with pytest.raises(NotReady, match="须重新公示"):
            service.publish(award, ACTOR)
        notice = posted(award, NEXT_MONDAY)
        assert notice.last == date(2026, 11, 27)
        with pytest.raises(NotReady, match="还没有期满"):
            service.publish(award, ACTOR)
    with at(date(2026, 11, 28)):
        service.publish(award, ACTOR)
    assert (state(award).changed, state(award).earlier) == (False, 1)
    assert "award:revoked" in events()


def test_an_honour_is_taken_back_for_a_reason_and_once(award, hall):
    with at(MONDAY):
        posted(award)
        one, other = (nominee_of(award, each) for each in hall.delegates[1:3])
        with pytest.raises(WrongInput, match="须写明理由"):
            service.revoke(award, one, "", ACTOR)
        with pytest.raises(NotFound, match="名单上没有这个对象"):
            service.revoke(award, other, "没有入选", ACTOR)
        service.revoke(award, one, "反映属实", ACTOR)
        with pytest.raises(NotFound, match="名单上没有这个对象"):
            service.revoke(award, one, "再次", ACTOR)
    assert names(award) == ["丁一"]


def test_a_posting_over_the_new_year_says_which_holidays_it_guessed(award):
    with at(MONDAY):
        notice = posted(award, date(2027, 2, 3))
    assert notice.last == date(2027, 2, 9)
