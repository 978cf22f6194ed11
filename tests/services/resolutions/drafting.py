"""Votes on documents for tests: drafts ready to be sealed, and whole votes held and counted."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from tests.cast import ACTOR, Hall, count_up, queries_poll, version, vote
from voting import clock
from voting.ballots.rules import Selections
from voting.congress.models import CheckIn, Delegate, Meeting
from voting.db import db, unit_of_work
from voting.people.models import Person
from voting.polls import counting, lifecycle
from voting.polls.lifecycle import PollFacts
from voting.resolutions import queries, service
from voting.resolutions.models import ResolutionItem, TextVersion
from voting.resolutions.readiness import issues
from voting.resolutions.rules import ItemClass
from voting.resolutions.service import ItemFacts, ResolutionFacts

TEXT = "第一条　为规范绩效工资分配，制定本方案。"


def a_draft(hall: Hall, *, title: str = "审议通过各项方案", **facts) -> int:
    """Create a vote on documents without any; return the poll's id."""
    about = PollFacts(queries.KIND, title)
    made = service.create_resolution(hall.meeting_id, about, ResolutionFacts(**facts), ACTOR)
    return made.id


def add(
    poll_id: int,
    title: str,
    item_class: ItemClass = ItemClass.DISTRIBUTION,
    *,
    text: str | None = TEXT,
    **facts,
) -> int:
    """Put a document on the ballot, with a text unless there is to be none."""
    about = ItemFacts(title=title, item_class=item_class, **facts)
    item_id = service.add_item(poll_id, version(poll_id), about, ACTOR).id
    if text is not None:
        revise(poll_id, item_id, f"{title}：{text}")
    return item_id


def revise(poll_id: int, item_id: int, text: str, note: str = "") -> TextVersion:
    """Add the next version of a text."""
    after = len(the_item(item_id).versions)
    last = the_item(item_id).text_now
    return service.add_text(poll_id, item_id, last.number if last else after, text, note, ACTOR)


def the_item(item_id: int) -> ResolutionItem:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(ResolutionItem, item_id)


def given_days_before(item_id: int, days: int, number: int = 1) -> None:
    """Let a version have been with the delegates so many days before the meeting."""
    with unit_of_work() as session:
        item = session.get(ResolutionItem, item_id)
        meeting = session.get(Meeting, queries_poll_in(session, item.poll_id).meeting_id)
        text = next(each for each in item.versions if each.number == number)
        text.uploaded_at = meeting.held_at - timedelta(days=days)


def queries_poll_in(session, poll_id: int):
    return session.get(lifecycle.Poll, poll_id)


def meet_in(hall: Hall, days: int) -> None:
    """Let the meeting be held so many days from now."""
    with unit_of_work() as session:
        session.get(Meeting, hall.meeting_id).held_at = clock.now() + timedelta(days=days)


def seal(app, poll_id: int) -> None:
    lifecycle.seal(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"])


def hold(
    app,
    hall: Hall,
    poll_id: int,
    votes: Sequence[Mapping[int, str]],
    *,
    declare: bool = True,
) -> dict:
    """Hold a whole vote: the n-th delegate casts the n-th of ``votes`` (item → mark)."""
    seal(app, poll_id)
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    for index, marks in enumerate(votes):
        selections = Selections({"c1": {f"d{item}": mark for item, mark in marks.items()}}, {})
        vote(app, hall, poll_id, hall.delegates[index], selections)
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    result = count_up(app, poll_id)
    if declare:
        counting.declare(poll_id, version(poll_id), ACTOR)
    return result


def all_issues(poll_id: int) -> list:
    return issues(queries_poll(poll_id))


def blocking(poll_id: int) -> list[str]:
    """Return the codes of what stops the sealing, as the slice sees it."""
    return [issue.code for issue in all_issues(poll_id) if issue.blocking]


def advice(poll_id: int) -> list[str]:
    return [issue.code for issue in all_issues(poll_id) if not issue.blocking]


def an_observer(hall: Hall, name: str = "文三", *, number: str = "09001") -> int:
    """Let somebody take part without a vote (列席), checked in."""
    with unit_of_work() as session:
        person = Person(number=number, name=name, folded=name, is_member=True)
        session.add(person)
        session.flush()
        session.add(Delegate(congress_id=hall.congress_id, person_id=person.id, kind="observer"))
        session.add(
            CheckIn(
                meeting_id=hall.meeting_id,
                person_id=person.id,
                at=clock.now(),
                method="desk",
                by=ACTOR,
            )
        )
        return person.id
