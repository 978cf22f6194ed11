"""Setting up an award: sections, plans, nominees, their order, and what is still missing."""

from fractions import Fraction

import pytest

from tests.cast import ACTOR, queries_poll, version
from tests.services.awards.making import (
    HALF,
    KIND,
    a_draft,
    a_section,
    advised,
    blocking,
    names,
    of_groups,
    of_people,
    rows,
    seal,
    sections,
)
from tests.services.elections.making import a_draft as an_election, move_to, rename
from voting.audit import queries as audit
from voting.awards import queries, service
from voting.awards.rules import Subject
from voting.awards.rules_data import from_data, threshold_of
from voting.awards.service import NomineeFacts, SectionFacts, SettingsFacts
from voting.congress.rules import Share
from voting.errors import NotFound, NotReady, StaleEdit, WrongInput
from voting.polls.sheets import Base
from voting.workdays.rules import DayUnit


def events() -> list[str]:
    return [entry.event for entry in audit.entries().rows]


# --- Sections ------------------------------------------------------------------------------------


def test_the_plan_of_three_fives_sets_up_three_sections(app, hall):
    poll_id = a_draft(hall)
    service.use_plan(poll_id, version(poll_id), "fives", ACTOR)

    assert [(one.title, one.subject, one.quota, one.ticks) for one in sections(poll_id)] == [
        ("先进基层工会", "group", 5, 5),
        ("先进工会干部", "person", 5, 5),
        ("工会积极分子", "person", 5, 5),
    ]
    with pytest.raises(NotReady, match="不能再套用模板"):
        service.use_plan(poll_id, version(poll_id), "top_ten", ACTOR)
    assert len(sections(poll_id)) == 3


def test_a_plan_nobody_knows_is_refused(app, hall):
    poll_id = a_draft(hall)
    with pytest.raises(WrongInput, match="没有这种模板"):
        service.use_plan(poll_id, version(poll_id), "hundred", ACTOR)
    assert sections(poll_id) == []


def test_a_section_asks_for_what_its_rules_say(app, hall):
    poll_id = a_draft(hall)
    of_people(
        poll_id,
        hall.delegates[:4],
        quota=2,
        ticks=3,
        exact=True,
        jury_weight=Fraction(2, 5),
        threshold=threshold_of(HALF, ">", "attended"),
    )
    contest = KIND.contests(queries_poll(poll_id))[0]
    rules = from_data(KIND.rules(queries_poll(poll_id)))

    assert contest.scale == ("approve", "abstain")
    assert (contest.limits, contest.least) == ({"approve": 3}, {"approve": 3})
    assert contest.labels == {"approve": "推荐", "abstain": "不推荐"}
    assert [option.name for option in contest.options] == ["丁一", "王二", "文三", "李四"]
    assert rules == queries.rules_of(queries.award(poll_id))
    assert rules.sections[0].threshold.base is Base.ATTENDED
    assert "须推荐 3 个" in KIND.filling_in(queries_poll(poll_id))[0]


def test_a_section_may_be_changed_and_one_nobody_was_nominated_in_removed(app, hall):
    poll_id = a_draft(hall)
    one, two = a_section(poll_id), a_section(poll_id, "先进集体", subject=Subject.GROUP)
    facts = SectionFacts(title="十佳职工", quota=10)
    service.change_section(poll_id, version(poll_id), one, facts, ACTOR)
    service.remove_section(poll_id, version(poll_id), two, ACTOR)

    assert [(each.title, each.quota, each.ticks) for each in sections(poll_id)] == [
        ("十佳职工", 10, 10)
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"title": ""}, "请填写奖项名称"),
        ({"title": "先进个人"}, "已有名为“先进个人”的奖项"),
        ({"quota": 0}, "至少为 1"),
        ({"ticks": 0}, "至少为 1"),
        ({"jury_weight": Fraction(1)}, "大于 0、小于 1"),
    ],
)
def test_a_section_that_cannot_be_is_refused(app, hall, facts, said):
    poll_id = a_draft(hall)
    a_section(poll_id)
    with pytest.raises(WrongInput, match=said):
        service.add_section(
            poll_id,
            version(poll_id),
            SectionFacts(**{"title": "另一个", "quota": 1} | facts),
            ACTOR,
        )
    assert len(sections(poll_id)) == 1


def test_a_section_with_nominees_stays_and_keeps_its_sort(app, hall):
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:2])
    with pytest.raises(NotReady, match="不能删除"):
        service.remove_section(poll_id, version(poll_id), section_id, ACTOR)
    with pytest.raises(NotReady, match="不能再改评选对象的类别"):
        service.change_section(
            poll_id,
            version(poll_id),
            section_id,
            SectionFacts(title="先进个人", quota=1, subject=Subject.GROUP),
            ACTOR,
        )
    assert sections(poll_id)[0].subject == "person"


def test_settings_say_the_attendance_and_the_days_of_the_posting(app, hall):
    poll_id = a_draft(hall)
    facts = SettingsFacts(Fraction(1, 2), 7, DayUnit.DAYS)
    service.set_up(poll_id, version(poll_id), facts, ACTOR)
    found = queries.award(poll_id)

    assert KIND.quorum(queries_poll(poll_id)).denominator == 2
    assert (found.publicity.days, found.publicity.unit) == (7, DayUnit.DAYS)
    assert queries.rules_of(found).quorum == Share(1, 2)


def test_an_old_page_changes_nothing(app, hall):
    poll_id = a_draft(hall)
    old = version(poll_id)
    a_section(poll_id)
    with pytest.raises(StaleEdit):
        service.add_section(poll_id, old, SectionFacts(title="又一个", quota=1), ACTOR)
    assert len(sections(poll_id)) == 1


def test_a_sealed_award_is_not_changed(app, hall):
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:2])
    seal(app, poll_id)
    with pytest.raises(NotReady, match="已经封存"):
        service.add_section(poll_id, version(poll_id), SectionFacts(title="又一个", quota=1), ACTOR)
    with pytest.raises(NotReady, match="已经封存"):
        service.add_person(poll_id, version(poll_id), section_id, hall.delegates[3], ACTOR)


def test_another_kind_of_poll_has_no_sections(app, hall):
    poll_id = an_election(hall, hall.delegates[:2])
    with pytest.raises(WrongInput, match="不是评优"):
        service.add_section(poll_id, version(poll_id), SectionFacts(title="先进", quota=1), ACTOR)
    with pytest.raises(NotFound, match="不是评优"):
        queries.award_poll(hall.meeting_id, poll_id)


# --- Nominees ------------------------------------------------------------------------------------


def test_persons_stand_by_strokes_and_groups_as_they_were_given(app, hall):
    poll_id = a_draft(hall)
    people = of_people(poll_id, [hall.delegates[each] for each in (3, 0, 1)])
    groups = of_groups(poll_id, ["数学组", "语文组", "后勤科"])

    assert names(people) == ["丁一", "王二", "李四"]
    assert names(groups) == ["数学组", "语文组", "后勤科"]
    assert "candidate:added" in events()


def test_namesakes_are_told_apart_by_their_units(app, hall):
    poll_id = a_draft(hall)
    one, two = hall.delegates[:2]
    rename(two, "丁一")
    move_to(two, "数学教研组")
    section_id = of_people(poll_id, [one, two])

    assert sorted(names(section_id)) == ["丁一（数学教研组）", "丁一（语文教研组）"]
    assert "namesakes" not in blocking(poll_id)


def test_namesakes_of_one_unit_stop_the_sealing(app, hall):
    poll_id = a_draft(hall)
    rename(hall.delegates[1], "丁一")
    of_people(poll_id, hall.delegates[:2])

    assert blocking(poll_id) == ["namesakes"]


def test_a_work_is_told_with_whose_it_is(app, hall):
    poll_id = a_draft(hall)
    section_id = a_section(poll_id, "优秀提案", subject=Subject.WORK)
    facts = NomineeFacts(name="关于改善食堂的提案", who="丁一等", note="第 7 号", story="已落实。")
    service.add_named(poll_id, version(poll_id), section_id, facts, ACTOR)
    row = rows(section_id)[0]

    assert (row.shown, row.line) == ("关于改善食堂的提案", "丁一等 · 第 7 号")
    assert KIND.candidate_people(queries_poll(poll_id)) == frozenset()


def test_the_same_nominee_stands_once_and_a_withdrawn_one_may_return(app, hall):
    poll_id = a_draft(hall)
    one = hall.delegates[0]
    section_id = of_people(poll_id, [one])
    with pytest.raises(WrongInput, match="不必重复加入"):
        service.add_person(poll_id, version(poll_id), section_id, one, ACTOR)

    nominee = rows(section_id)[0].nominee.id
    with pytest.raises(WrongInput, match="须写明理由"):
        service.withdraw_nominee(poll_id, version(poll_id), nominee, "", ACTOR)
    service.withdraw_nominee(poll_id, version(poll_id), nominee, "本人申请", ACTOR)
    assert names(section_id) == []
    with pytest.raises(NotFound, match="可能已被移除"):
        service.withdraw_nominee(poll_id, version(poll_id), nominee, "再次", ACTOR)

    service.add_person(poll_id, version(poll_id), section_id, one, ACTOR)
    assert [row.nominee.id for row in rows(section_id)] == [nominee]


def test_groups_of_one_name_are_refused_and_may_be_renamed(app, hall):
    poll_id = a_draft(hall)
    section_id = of_groups(poll_id, ["语文组", "数学组"])
    with pytest.raises(WrongInput, match="不必重复加入"):
        service.add_named(
            poll_id, version(poll_id), section_id, NomineeFacts(name="语 文組"), ACTOR
        )
    with pytest.raises(WrongInput, match="请填写名称"):
        service.add_named(poll_id, version(poll_id), section_id, NomineeFacts(), ACTOR)

    one = rows(section_id)[0].nominee.id
    facts = NomineeFacts(name="语文教研组", story="全年无差错。")
    service.change_nominee(poll_id, version(poll_id), one, facts, ACTOR)
    assert names(section_id) == ["语文教研组", "数学组"]
    assert rows(section_id)[0].nominee.story == "全年无差错。"


def test_sections_take_what_they_honour_and_nothing_else(app, hall):
    poll_id = a_draft(hall)
    people, groups = of_people(poll_id, []), of_groups(poll_id, [])
    with pytest.raises(WrongInput, match="请从花名册中查找"):
        service.add_named(poll_id, version(poll_id), people, NomineeFacts(name="语文组"), ACTOR)
    with pytest.raises(WrongInput, match="不评个人"):
        service.add_person(poll_id, version(poll_id), groups, hall.delegates[0], ACTOR)
    with pytest.raises(NotFound, match="花名册里没有"):
        service.add_person(poll_id, version(poll_id), people, 999_999, ACTOR)
    with pytest.raises(NotFound, match="没有这个奖项"):
        service.add_person(poll_id, version(poll_id), 999_999, hall.delegates[0], ACTOR)


def test_the_order_is_changed_by_hand_for_a_reason_and_back(app, hall):
    poll_id = a_draft(hall)
    section_id = of_groups(poll_id, ["数学组", "语文组"])
    ids = [row.nominee.id for row in rows(section_id)]
    with pytest.raises(WrongInput, match="须写明理由"):
        service.order_by_hand(poll_id, version(poll_id), section_id, ids, "", actor=ACTOR)
    with pytest.raises(StaleEdit, match="候选名单刚有变化"):
        service.order_by_hand(poll_id, version(poll_id), section_id, ids[:1], "按抽签", actor=ACTOR)
    service.order_by_hand(poll_id, version(poll_id), section_id, ids[::-1], "按抽签", actor=ACTOR)
    assert names(section_id) == ["语文组", "数学组"]
    assert "manual_order" in advised(poll_id)

    service.order_as_given(poll_id, version(poll_id), section_id, ACTOR)
    assert names(section_id) == ["数学组", "语文组"]


# --- What is missing -----------------------------------------------------------------------------


def test_an_award_without_sections_or_nominees_is_not_ready(app, hall):
    poll_id = a_draft(hall)
    assert blocking(poll_id) == ["no_setup"]
    a_section(poll_id)
    assert blocking(poll_id) == ["no_nominees"]


def test_a_ready_award_is_told_what_to_look_at(app, hall):
    poll_id = a_draft(hall)
    one, two = hall.delegates[:2]
    of_people(poll_id, [one, two], quota=2)
    of_people(poll_id, [one], "工会积极分子", quota=3)

    assert blocking(poll_id) == []
    assert {"as_many_as_quota", "fewer_than_quota", "no_story", "nominated_twice"} <= set(
        advised(poll_id)
    )


def test_more_ticks_than_nominees_stop_a_section_that_asks_for_exactly_so_many(app, hall):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:2], quota=3, exact=True)
    assert blocking(poll_id) == ["too_few_to_tick"]


def test_a_section_that_weighs_a_jury_needs_one(app, hall):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:2], jury_weight=HALF)
    assert blocking(poll_id) == ["no_jury"]

    service.name_jurors(poll_id, ["丁一", "张评"], ACTOR)
    assert blocking(poll_id) == []
    assert {"scores_missing", "juror_nominated"} <= set(advised(poll_id))


def test_the_nominated_neither_watch_nor_count(app, hall):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:2])
    assert KIND.candidate_people(queries_poll(poll_id)) == frozenset(hall.delegates[:2])


def test_the_meeting_reads_of_the_nominees_once_they_are_presented(app, hall):
    poll_id = a_draft(hall)
    with pytest.raises(NotReady, match="候选名单是空的"):
        service.present(poll_id, version(poll_id), ACTOR)
    of_people(poll_id, hall.delegates[:2])
    assert not queries.is_presented(queries_poll(poll_id), queries.award(poll_id))

    service.present(poll_id, version(poll_id), ACTOR)
    assert queries.is_presented(queries_poll(poll_id), queries.award(poll_id))
