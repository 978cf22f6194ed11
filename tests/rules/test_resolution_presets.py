"""The presets of votes on documents, and how local rules change them."""

import pytest

from voting.congress.rules import Share
from voting.polls.reading import WrongDocument
from voting.polls.sheets import Base, Threshold
from voting.resolutions.presets import as_data, names, preset, resolve
from voting.resolutions.rules import ItemClass, Secrecy
from voting.resolutions.wording import deviations, share_words, threshold_words


def test_the_presets_are_those_of_the_rules():
    assert names() == (
        "collective_contract_art36",
        "enterprise_congress_2012",
        "henan_2007",
        "school_congress_32",
        "shanghai_2017",
        "union_election_2016",
        "zhejiang_2010",
    )


@pytest.mark.parametrize(
    ("name", "op", "secret", "days"),
    [
        ("collective_contract_art36", ">=", Secrecy.ALL, 7),
        ("enterprise_congress_2012", ">", Secrecy.IMPORTANT_ITEMS, 7),
        ("henan_2007", ">", Secrecy.ELECTIONS_AND_MAJOR, 7),
        ("school_congress_32", ">=", Secrecy.IMPORTANT_ITEMS, 7),
        ("shanghai_2017", ">=", Secrecy.ALL_APPROVAL_ITEMS, 7),
        ("union_election_2016", ">", Secrecy.IMPORTANT_ITEMS, 0),
        ("zhejiang_2010", ">", Secrecy.ALL, 0),
    ],
)
def test_each_preset_says_what_its_text_says(name, op, secret, days):
    rules = preset(name)
    assert rules.passes == Threshold(Share(1, 2, op), Base.ELIGIBLE)
    assert rules.quorum == Threshold(Share(2, 3, ">="), Base.ELIGIBLE)
    assert (rules.secret, rules.materials_days, rules.itemised) == (secret, days, True)
    assert rules.standard == name


def test_shanghai_reports_upwards_and_henan_posts_the_result():
    assert preset("shanghai_2017").report_workdays == 7
    assert preset("henan_2007").board_days == 7


@pytest.mark.parametrize("name", names())
def test_a_preset_survives_being_written_down_and_read_again(name):
    assert resolve(as_data(preset(name))) == preset(name)


def test_a_contract_is_carried_by_half_in_every_preset():
    for name in names():
        passes = preset(name).passes_for(ItemClass.COLLECTIVE_CONTRACT)
        assert passes == Threshold(Share(1, 2, ">="), Base.ELIGIBLE)


def test_rules_for_one_class_have_one_threshold():
    rules = preset("zhejiang_2010").for_class(ItemClass.COLLECTIVE_CONTRACT)
    assert (rules.passes.share.op, rules.classes) == (">=", {})
    assert rules.for_class(ItemClass.COLLECTIVE_CONTRACT) == rules


@pytest.mark.parametrize(
    "given",
    [
        "2/3 >= attended",
        {"share": "2/3", "op": ">=", "base": "attended"},
        {"num": 2, "den": 3, "op": ">=", "base": "attended"},
    ],
)
def test_a_threshold_may_be_written_in_several_ways(given):
    rules = resolve({"extends": "henan_2007", "pass": given})
    assert rules.passes == Threshold(Share(2, 3, ">="), Base.ATTENDED)
    assert resolve({"extends": "henan_2007", "elect": given}) == rules


def test_what_is_left_out_of_a_threshold_stays_as_it_was():
    rules = resolve({"extends": "henan_2007", "pass": "2/3", "quorum": "4/5 >="})
    assert rules.passes == Threshold(Share(2, 3, ">"), Base.ELIGIBLE)
    assert rules.quorum == Threshold(Share(4, 5, ">="), Base.ELIGIBLE)


@pytest.mark.parametrize(
    ("given", "secret"), [(True, Secrecy.ALL), (False, Secrecy.NONE), ("all", Secrecy.ALL)]
)
def test_secrecy_is_a_word_or_a_truth(given, secret):
    assert resolve({"extends": "henan_2007", "secret": given}).secret is secret


def test_rules_without_a_base_change_those_below_them():
    rules = resolve({"pass": "2/3"}, below=preset("shanghai_2017"))
    assert rules.passes.text == "2/3"
    assert rules.secret is Secrecy.ALL_APPROVAL_ITEMS


def test_rules_may_extend_rules_that_extend_others():
    inner = {"extends": "school_congress_32", "materials_days": 10}
    rules = resolve({"extends": inner, "pass": {"share": "2/3"}})
    assert (rules.materials_days, rules.passes.text, rules.passes.share.op) == (10, "2/3", ">=")


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("no_such", "rules"),
        (5, "rules"),
        (None, "rules"),
        ([], "rules"),
        ({}, "rules.extends"),
        ({"pass": "1/2 > eligible"}, "rules.extends"),
        ({"extends": "no_such"}, "rules.extends"),
        ({"extends": "henan_2007", "passes": "1/2"}, "rules.passes"),
        ({"extends": "henan_2007", "pass": "half"}, "rules.pass"),
        ({"extends": "henan_2007", "pass": 0.5}, "rules.pass"),
        ({"extends": "henan_2007", "pass": "1/2 > everybody"}, "rules.pass.base"),
        ({"extends": "henan_2007", "pass": {"op": "<"}}, "rules.pass.op"),
        ({"extends": "henan_2007", "pass": {"share": 0.5}}, "rules.pass.share"),
        ({"extends": "henan_2007", "pass": {"share": "3/2"}}, "rules.pass.share"),
        ({"extends": "henan_2007", "pass": {"share": "0/2"}}, "rules.pass"),
        ({"extends": "henan_2007", "pass": "1/1 >"}, "rules.pass"),
        ({"extends": "henan_2007", "pass": {"num": 1}}, "rules.pass.den"),
        ({"extends": "henan_2007", "pass": {"num": 1, "den": 0}}, "rules.pass.den"),
        ({"extends": "henan_2007", "pass": {"num": 1, "den": 2, "share": "1/2"}}, "rules.pass"),
        ({"extends": "henan_2007", "pass": "1/2", "elect": "1/2"}, "rules.elect"),
        ({"extends": "henan_2007", "quorum": "2/3 > eligible"}, "rules.quorum.op"),
        ({"extends": "henan_2007", "quorum": "2/3 >= attended"}, "rules.quorum.base"),
        ({"extends": "henan_2007", "secret": "sometimes"}, "rules.secret"),
        ({"extends": "henan_2007", "itemised": "yes"}, "rules.itemised"),
        ({"extends": "henan_2007", "materials_days": -1}, "rules.materials_days"),
        ({"extends": "henan_2007", "materials_days": "7"}, "rules.materials_days"),
        ({"extends": "henan_2007", "classes": {"poetry": "1/2"}}, "rules.classes.poetry"),
        ({"extends": "henan_2007", "classes": {"welfare": "x"}}, "rules.classes.welfare"),
        ({"extends": "henan_2007", "title": ""}, "rules.title"),
    ],
)
def test_rules_that_make_no_sense_are_refused_with_their_place(given, place):
    with pytest.raises(WrongDocument) as refused:
        resolve(given)
    assert place in {problem.place for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1/2 >= eligible", "应到会人数的半数以上（含本数）"),
        ("1/2 > eligible", "应到会人数的过半数"),
        ("2/3 >= attended", "到会人数的三分之二以上（含本数）"),
        ("3/5 > valid", "有效票数的超过五分之三"),
        ("1/1 >= returned", "收回票数的全数"),
        ("50/101 > eligible", "应到会人数的超过50/101"),
    ],
)
def test_a_threshold_is_said_in_words_that_tell_what_it_includes(text, words):
    passes = resolve({"extends": "henan_2007", "pass": text}).passes
    assert threshold_words(passes) == words
    assert share_words(passes) in words


def test_what_leaves_the_norm_is_said():
    norm = preset("henan_2007")
    assert deviations(norm, norm) == []
    rules = resolve({"extends": "henan_2007", "pass": {"base": "attended"}, "quorum": "3/5"})
    quorum, passes = deviations(rules, norm, "分配方案")
    assert "五分之三" in quorum
    assert "“分配方案”的通过要求为到会人数的过半数" in passes
