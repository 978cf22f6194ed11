"""The monthly forms of the union groups: asked for, handed in, reminded of, rolled up, answered."""

import pytest
import time_machine

from tests.services.motions.moving import reply, the_motion, version
from tests.services.motions.staff import (
    GROUPS,
    SECRETARY,
    STRAIN,
    a_grouped_house,
    asked,
    due_in,
    form_id,
    handed_in,
    item_ids,
    outbox,
    reporter,
    the_form,
    this_month,
    with_address,
)
from voting import clock
from voting.audit.models import AuditEntry
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, NotFound, NotReady, StaleEdit, WrongInput
from voting.motions.models import Motion
from voting.motions.rules import Grade, Kind, State
from voting.motions.service import feedback, handling
from voting.motions.service.handling import Order
from voting.motions.situations import appointing, filling, months, queries, reminding, rolling
from voting.motions.situations.filling import ItemFacts
from voting.motions.situations.models import GroupReporter, SituationForm, SituationItem
from voting.motions.situations.rolling import Summary
from voting.motions.situations.rules import MOST_ITEMS, FormState, Standing, Topic
from voting.names import fold
from voting.people.models import Person

SUMMARY = Summary("关于教师午休场所的情况反馈", "三个小组反映午休没有场所", "开放会议室")


@pytest.fixture
def house(app):
    return a_grouped_house()


@pytest.fixture
def period(house):
    return asked(house)


def later(days):
    return time_machine.travel(clock.now() + (due_in(days) - clock.today()), tick=False)


def month(period):
    return queries.month_of(queries.period_of(period), queries.forms_of(period))


def rolled_up(house, *form_ids):
    return rolling.roll_up(house.congress_id, item_ids(*form_ids), SUMMARY, house.secretary).id


def test_every_union_group_gets_a_form_for_the_month(house, period):
    forms = queries.forms_of(period)
    assert [form.group_name for form in forms] == list(GROUPS)
    found = month(period)
    assert (found.groups, found.handed_in) == (3, 0)
    assert found.counts[Standing.WAITING] == 3


def test_asking_again_moves_the_last_day_and_asks_new_groups(house, period):
    with unit_of_work() as session:
        session.get_one(Person, house.hall.outsider).union_group = "第四小组"
    assert asked(house, days=9) == period
    assert queries.period_of(period).due_on == due_in(9)
    assert [form.group_name for form in queries.forms_of(period)] == [*GROUPS, "第四小组"]


@pytest.mark.parametrize(
    ("month", "days", "said"),
    [("2026-13", 5, "月份无法识别"), ("2099-01", 5, "截止日不能早于")],
)
def test_a_month_that_is_none_or_ends_before_it_begins_is_not_asked_for(house, month, days, said):
    with pytest.raises(WrongInput, match=said):
        months.open_month(house.congress_id, month, due_in(days), SECRETARY)
    assert db.session.query(SituationForm).count() == 0


def test_without_union_groups_on_the_roster_nothing_is_asked_for(house):
    with unit_of_work() as session:
        for person in session.query(Person):
            person.union_group = ""
    with pytest.raises(NotReady, match="还没有填写工会小组"):
        asked(house)


def test_a_reporter_fills_the_form_in_and_hands_it_in(house, period):
    form = handed_in(house, period, 0, STRAIN, ItemFacts(Topic.OPINION, "食堂排队久"))
    found = the_form(form)
    assert (found.state, found.reporter.id) == (FormState.SUBMITTED, house.hall.delegates[0])
    assert [item.text for item in found.items] == ["午休没有场所", "食堂排队久"]
    assert queries.how_it_stands(found) is Standing.SUBMITTED
    last = db.session.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
    assert last.event == "situation:submitted"


def test_nothing_this_month_is_an_answer_too(house, period):
    form = form_id(period)
    filling.submit(form, the_form(form).version, reporter(house), nothing=True)
    assert the_form(form).nothing
    assert month(period).handed_in == 1


def test_an_empty_form_and_one_that_says_both_are_refused(house, period):
    form, who = form_id(period), reporter(house)
    with pytest.raises(NotReady, match="本月无情况"):
        filling.submit(form, the_form(form).version, who)
    filling.put_item(form, STRAIN, who)
    with pytest.raises(NotReady, match="已经填了情况"):
        filling.submit(form, the_form(form).version, who, nothing=True)
    assert the_form(form).state == FormState.DRAFT


def test_after_the_last_day_a_form_is_missing_and_then_late(house, period):
    with later(5):
        assert queries.how_it_stands(the_form(form_id(period))) is Standing.WAITING
    with later(6):
        assert queries.how_it_stands(the_form(form_id(period))) is Standing.MISSING
        form = handed_in(house, period)
        assert queries.how_it_stands(the_form(form)) is Standing.LATE
        counts = month(period).counts
        assert counts == {
            Standing.SUBMITTED: 0,
            Standing.LATE: 1,
            Standing.MISSING: 2,
            Standing.WAITING: 0,
        }


def test_only_the_reporter_of_the_group_writes_on_its_form(house, period):
    for stranger in (reporter(house, 1), house.delegate(3), house.secretary):
        with pytest.raises(NotAllowed, match="第一小组"):
            filling.put_item(form_id(period), STRAIN, stranger)
    assert the_form(form_id(period)).items == []


def test_a_matter_is_changed_and_dropped_until_the_form_is_handed_in(house, period):
    form, who = form_id(period), reporter(house)
    item = filling.put_item(form, STRAIN, who).id
    filling.put_item(form, ItemFacts(Topic.COMMON, "午休没有场所和躺椅"), who, item)
    assert the_form(form).items[0].topic == Topic.COMMON
    with pytest.raises(WrongInput, match="填写情况"):
        filling.put_item(form, ItemFacts(Topic.COMMON, " "), who)
    filling.drop_item(form, item, who)
    assert (the_form(form).items, the_form(form).state) == ([], FormState.OPEN)
    with pytest.raises(NotFound, match="没有这一条"):
        filling.drop_item(form, item, who)


def test_a_form_holds_so_many_matters(house, period):
    form, who = form_id(period), reporter(house)
    for _place in range(MOST_ITEMS):
        filling.put_item(form, STRAIN, who)
    with pytest.raises(NotReady, match="最多填 20 条"):
        filling.put_item(form, STRAIN, who)
    assert len(the_form(form).items) == MOST_ITEMS


def test_a_form_is_handed_in_as_it_was_on_the_page(house, period):
    form, who = form_id(period), reporter(house)
    seen = the_form(form).version
    filling.put_item(form, STRAIN, who)
    with pytest.raises(StaleEdit, match="刚有改动"):
        filling.submit(form, seen, who)
    assert the_form(form).submitted_at is None


def test_a_form_that_was_handed_in_changes_only_after_it_was_taken_back(house, period):
    form, who = handed_in(house, period), reporter(house)
    with pytest.raises(NotReady, match="已经提交"):
        filling.put_item(form, STRAIN, who)
    filling.take_back(form, who)
    assert (the_form(form).state, the_form(form).submitted_at) == (FormState.DRAFT, None)
    with pytest.raises(NotReady, match="还没有提交"):
        filling.take_back(form, who)


def test_one_that_said_nothing_this_month_is_untouched_again_once_it_is_taken_back(house, period):
    form, who = form_id(period), reporter(house)
    filling.submit(form, the_form(form).version, who, nothing=True)
    filling.take_back(form, who)
    found = the_form(form)
    assert (found.state, found.reporter_id, found.nothing) == (FormState.OPEN, None, False)


def test_a_reporter_is_one_of_the_group(house):
    other = db.session.get(Person, house.hall.delegates[1]).number
    with pytest.raises(WrongInput, match="不在“第一小组”"):
        appointing.appoint(house.congress_id, GROUPS[0], other, SECRETARY)
    own = db.session.get(Person, house.hall.delegates[0]).number
    with pytest.raises(NotReady, match="已经是本组的信息员"):
        appointing.appoint(house.congress_id, GROUPS[0], own, SECRETARY)
    assert db.session.query(GroupReporter).count() == 3


def test_a_dismissed_reporter_hands_in_no_longer(house, period):
    who = reporter(house)
    appointing.dismiss(house.congress_id, GROUPS[0], who.person_id, SECRETARY)
    with pytest.raises(NotAllowed):
        filling.put_item(form_id(period), STRAIN, who)
    with pytest.raises(NotFound, match="不是本组的信息员"):
        appointing.dismiss(house.congress_id, GROUPS[0], who.person_id, SECRETARY)


# --- Reminders ---------------------------------------------------------------------------------


def test_a_missing_group_is_reminded_once_before_and_once_after_the_last_day(house, period):
    with_address(*house.hall.delegates[:3])
    handed_in(house, period, 2)
    assert reminding.remind() == 0
    assert reminding.remind(due_in(3)) == 2
    assert reminding.remind(due_in(4)) == 0
    assert reminding.remind(due_in(6)) == 2
    assert reminding.remind(due_in(7)) == 0
    assert reminding.remind(due_in(60)) == 0
    first = outbox()[0]
    assert "第一小组" in first.subject
    assert f"/situations/forms/{form_id(period)}" in first.text
    assert f"/situations/forms/{form_id(period)}" in first.html


def test_the_office_reminds_at_most_once_a_day(house, period):
    with_address(house.hall.delegates[0])
    assert reminding.remind_now(period) == 1
    assert reminding.remind_now(period) == 0
    with later(1):
        assert reminding.remind_now(period) == 1


# --- Rolling up --------------------------------------------------------------------------------


def test_items_of_several_groups_become_one_matter_that_keeps_its_sources(house, period):
    first, second = handed_in(house, period, 0), handed_in(house, period, 1)
    motion = the_motion(rolled_up(house, first, second))
    assert (motion.kind, motion.state) == (Kind.SITUATION, State.FILED)
    assert (motion.delegation, motion.number) == ("第一小组、第二小组", None)
    assert [mover.person_id for mover in motion.movers] == house.hall.delegates[:2]
    sources = queries.sources_of(motion.id)
    assert [(group, month) for group, month, _item in sources] == [
        (GROUPS[0], this_month()),
        (GROUPS[1], this_month()),
    ]


def test_a_rolled_up_matter_is_found_in_either_script(house, period):
    motion = the_motion(rolled_up(house, handed_in(house, period)))
    assert fold("開放會議室") in motion.folded


def test_the_first_text_names_each_group(house, period):
    forms = [handed_in(house, period, 0), handed_in(house, period, 1)]
    ticked = rolling.ticked_items(db.session(), house.congress_id, item_ids(*forms))
    text = rolling.suggested(ticked)
    assert text.cause.splitlines() == [
        "【第一小组·困难的事】午休没有场所",
        "【第二小组·困难的事】午休没有场所",
    ]
    assert "【第二小组】开放会议室" in text.advice


def test_the_signed_answer_comes_back_to_every_group(house, period):
    with_address(*house.hall.delegates[:2])
    forms = [handed_in(house, period, 0), handed_in(house, period, 1)]
    motion_id = rolled_up(house, *forms)
    order = Order(house.canteen)
    handling.assign(motion_id, version(motion_id), order, house.secretary)
    reply(house, motion_id)
    for place, form in enumerate(forms):
        mine = queries.own_forms(house.hall.delegates[place])
        line = queries.lines(mine)[0]
        assert line.answer.reply.text == "已采取措施（A）"
        told = [
            each for each in outbox() if f"person{house.hall.delegates[place]}@" in each.address
        ]
        assert "已答复" in told[-1].subject
        assert the_form(form).items[0].source.motion_id == motion_id
    feedback.rate(motion_id, Grade.SATISFIED, "", reporter(house, 0))
    assert the_motion(motion_id).state == State.REPLIED
    feedback.rate(motion_id, Grade.SATISFIED, "", reporter(house, 1))
    assert the_motion(motion_id).state == State.CLOSED


def test_whoever_took_over_from_a_reporter_speaks_for_the_group(house, period):
    form = handed_in(house, period)
    appointing.dismiss(house.congress_id, GROUPS[0], house.hall.delegates[0], SECRETARY)
    heir = house.hall.delegates[3]
    number = db.session.get(Person, heir).number
    appointing.appoint(house.congress_id, GROUPS[0], number, SECRETARY)
    movers = the_motion(rolled_up(house, form)).movers
    assert [mover.person_id for mover in movers] == [heir]


def test_an_item_is_rolled_up_once_and_its_form_is_not_taken_back(house, period):
    form = handed_in(house, period)
    rolled_up(house, form)
    with pytest.raises(NotReady, match="已经汇总上报"):
        rolled_up(house, form)
    with pytest.raises(NotReady, match="不能再撤回"):
        filling.take_back(form, reporter(house))
    assert db.session.query(Motion).count() == 1


def test_only_items_that_were_handed_in_are_rolled_up(house, period):
    form = form_id(period)
    filling.put_item(form, STRAIN, reporter(house))
    item = db.session.query(SituationItem).one().id
    for wanted in ([item], [999], []):
        with pytest.raises(NotFound, match="请勾选"):
            rolling.roll_up(house.congress_id, wanted, SUMMARY, house.secretary)
    assert db.session.query(Motion).count() == 0


def test_only_the_secretary_rolls_up_and_says_what_is_the_case(house, period):
    form = handed_in(house, period)
    with pytest.raises(NotAllowed, match="只有秘书"):
        rolling.roll_up(house.congress_id, item_ids(form), SUMMARY, house.head)
    with pytest.raises(WrongInput, match="标题、情况和建议"):
        rolling.roll_up(
            house.congress_id, item_ids(form), Summary("标题", "", "建议"), house.secretary
        )
    assert db.session.query(Motion).count() == 0


def test_the_grid_shows_groups_by_months_with_reporters(house, period):
    handed_in(house, period, 1)
    grid = queries.grid(house.congress_id)
    assert [row.group for row in grid.rows] == list(GROUPS)
    cells = [row.cells[0] for row in grid.rows]
    assert [cell.standing for cell in cells] == [
        Standing.WAITING,
        Standing.SUBMITTED,
        Standing.WAITING,
    ]
    assert cells[1].items == 1
    assert all(row.reporters for row in grid.rows)
