"""The presets as data: each loads, one extends another, wrong ones are refused at the place."""

import json
from fractions import Fraction

import pytest

from voting.elections import presets
from voting.elections.presets import as_data, preset, resolve
from voting.elections.rules import Bar, Next, WriteIn, runoff_rules
from voting.elections.wording import deviations, threshold_words
from voting.polls.reading import WrongDocument
from voting.polls.sheets import Base
from voting.workdays.rules import DayUnit

UNION = "union_election_2016"


def places(given: object) -> list[str]:
    with pytest.raises(WrongDocument) as wrong:
        resolve(given)
    return [problem.place for problem in wrong.value.problems]


def sentence(given: object) -> str:
    with pytest.raises(WrongDocument) as wrong:
        resolve(given)
    return wrong.value.message


@pytest.mark.parametrize("name", presets.names())
def test_every_preset_loads_and_what_is_frozen_of_it_reads_back_as_the_same(name):
    rules = preset(name)
    frozen = json.loads(json.dumps(as_data(rules)))

    assert rules.name == name
    assert resolve(frozen) == rules


@pytest.mark.parametrize("name", presets.names())
def test_no_preset_allows_proxies_or_an_open_vote_or_breaks_a_tie(name):
    rules = preset(name)

    assert rules.secret
    assert not rules.proxy
    assert rules.tie == "runoff_tied_only"


def test_the_presets_of_the_design_notes_that_elect_are_shipped():
    assert {
        UNION,
        "enterprise_chair_2008",
        "school_congress_32",
        "enterprise_congress_2012",
        "zhejiang_2010",
        "henan_2007",
    } <= set(presets.names())


def test_the_union_preset_holds_the_numbers_of_the_regulation():
    rules = preset(UNION)

    assert threshold_words(rules.quorum) == "达到应到会人数的 2/3"
    assert threshold_words(rules.elect) == "超过应到会人数的 1/2"
    assert rules.margin["committee"] == Fraction(1, 20)
    assert rules.margin["standing"] == Fraction(1, 10)
    assert rules.margin["officers"] == 0
    assert rules.writein is WriteIn.REQUIRES_DISAPPROVE
    assert rules.short == (Next.REBALLOT, Next.REDUCE_SEATS, Next.LEAVE_VACANT)
    assert (rules.publicity_days, rules.publicity_unit) == (5, DayUnit.WORKDAYS)


def test_the_enterprise_chair_preset_changes_only_what_it_says():
    union, chair = preset(UNION), preset("enterprise_chair_2008")

    assert chair.margin["officers"] is None
    assert (chair.publicity_days, chair.publicity_unit) == (7, DayUnit.DAYS)
    assert {Bar.HR_HEAD, Bar.FOREIGNER, Bar.DEPUTY} <= chair.ban - union.ban
    assert (chair.quorum, chair.elect, chair.sizes) == (union.quorum, union.elect, union.sizes)


def test_half_of_all_delegates_is_enough_in_a_school_congress_and_not_in_a_union():
    school, union = preset("school_congress_32").elect.share, preset(UNION).elect.share

    assert (school.needed(180), union.needed(180)) == (90, 91)


def test_an_override_changes_one_part_and_keeps_the_rest():
    rules = resolve({"extends": UNION, "elect": {"base": "valid"}, "margin": {"committee": "1/4"}})

    assert rules.elect.base is Base.VALID
    assert rules.elect.share == preset(UNION).elect.share
    assert rules.margin["committee"] == Fraction(1, 4)
    assert rules.margin["standing"] == Fraction(1, 10)


@pytest.mark.parametrize(
    "elect",
    [
        {"share": "2/3", "op": ">=", "base": "eligible"},
        {"num": 2, "den": 3, "op": ">="},
        {"share": "4/6", "op": ">="},
        "2/3 >= eligible",
        "2/3>=eligible",
        "2/3 >=",
    ],
)
def test_a_threshold_may_be_spelled_in_several_ways(elect):
    threshold = resolve({"extends": UNION, "elect": elect}).elect

    assert threshold.share.needed(120) == 80
    assert threshold.base is Base.ELIGIBLE


def test_an_override_may_extend_an_override():
    inner = {"extends": UNION, "elect": "2/3 >= eligible"}

    assert resolve({"extends": inner, "blank": "void_ballot"}).elect.share.needed(120) == 80


def test_an_unknown_preset_is_refused_and_the_known_ones_are_named():
    assert places("union_2017") == ["rules"]
    assert UNION in sentence("union_2017")


@pytest.mark.parametrize("given", [None, 5, ["union_election_2016"], True])
def test_rules_that_are_neither_a_name_nor_an_object_are_refused(given):
    assert places(given) == ["rules"]


def test_an_object_without_extends_is_refused_unless_it_is_complete():
    assert places({"elect": "1/2 > eligible"}) == ["rules.extends"]
    assert resolve(as_data(preset(UNION))) == preset(UNION)


def test_unknown_keys_are_refused_at_every_depth_and_a_near_one_is_suggested():
    given = {
        "extends": UNION,
        "qorum": "2/3 >=",
        "margin": {"comittee": "1/20"},
        "elect": {"percent": "50"},
        "sizes": {"audit": [{"members_to": None, "least": 3, "most": 9, "best": 5}]},
    }

    assert set(places(given)) == {
        "rules.qorum",
        "rules.margin.comittee",
        "rules.elect.percent",
        "rules.sizes.audit[0].best",
    }
    assert "是不是想写 quorum" in sentence(given)


@pytest.mark.parametrize(
    ("override", "place"),
    [
        ({"elect": {"share": 0.5}}, "rules.elect.share"),
        ({"elect": {"share": "half"}}, "rules.elect.share"),
        ({"elect": {"share": "1/0"}}, "rules.elect.share"),
        ({"elect": {"share": "3/2"}}, "rules.elect.share"),
        ({"elect": {"share": "1", "op": ">"}}, "rules.elect"),
        ({"elect": {"op": "<"}}, "rules.elect.op"),
        ({"elect": {"base": "present"}}, "rules.elect.base"),
        ({"elect": {"num": 1, "den": 0}}, "rules.elect.den"),
        ({"elect": {"num": 1, "den": 2, "share": "1/3"}}, "rules.elect"),
        ({"elect": "more than half"}, "rules.elect"),
        ({"elect": None}, "rules.elect"),
        ({"quorum": {"base": "attended"}}, "rules.quorum.base"),
        ({"quorum": {"op": ">"}}, "rules.quorum.op"),
        ({"proxy": True}, "rules.proxy"),
        ({"secret": "yes"}, "rules.secret"),
        ({"margin": {"committee": 0.05}}, "rules.margin.committee"),
        ({"writein": "always"}, "rules.writein"),
        ({"overvote": "ignore"}, "rules.overvote"),
        ({"blank": 0}, "rules.blank"),
        ({"short": ["reballot", "lot"]}, "rules.short[1]"),
        ({"short": "reballot"}, "rules.short"),
        ({"runoff": {"elect": "lot"}}, "rules.runoff.elect"),
        ({"publicity_days": -1}, "rules.publicity_days"),
        ({"publicity_days": True}, "rules.publicity_days"),
        ({"ban": ["tall"]}, "rules.ban[0]"),
        ({"title": ""}, "rules.title"),
        ({"title": 7}, "rules.title"),
        ({"extends": "nothing"}, "rules.extends"),
        ({"sizes": {"audit": [{"members_to": None, "least": 3}]}}, "rules.sizes.audit[0].most"),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(override, place):
    assert place in places({"extends": UNION} | override)


def test_a_preset_that_would_break_ties_is_refused_with_the_reason():
    assert "从不裁决" in sentence({"extends": UNION, "tie": "fewer_opposed"})


def test_all_wrong_fields_are_told_at_once():
    given = {"extends": UNION, "proxy": True, "tie": "age", "blank": "?", "nothing": 1}

    assert len(places(given)) == 4


def test_local_rules_that_leave_the_norm_are_pointed_out():
    four_fifths, attended = preset("quorum_four_fifths"), preset("attended_majority")

    assert "4/5" in deviations(four_fifths, preset(four_fifths.standard))[0]
    assert "参加选举人数" in deviations(attended, preset(attended.standard))[0]


@pytest.mark.parametrize("name", [UNION, "enterprise_chair_2008", "school_congress_32"])
def test_rules_that_keep_to_their_norm_are_not_pointed_out(name):
    rules = preset(name)

    assert deviations(rules, preset(rules.standard)) == []


def test_in_a_run_off_more_votes_decide_and_nobody_is_written_in():
    rules = runoff_rules(preset(UNION))

    assert rules.elect.share.needed(120) == 1
    assert rules.writein is WriteIn.NONE
    assert threshold_words(rules.elect) == "得赞成票多者"


def test_a_run_off_asks_for_the_threshold_again_where_local_rules_say_so():
    local = resolve({"extends": UNION, "runoff": {"elect": "threshold"}})

    assert runoff_rules(local).elect == local.elect
