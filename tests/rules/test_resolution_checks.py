"""Hands or ballot, documents in time, texts that were changed; and the whole checklist."""

from dataclasses import replace
from datetime import date

import pytest

from voting.congress.rules import Share
from voting.polls.sheets import Sheets
from voting.resolutions.checks import (
    days_ahead,
    hands_findings,
    in_time,
    materials_findings,
    text_findings,
)
from voting.resolutions.legality import legality
from voting.resolutions.presets import preset, resolve
from voting.resolutions.rules import Hands, ItemClass, Secrecy, hands
from voting.resolutions.sealed import Sealed, SealedItem, read_sealed, sealed_data

HELD = date(2026, 11, 22)


def codes(findings) -> list[tuple[str, bool]]:
    return [(each.code, each.blocking) for each in findings]


# --- Hands -------------------------------------------------------------------------------------


@pytest.mark.parametrize("item_class", [ItemClass.WELFARE, ItemClass.DISTRIBUTION])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("zhejiang_2010", [("hands_forbidden", True)]),
        ("collective_contract_art36", [("hands_forbidden", True)]),
        ("shanghai_2017", [("hands_forbidden", True)]),
        ("enterprise_congress_2012", [("hands_advised_against", False)]),
        ("school_congress_32", [("hands_advised_against", False)]),
        ("henan_2007", [("hands_advised_against", False)]),
        ("union_election_2016", [("hands_advised_against", False)]),
    ],
)
def test_welfare_and_pay_by_hands_are_blocked_where_secrecy_is_strict(name, expected, item_class):
    assert codes(hands_findings(preset(name), item_class)) == expected


def test_the_refusal_says_what_is_wrong_and_what_to_do():
    text = hands_findings(preset("zhejiang_2010"), ItemClass.WELFARE)[0].text
    assert text == "所用规则要求一律无记名投票，“福利”不能举手表决，请改用无记名投票。"


@pytest.mark.parametrize(
    ("secret", "item_class", "answer"),
    [
        (Secrecy.IMPORTANT_ITEMS, ItemClass.PROCEDURE, Hands.USUAL),
        (Secrecy.ALL_APPROVAL_ITEMS, ItemClass.PROCEDURE, Hands.USUAL),
        (Secrecy.ALL, ItemClass.PROCEDURE, Hands.ADVISED_AGAINST),
        (Secrecy.IMPORTANT_ITEMS, ItemClass.WORK_REPORT, Hands.USUAL),
        (Secrecy.ALL_APPROVAL_ITEMS, ItemClass.FINANCE_REPORT, Hands.USUAL),
        (Secrecy.ALL, ItemClass.WORK_REPORT, Hands.FORBIDDEN),
        (Secrecy.ELECTIONS_AND_MAJOR, ItemClass.SETTLEMENT, Hands.ADVISED_AGAINST),
        (Secrecy.NONE, ItemClass.SETTLEMENT, Hands.USUAL),
    ],
)
def test_procedure_and_reports_are_usually_decided_by_hands(secret, item_class, answer):
    assert hands(secret, item_class) is answer


# --- Documents ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (date(2026, 11, 17), ["materials_late"]),
        (date(2026, 11, 16), ["materials_late"]),
        (date(2026, 11, 15), []),
        (date(2026, 10, 1), []),
        (date(2026, 11, 23), ["materials_late"]),
    ],
)
def test_documents_are_in_time_seven_days_before_the_meeting(given, expected):
    findings = materials_findings("方案", given_on=given, text_on=given, held_on=HELD, days=7)
    assert [each.code for each in findings] == expected
    assert not any(each.blocking for each in findings)
    assert in_time(given, HELD, 7) is (expected == [])


def test_documents_given_five_days_before_are_told_with_both_figures():
    given = date(2026, 11, 17)
    text = materials_findings("方案", given_on=given, text_on=given, held_on=HELD, days=7)[0].text
    assert text == "“方案”在会前 5 天才发给代表，规定为会前 7 天。"
    assert days_ahead(given, HELD) == 5


def test_a_text_revised_after_discussion_is_told_apart_from_a_late_one():
    findings = materials_findings(
        "方案", given_on=date(2026, 11, 1), text_on=date(2026, 11, 20), held_on=HELD, days=7
    )
    assert [each.code for each in findings] == ["materials_revised"]


def test_where_no_days_are_ruled_nothing_is_late():
    findings = materials_findings("方案", given_on=HELD, text_on=HELD, held_on=HELD, days=0)
    assert findings == []


def test_a_text_with_another_digest_needs_a_new_vote():
    assert text_findings("方案", voted="aa", now="aa") == []
    found = text_findings("方案", voted="aa", now="bb")
    assert codes(found) == [("text_changed", True)]
    assert "须重新表决" in found[0].text


# --- The checklist -----------------------------------------------------------------------------


def an_item(name: str, **changes) -> SealedItem:
    facts = {
        "id": name,
        "title": f"方案{name}",
        "item_class": ItemClass.DISTRIBUTION,
        "rules": preset("enterprise_congress_2012").for_class(ItemClass.DISTRIBUTION),
        "version": 2,
        "sha256": "ab" * 32,
        "given_on": date(2026, 11, 1),
        "text_on": date(2026, 11, 10),
    }
    return SealedItem(**(facts | changes))


def sealed(*items: SealedItem, **changes) -> Sealed:
    rules = replace(preset("enterprise_congress_2012"), **changes)
    return Sealed(rules, HELD, items or (an_item("d1"),))


SHEETS = Sheets(180, 120, 120, 118, 118, 0, 0)


def checked(what: Sealed, sheets: Sheets = SHEETS) -> dict[str, tuple[bool | None, str]]:
    return {check.code: (check.ok, check.text) for check in legality(what, sheets)}


def test_a_lawful_vote_meets_every_demand():
    found = checked(sealed())
    assert {code: ok for code, (ok, _text) in found.items()} == {
        "quorum": True,
        "base": True,
        "threshold": True,
        "secrecy": True,
        "materials": True,
    }
    assert found["quorum"][1] == (
        "应到 180 人，须到会 120 人（应到会人数的三分之二以上（含本数）），实到 120 人。"
    )
    assert "过半数为 91 票" in found["threshold"][1]
    assert "2026年11月15日或以前" in found["materials"][1]


def test_a_missed_quorum_late_documents_and_another_base_are_told():
    other = resolve({"pass": "1/2 > attended"}, below=preset("enterprise_congress_2012"))
    late = an_item("d2", given_on=date(2026, 11, 17), text_on=date(2026, 11, 17))
    found = checked(
        sealed(an_item("d1", rules=other.for_class(ItemClass.OTHER)), late),
        replace(SHEETS, attended=119),
    )
    assert {code for code, (ok, _text) in found.items() if ok is False} == {
        "quorum",
        "base",
        "threshold",
        "materials",
    }
    assert "“方案d1”以到会人数为基数" in found["base"][1]
    assert "“方案d2”在会前 5 天才发给代表" in found["materials"][1]


def test_what_is_not_ruled_or_not_counted_is_not_judged():
    found = checked(sealed(materials_days=0), replace(SHEETS, attended=None))
    assert found["materials"][0] is None
    assert found["quorum"][0] is None
    assert "实到 未计 人" in found["quorum"][1]


def test_the_hardest_quorum_of_the_items_is_the_one_that_is_told():
    harder = replace(preset("enterprise_congress_2012").quorum, share=Share(4, 5))
    item = an_item("d1", rules=replace(an_item("d1").rules, quorum=harder))
    ok, text = checked(sealed(item))["quorum"]
    assert ok is False
    assert "须到会 144 人" in text


# --- What is frozen ----------------------------------------------------------------------------


def test_what_is_frozen_reads_back_in_the_order_of_the_ballot():
    items = [an_item(f"d{number}") for number in (9, 10, 2)]
    before = sealed(*items)
    after = read_sealed(dict(sorted(sealed_data(before).items())))
    assert after == before


def test_an_item_with_rules_of_its_own_keeps_them():
    own = resolve({"pass": "2/3 >= attended"}, below=preset("henan_2007")).for_class(
        ItemClass.SETTLEMENT
    )
    item = an_item("d1", rules=replace(own, name="enterprise_congress_2012"))
    back = read_sealed(sealed_data(sealed(item))).items[0]
    assert back.rules.passes == own.passes
    assert back.rules.standard == "henan_2007"
