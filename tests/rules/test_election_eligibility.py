"""Who may stand, be written in, watch and count."""

import pytest

from voting.elections.eligibility import (
    Nominee,
    nominee_findings,
    officer_findings,
    write_in_barred,
)
from voting.elections.presets import preset, resolve
from voting.elections.rules import Bar, Body, Mode

UNION = preset("union_election_2016")
ENTERPRISE = preset("enterprise_chair_2008")


def found(
    body: Body = Body.COMMITTEE, mode: Mode = Mode.DIRECT, rules=UNION, **facts
) -> dict[str, bool]:
    """Return the findings about 丁一 as code → blocking."""
    nominee = Nominee(person_id=1, name="丁一", **facts)
    return {one.code: one.blocking for one in nominee_findings(nominee, body, mode, rules)}


def test_a_member_with_rights_may_stand():
    assert found() == {}


def test_one_whose_membership_is_only_retained_may_not_stand():
    assert found(retained=True) == {"retained": True}


def test_one_who_left_or_never_joined_may_not_stand():
    assert found(left=True) == {"left": True}
    assert found(member=False) == {"not_member": True}


@pytest.mark.parametrize("bar", [Bar.ADMIN_HEAD, Bar.LEGAL_REPRESENTATIVE, Bar.PARTNER, Bar.KIN])
def test_the_head_of_the_administration_and_those_close_to_the_head_may_not_stand(bar):
    assert found(bars=frozenset({bar})) == {f"barred_{bar}": True}


@pytest.mark.parametrize("bar", [Bar.DEPUTY, Bar.HR_HEAD, Bar.FOREIGNER])
def test_an_enterprise_bars_more_people_and_elsewhere_they_are_only_pointed_out(bar):
    assert found(bars=frozenset({bar}), rules=ENTERPRISE) == {f"barred_{bar}": True}
    assert found(bars=frozenset({bar})) == {f"flagged_{bar}": False}


def test_kin_that_local_rules_do_not_bar_are_pointed_out():
    local = resolve({"extends": "union_election_2016", "ban": ["admin_head"]})

    assert found(bars=frozenset({Bar.KIN}), rules=local) == {"flagged_kin": False}


@pytest.mark.parametrize("other", [Body.CHAIR, Body.VICE_CHAIR, Body.COMMITTEE, Body.STANDING])
def test_one_nominated_for_the_committee_or_its_chair_may_not_audit_it(other):
    assert found(Body.AUDIT, bodies=frozenset({other})) == {"incompatible_bodies": True}
    assert found(other, bodies=frozenset({Body.AUDIT}), in_pool=True) == {
        "incompatible_bodies": True
    }


def test_one_who_keeps_the_money_may_not_audit_it_but_may_sit_on_the_committee():
    assert found(Body.AUDIT, finance_staff=True) == {"finance_staff": True}
    assert found(Body.COMMITTEE, finance_staff=True) == {}


def test_one_may_stand_for_the_womens_committee_and_the_committee():
    assert found(Body.WOMEN, woman=True, bodies=frozenset({Body.COMMITTEE})) == {}


def test_only_women_stand_for_the_womens_committee():
    assert found(Body.WOMEN, woman=False) == {"women_only": True}
    assert found(Body.COMMITTEE, woman=False) == {}


@pytest.mark.parametrize("body", [Body.CHAIR, Body.VICE_CHAIR])
def test_officers_chosen_by_the_new_committee_come_from_it(body):
    assert found(body, Mode.BY_COMMITTEE, in_pool=False) == {"not_in_committee": True}
    assert found(body, Mode.BY_COMMITTEE, in_pool=True) == {}


def test_a_chair_elected_by_the_meeting_need_not_be_on_the_committee_yet():
    assert found(Body.CHAIR, Mode.DIRECT, in_pool=False) == {}


def test_the_standing_committee_comes_from_the_new_committee_whoever_elects_it():
    assert found(Body.STANDING, Mode.DIRECT, in_pool=False) == {"not_in_committee": True}


def test_the_head_of_audit_comes_from_the_audit_committee():
    assert found(Body.AUDIT_HEAD, in_pool=False) == {"not_in_audit": True}
    assert found(Body.AUDIT_HEAD, in_pool=True) == {}


def test_everything_that_stands_in_the_way_is_told_with_the_name():
    nominee = Nominee(
        person_id=1, name="丁一", retained=True, bars=frozenset({Bar.KIN}), woman=False
    )
    findings = nominee_findings(nominee, Body.WOMEN, Mode.DIRECT, UNION)

    assert [one.code for one in findings] == ["retained", "barred_kin", "women_only"]
    assert all(one.text.startswith("丁一：") for one in findings)


def test_who_may_not_stand_may_not_be_written_in_either():
    barred = Nominee(person_id=1, name="丁一", bars=frozenset({Bar.ADMIN_HEAD}))
    flagged = Nominee(person_id=1, name="丁一", bars=frozenset({Bar.FOREIGNER}))

    assert "行政主要负责人" in write_in_barred(barred, Body.COMMITTEE, Mode.DIRECT, UNION)
    assert write_in_barred(flagged, Body.COMMITTEE, Mode.DIRECT, UNION) is None


def test_a_candidate_may_neither_watch_nor_count_the_same_ballot():
    findings = officer_findings({1: "丁一", 2: "王二"}, {2: "王二", 3: "文三"})

    assert [(one.code, one.person_id, one.blocking) for one in findings] == [
        ("candidate_counts", 2, True)
    ]
    assert "王二" in findings[0].text


def test_a_candidates_spouse_had_better_not_watch_or_count():
    findings = officer_findings({1: "丁一"}, {3: "文三"}, spouses=[(1, 3), (1, 9), (8, 3)])

    assert [(one.code, one.person_id, one.blocking) for one in findings] == [
        ("spouse_counts", 3, False)
    ]
    assert "文三是候选人丁一的配偶" in findings[0].text
