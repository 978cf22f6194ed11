"""Awards for tests: drafts with sections and nominees, and whole ballots held and counted."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.cast import ACTOR, Hall, count_up, queries_poll, version, vote
from voting.awards import jury, queries, service
from voting.awards.kind import AwardKind
from voting.awards.models import AwardSection
from voting.awards.rules import Subject
from voting.awards.service import NomineeFacts, SectionFacts
from voting.ballots.rules import Selections
from voting.db import db
from voting.polls import counting, lifecycle

KIND = AwardKind()
Marks = Mapping[str, Sequence[str]]
"""Title of a section → names ticked in it."""


def a_draft(hall: Hall, title: str = "年度评优") -> int:
    return service.create_award(hall.meeting_id, title, ACTOR).id


def a_section(poll_id: int, title: str = "先进个人", quota: int = 1, **facts) -> int:
    made = SectionFacts(title=title, quota=quota, **facts)
    return service.add_section(poll_id, version(poll_id), made, ACTOR).id


def of_people(poll_id: int, people: Sequence[int], title: str = "先进个人", **facts) -> int:
    """Add a section in which these people are nominated; return its id."""
    section_id = a_section(poll_id, title, **facts)
    for person_id in people:
        service.add_person(poll_id, version(poll_id), section_id, person_id, ACTOR)
    return section_id


def of_groups(poll_id: int, names: Sequence[str], title: str = "先进集体", **facts) -> int:
    """Add a section in which these groups are nominated; return its id."""
    section_id = a_section(poll_id, title, **({"subject": Subject.GROUP} | facts))
    for name in names:
        service.add_named(poll_id, version(poll_id), section_id, NomineeFacts(name=name), ACTOR)
    return section_id


def sections(poll_id: int) -> list:
    db.session.rollback()
    return queries.sections(poll_id)


def rows(section_id: int) -> list:
    db.session.rollback()
    db.session.expire_all()
    section = db.session.get_one(AwardSection, section_id)
    return queries.ballot_rows(section)


def names(section_id: int) -> list[str]:
    return [row.shown for row in rows(section_id)]


def selections(poll_id: int, marks: Marks) -> Selections:
    found = {}
    for section in sections(poll_id):
        ticked = marks.get(section.title, ())
        options = {row.name: row.nominee.option_id for row in rows(section.id)}
        if ticked:
            found[section.contest_id] = {options[name]: "approve" for name in ticked}
    return Selections(found, {})


def seal(app, poll_id: int) -> None:
    lifecycle.seal(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"])


def cast_all(app, hall: Hall, poll_id: int, ballots: Sequence[Marks]) -> None:
    """Seal, open, let the n-th delegate cast the n-th ballot, close."""
    seal(app, poll_id)
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    for index, marks in enumerate(ballots):
        vote(app, hall, poll_id, hall.delegates[index], selections(poll_id, marks))
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)


def hold(app, hall: Hall, poll_id: int, ballots: Sequence[Marks], *, declare: bool = True) -> dict:
    """Hold a whole ballot and count it; return the result."""
    cast_all(app, hall, poll_id, ballots)
    result = count_up(app, poll_id)
    if declare:
        counting.declare(poll_id, version(poll_id), ACTOR)
    return result


def ballots(title: str, *names_and_votes: tuple[str, int], of: int) -> list[dict[str, list[str]]]:
    """Spread votes in one section over so many ballots in turn: (name, votes), …"""
    found: list[list[str]] = [[] for _ in range(of)]
    at = 0
    for name, number in names_and_votes:
        for _ in range(number):
            found[at % of].append(name)
            at += 1
    return [{title: names} for names in found]


def result_of(poll_id: int) -> dict:
    db.session.rollback()
    return counting.result_of(poll_id)[0]


def honoured(poll_id: int) -> frozenset[int]:
    return KIND.elected_people(queries_poll(poll_id), result_of(poll_id))


def score_all(poll_id: int, section_id: int, scores: Mapping[str, Sequence[int | None]]) -> None:
    """Enter the scores of a section, name → a score of each juror in hundredths."""
    db.session.rollback()
    sheet = jury.sheet(queries.section(poll_id, section_id))
    given = {
        (juror.id, row.nominee.id): scores[row.name][place]
        for row in sheet.rows
        for place, juror in enumerate(sheet.jurors)
    }
    service.enter_scores(poll_id, section_id, given, sheet.mark, ACTOR)


def blocking(poll_id: int) -> list[str]:
    """Return the codes of what stops the sealing, as the award sees it."""
    db.session.rollback()
    return [issue.code for issue in KIND.issues(queries_poll(poll_id)) if issue.blocking]


def advised(poll_id: int) -> list[str]:
    """Return the codes of what should be looked at before the sealing."""
    db.session.rollback()
    return [issue.code for issue in KIND.issues(queries_poll(poll_id)) if not issue.blocking]


HALF = Fraction(1, 2)
