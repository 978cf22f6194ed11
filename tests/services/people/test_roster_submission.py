"""An upload between its preview and its confirmation."""

import os

import pytest
from itsdangerous import URLSafeTimedSerializer

from tests.services.people import workbooks as made
from tests.services.people.conftest import ACTOR
from voting.errors import NotFound, StaleEdit, Unavailable
from voting.people import queries, service, submission
from voting.people.findings import Trouble
from voting.people.plan import Counts

ROSTER = made.csv([made.HEADING, *made.people(2)])


def submit(content: bytes = ROSTER, *, complete: bool = True) -> str:
    reading, token = submission.submit(content, "花名册.csv", complete=complete)
    assert reading.problems == []
    return token


def kept_files(app) -> list[str]:
    folder = submission.SHELF.path()
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_preview_shows_what_would_happen_and_writes_nothing(app):
    found = submission.opened(submit())
    assert found.plan.counts == Counts(2, 0, 0, 0, 0)
    assert found.submission.name == "花名册.csv"
    assert not found.is_stale
    assert queries.all_present() == []


def test_confirming_does_what_the_preview_showed(app):
    token = submit()
    assert submission.confirm(token, ACTOR) == Counts(2, 0, 0, 0, 0)
    assert [person.number for person in queries.all_present()] == ["00001", "00002"]


def test_a_confirmed_upload_is_not_kept_and_cannot_be_confirmed_again(app):
    token = submit()
    submission.confirm(token, ACTOR)
    assert kept_files(app) == []
    with pytest.raises(NotFound, match="已经完成或取消"):
        submission.confirm(token, ACTOR)


def test_a_discarded_upload_is_not_kept(app):
    token = submit()
    submission.discard(token)
    assert kept_files(app) == []
    with pytest.raises(NotFound, match="已经完成或取消"):
        submission.opened(token)
    assert queries.all_present() == []


def test_an_upload_with_problems_is_told_and_not_kept(app):
    bad = made.csv([made.HEADING, made.person(1, 姓名="")])
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    for content, trouble in (
        (bad, Trouble.MISSING),
        (broken, Trouble.UNREADABLE),
    ):
        reading, token = submission.submit(content, "花名册.csv", complete=True)
        assert [problem.trouble for problem in reading.problems] == [trouble]
        assert token is None
    assert kept_files(app) == []


def test_an_upload_that_cannot_be_kept_is_refused_and_changes_nothing(app):
    submission.SHELF.path().parent.mkdir(exist_ok=True)
    submission.SHELF.path().write_text("a file where the folder should be")
    with pytest.raises(Unavailable, match="花名册没有变化"):
        submit()
    assert queries.all_present() == []


def test_a_partial_upload_marks_nobody_as_left(school):
    content = made.csv([made.HEADING, made.person(9)])
    assert submission.opened(submit(content)).plan.counts.removed == 5
    partial = submission.opened(submit(content, complete=False))
    assert partial.plan.counts == Counts(1, 0, 0, 0, 0)


def test_a_preview_is_stale_once_the_roster_has_changed(school, write):
    token = submit()
    service.import_file(write(*made.people(4)), "另一位秘书")
    found = submission.opened(token)
    assert found.is_stale
    with pytest.raises(StaleEdit, match="请重新核对变化后再确认"):
        submission.confirm(token, ACTOR)
    assert len(queries.all_present()) == 4
    # What is shown anew can be confirmed.
    assert submission.confirm(submission.renewed(found), ACTOR) == Counts(0, 0, 0, 2, 2)


def test_an_upload_rests_no_longer_than_two_hours(app, time_machine):
    time_machine.move_to("2026-11-22T02:00:00Z", tick=False)
    token = submit()
    time_machine.move_to("2026-11-22T04:00:01Z", tick=False)
    with pytest.raises(NotFound, match="超过两小时"):
        submission.confirm(token, ACTOR)
    submit(made.csv([made.HEADING, made.person(7)]))
    # The file's time is the disk's, so only the token's is moved here.
    assert queries.all_present() == []


def test_what_was_left_lying_is_swept_away_by_the_next_upload(app):
    submit()
    old = submission.SHELF.path() / kept_files(app)[0]
    os.utime(old, (0, 0))
    submit(made.csv([made.HEADING, made.person(7)]))
    assert old.name not in kept_files(app)
    assert len(kept_files(app)) == 1


def test_a_token_that_was_touched_or_is_of_another_purpose_is_refused(app):
    token = submit()
    other = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="delegate-entry")
    foreign = other.dumps({"sha256": "../x", "name": "", "complete": True, "roster": ""})
    for forged in ("", token[:-2], token + "x", "." + token, foreign):
        with pytest.raises(NotFound, match="地址不完整或有误"):
            submission.opened(forged)
