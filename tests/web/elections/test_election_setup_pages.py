"""The secretary sets an election up: seats and rules, candidates, approvals, notice, order."""

from tests.cast import queries_poll, version
from tests.services.elections.making import (
    a_draft,
    a_ready_draft,
    approve,
    seal,
)
from tests.web.access.visiting import heading
from tests.web.elections.pages import said, settings_of, the_election, url
from voting.elections.rules import Body
from voting.polls.rules import State


def test_a_new_election_leads_to_its_settings_and_then_to_the_candidates(hall, secretary):
    made = secretary.post(
        f"/meetings/{hall.meeting_id}/polls/new",
        kind="election",
        title="经费审查委员会委员选举",
        roll_body="expected",
        committee_poll_id="0",
    )
    page = secretary.get(made.location)
    assert heading(page) == "名额和规则"
    assert '<option selected value="audit">' in page.text

    poll_id = int(made.location.split("/")[4])
    sent = settings_of(poll_id, body="audit", shown_body="audit", margin="0")
    reply = secretary.post(url(hall, poll_id, "settings"), **sent)
    assert reply.location == url(hall, poll_id, "candidates")
    assert the_election(poll_id).body == Body.AUDIT
    assert the_election(poll_id).overrides == "{}"
    assert "还没有候选人" in secretary.get(reply.location).text


def test_the_settings_show_what_was_saved(hall, secretary):
    poll_id = a_draft(hall, seats=3, members=150)
    page = secretary.get(url(hall, poll_id, "settings"))

    assert 'value="150"' in page.text
    assert 'value="2/3"' in page.text
    assert 'value="1/20"' in page.text


def test_a_rule_is_changed_with_its_ground_and_refused_without_one(hall, secretary):
    poll_id = a_draft(hall)
    reply = secretary.post(
        url(hall, poll_id, "settings"), **settings_of(poll_id, elect_base="attended")
    )
    assert reply.status_code == 422
    assert "请写明依据" in said(reply)
    assert the_election(poll_id).overrides == "{}"

    sent = settings_of(poll_id, elect_base="attended", margin="1/10", reason="选举办法第九条")
    secretary.post(url(hall, poll_id, "settings"), **sent)
    assert dict(the_election(poll_id).changes) == {
        "elect": {"base": "attended"},
        "margin": {"committee": "1/10"},
    }


def test_another_preset_comes_with_its_own_rules(hall, secretary):
    poll_id = a_draft(hall)
    sent = settings_of(poll_id, preset="enterprise_chair_2008", body="chair")
    reply = secretary.post(url(hall, poll_id, "settings"), **sent)

    assert reply.location == url(hall, poll_id, "settings")
    page = secretary.get(reply.location)
    assert "规则已换成所选的一套" in said(page)
    assert the_election(poll_id).overrides == "{}"
    assert 'name="publicity_days" required type="number" value="7"' in page.text


def test_settings_that_make_no_sense_stay_on_the_page_with_what_was_typed(hall, secretary):
    poll_id = a_draft(hall)
    sent = settings_of(poll_id, seats="许多", elect_share="一半", publicity_days="-1")
    reply = secretary.post(url(hall, poll_id, "settings"), **sent)

    assert reply.status_code == 422
    for sentence in ("请填写整数", "请写成分数", "须在 0 至 366 之间"):
        assert sentence in reply.text
    assert 'value="一半"' in reply.text
    assert the_election(poll_id).seats == 1


def test_the_second_of_two_officers_is_told_that_nothing_was_saved(hall, secretary):
    poll_id = a_draft(hall)
    sent = settings_of(poll_id)
    secretary.post(url(hall, poll_id, "settings"), **sent)
    reply = secretary.post(url(hall, poll_id, "settings"), **(sent | {"seats": "5"}))

    assert reply.status_code == 409
    assert "刚被别人修改过" in said(reply)
    assert the_election(poll_id).seats == 3


def test_a_ready_election_is_sealed_from_its_home_page(hall, secretary, app):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    home = f"/meetings/{hall.meeting_id}/polls/{poll_id}"
    assert "封存名册和选票" in secretary.get(home).text

    secretary.post(f"{home}/seal", version=version(poll_id))
    assert queries_poll(poll_id).state == State.SEALED


def test_the_to_do_list_leads_to_the_pages_where_things_are_mended(hall, secretary):
    poll_id = a_draft(hall, hall.delegates[:1])
    page = secretary.get(f"/meetings/{hall.meeting_id}/polls/{poll_id}").text

    for name in ("settings", "candidates", "approvals", "notice"):
        assert f'href="{url(hall, poll_id, name)}"' in page


def test_the_pages_of_a_sealed_election_can_be_read_and_not_changed(hall, secretary, app):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    seal(app, poll_id)
    pages = ("settings", "candidates", "approvals", "notice", "order")
    for name in pages:
        page = secretary.get(url(hall, poll_id, name))
        assert page.status_code == 200
        assert "选票已经封存" in said(page)
    reply = secretary.post(url(hall, poll_id, "settings"), **settings_of(poll_id))

    assert reply.status_code == 409
    assert "作废后重新建立" in said(reply)


def test_only_the_secretary_sets_elections_up(hall, chair, delegate):
    poll_id = a_draft(hall, hall.delegates[:2])
    approve(poll_id)
    for visitor in (chair, delegate):
        for name in ("settings", "candidates", "approvals", "notice", "calendar", "order", "next"):
            assert visitor.get(url(hall, poll_id, name)).status_code == 403
        assert visitor.post(url(hall, poll_id, "settings"), seats="9").status_code == 403


def test_a_poll_of_another_meeting_or_kind_has_no_such_pages(hall, secretary, app):
    poll_id = a_draft(hall)
    assert secretary.get(f"/meetings/999/polls/{poll_id}/election/settings").status_code == 404
    assert secretary.get(url(hall, 999, "candidates")).status_code == 404
