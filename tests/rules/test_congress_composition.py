"""Composition of the delegates against the rules (case 70), and how many there must be."""

from datetime import date

import pytest

from voting.congress.composition import (
    Group,
    GroupRule,
    Limit,
    Profile,
    Verdict,
    age,
    composition,
    delegates_needed,
    is_cadre,
)
from voting.congress.presets import preset, presets
from voting.congress.rules import Share

DAY = date(2026, 11, 22)
TEACHERS = GroupRule(Group.TEACHERS, Limit.AT_LEAST, Share(60, 100))
CADRES = GroupRule(Group.CADRES, Limit.AT_MOST, Share(20, 100))


def somebody(category="teacher", sex="male", born="1980-01", post=""):
    return Profile("某人", category, sex, born, post)


def report(delegates, *rules, staff=()):
    return composition(delegates, staff, rules, young_age=35, day=DAY)


def test_twenty_nine_teachers_of_fifty_are_red_and_thirty_are_green():
    others = [somebody("support")] * 21
    [line] = report([somebody()] * 29 + others, TEACHERS)
    assert (line.count, line.total, line.verdict) == (29, 50, Verdict.RED)
    assert line.rule == "不低于 60%，至少 30 人"
    [line] = report([somebody()] * 30 + others[:20], TEACHERS)
    assert (line.count, line.total, line.verdict) == (30, 50, Verdict.GREEN)


def test_a_fifth_of_cadres_is_green_and_one_more_is_red():
    leader, colleague = somebody("management", post="副校长"), somebody()
    [line] = report([leader] * 10 + [colleague] * 40, CADRES)
    assert line.verdict is Verdict.GREEN
    assert line.rule == "不超过 20%，至多 10 人"
    [line] = report([leader] * 11 + [colleague] * 39, CADRES)
    assert line.verdict is Verdict.RED


@pytest.mark.parametrize(
    ("limit", "below"), [(Limit.PROPORTIONAL, Verdict.RED), (Limit.ADVISED, Verdict.AMBER)]
)
def test_women_are_held_against_their_share_of_the_staff(limit, below):
    woman, man = somebody(sex="female"), somebody()
    staff = [woman] * 160 + [man] * 144
    rule = GroupRule(Group.WOMEN, limit)
    [line] = report([woman] * 53 + [man] * 47, rule, staff=staff)
    assert line.verdict is Verdict.GREEN
    assert "160/304" in line.rule
    assert "53 人" in line.rule
    [line] = report([woman] * 52 + [man] * 48, rule, staff=staff)
    assert line.verdict is below


def test_the_young_are_those_of_the_age_given_on_the_day_of_the_meeting():
    rule = GroupRule(Group.YOUNG, Limit.NONE)
    people = [somebody(born=born) for born in ("1990-12", "1990-11", "1991-01", None)]
    [line] = report(people, rule)
    assert line.count == 2
    assert line.unknown == 1
    assert line.verdict is Verdict.PLAIN


@pytest.mark.parametrize(
    ("born", "years"), [("1990-10", 36), ("1990-11", 36), ("1990-12", 35), ("2000-01", 26)]
)
def test_an_age_counts_as_reached_in_the_month_of_birth(born, years):
    assert age(born, DAY) == years


def test_the_front_line_is_whoever_neither_manages_nor_leads():
    rule = GroupRule(Group.FRONTLINE, Limit.NONE)
    people = [
        somebody("teacher"),
        somebody("support"),
        somebody("management"),
        somebody("teacher", post="校长"),
        somebody(None),
    ]
    [line] = report(people, rule)
    assert line.count == 2
    assert line.unknown == 1


@pytest.mark.parametrize(
    "post",
    ["校长", "副校长", "党总支书记", "教务处主任", "办公室主任", "工会主席", "财务科长", "总经理"],
)
def test_these_posts_are_of_the_middle_level_or_above(post):
    assert is_cadre(post)


@pytest.mark.parametrize(
    "post", ["", None, "班主任", "教研组长", "年级主任", "工会小组长", "主任医师", "副主任护师"]
)
def test_these_posts_only_sound_like_it(post):
    assert not is_cadre(post)


def test_a_post_that_leads_counts_even_where_a_harmless_one_is_named_beside_it():
    assert is_cadre("政教处主任、班主任")


def test_nothing_is_judged_while_there_are_no_delegates():
    lines = report([], TEACHERS, CADRES)
    assert [line.verdict for line in lines] == [Verdict.PLAIN, Verdict.PLAIN]


@pytest.mark.parametrize(
    ("name", "people", "needed"),
    [
        ("shanghai_2017", 60, 30),
        ("shanghai_2017", 100, 30),
        ("shanghai_2017", 1000, 75),
        ("shanghai_2017", 3000, 175),
        ("shanghai_2017", 8000, 175),
        ("zhejiang_2010", 99, 30),
        ("zhejiang_2010", 100, 40),
        ("zhejiang_2010", 900, 96),
        ("zhejiang_2010", 1000, 100),
        ("zhejiang_2010", 3500, 140),
        ("zhejiang_2010", 6000, 200),
        ("henan_2007", 99, None),
        ("henan_2007", 100, 30),
        ("enterprise_congress_2012", 400, 30),
        ("enterprise_congress_2012", 1001, 51),
        ("union_election_2016", 304, None),
    ],
)
def test_the_number_of_delegates_follows_the_preset(name, people, needed):
    assert delegates_needed(people, preset(name).delegates_number) == needed


def test_only_the_school_preset_asks_for_teachers():
    asking = {
        name
        for name, each in presets().items()
        if any(rule.group is Group.TEACHERS for rule in each.lines)
    }
    assert asking == {"school_congress_32"}
