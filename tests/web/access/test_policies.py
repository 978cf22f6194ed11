"""An application with an endpoint that does not say who may reach it does not start."""

import pytest
from flask import Flask

from voting.access import policy
from voting.access.policy import Door, UndeclaredPolicy, anonymous, public, requires, signed_in
from voting.access.rules import Permission


@pytest.fixture
def bare():
    return Flask("bare", static_folder=None)


def page() -> str:
    return "seen"


def test_the_application_itself_has_no_silent_endpoint(app):
    policy.check_policies(app)
    assert len(list(app.url_map.iter_rules())) > 20


def test_an_endpoint_without_a_policy_stops_the_start_and_is_named(bare):
    bare.add_url_rule("/a", "spoken", public(lambda: ""))
    bare.add_url_rule("/b", "silent.one", page)
    bare.add_url_rule("/c", "silent.two", lambda: "")
    with pytest.raises(UndeclaredPolicy, match=r"without a policy: silent\.one, silent\.two$"):
        policy.check_policies(bare)


def test_flasks_own_static_folder_is_an_endpoint_too():
    with pytest.raises(UndeclaredPolicy, match="static"):
        policy.check_policies(Flask("bare"))


def test_each_decorator_says_what_it_means_and_changes_nothing_else():
    def view() -> str:
        return "seen"

    for mark, door, permission in [
        (anonymous, Door.ANONYMOUS, None),
        (public, Door.PUBLIC, None),
        (signed_in, Door.SIGNED_IN, None),
        (requires(Permission.POLL_OPEN), Door.PERMISSION, Permission.POLL_OPEN),
    ]:
        assert mark(view) is view
        found = policy.policy_of(view)
        assert (found.door, found.permission) == (door, permission)
    assert view() == "seen"
    assert policy.policy_of(page) is None
    assert policy.policy_of(None) is None


def test_a_view_of_a_library_can_be_declared_by_its_endpoint(bare):
    bare.add_url_rule("/b", "silent", page)
    policy.declare(bare, "silent", policy.ANONYMOUS)
    policy.check_policies(bare)
    assert policy.policy_for(bare, "silent") == policy.ANONYMOUS


def test_a_page_that_was_added_after_the_start_is_closed_to_everybody(app, admin):
    # Flask refuses new rules once it has answered; whoever gets one in still opens no door.
    app._got_first_request = False
    app.add_url_rule("/late", "late", page)
    assert admin.client.get("/late").status_code == 403
    assert app.test_client().get("/late").status_code == 401


def test_an_address_that_does_not_exist_is_not_found_for_everybody(app, admin):
    for client in (admin.client, app.test_client()):
        assert client.get("/nowhere").status_code == 404
        assert client.post("/nowhere").status_code == 404
