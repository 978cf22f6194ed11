"""Phones, and a hall to vote in."""

import logging
from contextlib import ExitStack

import pytest

from tests.journeys.phone.browser import Voter, phone_of
from tests.journeys.phone.evaluations import Sheet, of_evaluation
from tests.journeys.phone.hall import Hall, application, serving
from tests.journeys.phone.sealed import Keys, committee, manifest_of
from tests.journeys.phone.survey_desk import Desk, application as survey_application


@pytest.fixture(scope="session")
def poll_keys() -> Keys:
    return Keys.generate()


@pytest.fixture
def a_hall(poll_keys):
    """Make halls: ``a_hall(contests)``, open for casting unless another state is asked for."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with ExitStack() as running:

        def make(*contests, state="open", **manifest):
            hall = Hall(poll_keys, manifest_of(poll_keys, contests or (committee(),), **manifest))
            hall.url = running.enter_context(serving(application(hall)))
            if state == "open":
                hall.open()
            return hall

        yield make


@pytest.fixture
def hall(a_hall) -> Hall:
    """An open committee election: nine seats, eleven candidates."""
    return a_hall()


@pytest.fixture
def a_desk(poll_keys):
    """Make surveys that are open: ``a_desk(program)``."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with ExitStack() as running:

        def make(program, **facts):
            desk = Desk(poll_keys, program, **facts)
            desk.url = running.enter_context(serving(survey_application(desk)))
            return desk

        yield make


@pytest.fixture
def a_phone(browser):
    """Make phones, each with its own storage: ``a_phone(address)`` opens a page on one."""
    voters = []
    with ExitStack() as phones:

        def make(address=None, **options):
            phone = phone_of(browser, **options)
            phones.callback(phone.close)
            voters.append(Voter(phone.new_page()))
            return voters[-1].opens(address) if address else voters[-1]

        yield make
    assert [error for voter in voters for error in voter.errors] == []


@pytest.fixture
def a_sheet(a_hall, a_phone):
    """Make open evaluations, each with a phone that has its paper: ``a_sheet(contests)``."""

    def make(*contests, elector="02002", phone=None, **manifest):
        hall = a_hall(*contests, **of_evaluation(contests, **manifest))
        voter = a_phone(hall.address(elector), **(phone or {}))
        voter.takes_paper()
        return Sheet(hall, voter)

    return make
