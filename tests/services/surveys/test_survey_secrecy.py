"""Complete copies of both databases tell of no anonymous answer whose it is.

The matcher of the ballots plays the thief: 64 people of whom the test knows everything, papers
and answers in orders that are written down. After closing, and after counting, nothing in files,
write-ahead logs, rows, system columns or logs joins person and answer better than chance.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import SystemRandom, token_hex

import pytest
from sqlalchemy import Date, DateTime, select

from tests.conftest import SECRET, made_app, settings_for
from tests.services.polls.matcher import (
    Chance,
    Copy,
    Thing,
    carried_over,
    joins,
    orders,
    sequence,
    shared,
    traces,
)
from tests.services.polls.test_unlinkable import STORES, all_log, different_names
from tests.services.surveys.making import (
    ACTOR,
    a_device,
    a_house,
    a_survey,
    closed,
    fresh,
    paper_of,
    sheet,
)
from voting.ballots.ballot import Ballot
from voting.ballots.device import Device
from voting.db import Base, Moment, box_engine, db
from voting.people.models import Person
from voting.surveys import content, queries
from voting.surveys.manifest import SurveyManifest
from voting.surveys.models import Invitation, NamedResponse, SurveyKey
from voting.surveys.rules import Mode
from voting.surveys.service import counting

PEOPLE = 64
EVERYWHERE = ("main/", "box/", "wal/")
FEW = 4
"""So many write something beside 其他: fewer than are ever kept."""


@dataclass
class Respondent:
    """One who is asked, and everything only this person and the test know."""

    person_id: int
    number: str
    name: str
    wish: str
    device: Device[SurveyManifest]
    paper: bytes = b""
    plain: bytes = b""
    ballot: Ballot | None = None
    code: str = ""
    blinded: bytes = b""
    signature: bytes = b""


@dataclass
class Held:
    """What happened, in the order in which it happened, and the copies taken meanwhile."""

    people: list[Respondent]
    survey_id: int
    wrapped: bytes = b""
    came: list[int] = field(default_factory=list)
    cast: list[int] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)

    def persons(self) -> list[Thing]:
        return [
            {
                "person_id": each.person_id,
                "number": each.number,
                "name": each.name,
                "blinded": each.blinded,
                "signature": each.signature,
            }
            for each in self.people
        ]

    def responses(self) -> list[Thing]:
        return [
            {
                "public_key": each.ballot.public_key,
                "key_hash": each.ballot.key_hash,
                "paper": each.ballot.paper,
                "signature": each.ballot.signature,
                "sealed": each.ballot.sealed,
                "digest": each.ballot.digest,
                "code": each.code,
            }
            for each in self.people
        ]

    def comments(self) -> list[Thing]:
        return [{"text": each.wish} for each in self.people]

    def named(self, *moments: str) -> list[Copy]:
        return [copy for copy in self.copies if copy.moment in moments]


@pytest.fixture(scope="module")
def surveys(request, tmp_path_factory) -> Callable[[str], Held]:
    """A function that gives the survey held on a kind of store; each is held once."""
    held: dict[str, Held] = {}

    def hold_once(store: str) -> Held:
        if store not in held:
            folder = tmp_path_factory.mktemp(f"survey-{store}")
            with STORES[store](request, folder) as (urls, copy), all_log() as log:
                held[store] = hold(urls, folder, lambda moment: copy(moment, log.getvalue()))
        return held[store]

    return hold_once


@pytest.fixture(params=STORES)
def held(request, surveys) -> Held:
    return surveys(request.param)


def hold(urls, folder, copy: Callable[[str], Copy]) -> Held:
    """Ask everybody; copies while it is open, after closing, after counting."""
    app = made_app(settings_for(*urls, folder))
    with app.app_context():
        numbers = a_house(PEOPLE)
        survey = a_survey()
        manifest = queries.manifest_of(survey)
        rows = db.session.execute(select(Person).where(Person.id.in_(numbers))).scalars().all()
        people = [
            Respondent(each.id, each.number, each.name, wish, a_device(survey))
            for each, wish in zip(rows, different_names(PEOPLE), strict=True)
        ]
        SystemRandom().shuffle(people)
        made = Held(people, survey.id, db.session.get_one(SurveyKey, survey.id).sealing)
        everybody_answers(app, made, manifest.hash)
        made.copies.append(copy("open and full"))
        closed(survey.id)
        made.copies.append(copy("just closed"))
        found = fresh(survey.id)
        counting.count(found.id, found.version, ACTOR, SECRET)
        made.copies.append(copy("just counted"))
        look_back(made)
        db.session.remove()
        db.engine.dispose()
        box_engine().dispose()
    return made


def everybody_answers(app, held: Held, box: bytes) -> None:
    """Half answer as they come, each in turn; the others in an order of their own."""
    coming = SystemRandom().sample(range(PEOPLE), PEOPLE)
    later = coming[PEOPLE // 2 :]
    for n, place in enumerate(coming):
        take(held, place)
        if n < PEOPLE // 2:
            send(app, held, place, box)
    SystemRandom().shuffle(later)
    for place in later:
        send(app, held, place, box)


def take(held: Held, place: int) -> None:
    each = held.people[place]
    each.paper = paper_of(fresh(held.survey_id), each.person_id, each.device)
    held.came.append(place)


def send(app, held: Held, place: int, box: bytes) -> None:
    each = held.people[place]
    beside = {"wants": ["other"], "wants_other": f"{token_hex(9)}"} if place < FEW else {}
    each.plain = content.encoded(sheet(place, wish=each.wish, **beside))  # type: ignore[arg-type]
    each.ballot = each.device.seal(each.plain, each.paper)
    reply = app.test_client().post(f"/box/{box.hex()}", data=each.ballot.body)
    assert reply.status_code == 201
    each.code = reply.json["code"]
    held.cast.append(place)


def look_back(held: Held) -> None:
    asked = select(Invitation).where(Invitation.survey_id == held.survey_id)
    papers = {each.person_id: each for each in db.session.execute(asked).scalars()}
    for each in held.people:
        each.blinded = papers[each.person_id].blinded
        each.signature = papers[each.person_id].signature


def test_complete_copies_join_persons_responses_and_comments_no_better_than_chance(held):
    watched = [sequence("as they came", held.came), sequence("as they sent", held.cast)]
    persons = [*watched, *orders(held.persons(), held.copies)]
    on_board = orders(held.responses(), held.copies)
    commented = orders(held.comments(), held.copies)
    hidden = carried_over(held.responses(), held.copies)
    # A matcher that sees nothing finds nothing.
    assert any(" in main/" in order.name for order in persons)
    assert any(" in box/" in order.name for order in on_board)
    assert any("main/survey_comment" in order.name for order in commented)
    assert hidden
    found = joins(persons, on_board) + joins(watched, hidden)
    found += joins([*persons, *on_board], commented)
    chance = Chance(len(found))
    assert [join for join in found if not chance.allows(join)] == []


def test_nothing_of_an_answer_lies_with_the_persons_and_nothing_of_a_person_in_the_box(held):
    assert traces(held.responses(), held.copies, "main/") == []
    assert traces(held.persons(), held.copies, "box/") == []
    assert shared(held.persons(), held.responses()) == set()
    assert traces(held.persons(), held.copies, "main/")
    assert traces(held.responses(), held.named("just closed", "just counted"), "box/")


def test_while_a_survey_is_open_nothing_of_an_answer_lies_anywhere(held):
    things = [*held.responses(), *held.comments()]
    assert traces(things, held.named("open and full"), *EVERYWHERE) == []


def test_no_response_lies_anywhere_in_the_clear(held):
    # Of a whole response: what stands before and behind its comment.
    sheets = [{"end": each.plain[each.plain.index(b'"wish"') :].decode()} for each in held.people]
    assert traces(sheets, held.copies, *EVERYWHERE) == []


def test_comments_come_with_the_count_and_those_of_few_never(held):
    assert traces(held.comments(), held.named("just counted"), "main/")
    assert traces(held.comments(), held.named("open and full", "just closed"), *EVERYWHERE) == []
    few = [
        {"text": re.search(rb'"wants_other","(\w+)"', each.plain)[1].decode()}
        for each in held.people[:FEW]
    ]
    assert traces(few, held.copies, *EVERYWHERE) == []


def test_after_the_count_the_wrapped_key_lies_in_no_file_of_main(surveys):
    held = surveys("sqlite")
    before, after = held.named("just closed", "just counted")
    assert any(held.wrapped in content for content in before.files.values())
    assert not any(held.wrapped in content for content in after.files.values())


def test_no_log_names_a_survey_or_anybody_in_it(held):
    log = held.copies[-1].log
    for each in held.people:
        assert each.name not in log
        assert each.wish not in log
        assert each.code not in log


def test_a_signed_survey_is_another_matter(app):
    """The named mode stores what it says it stores."""
    columns = NamedResponse.__table__.columns.keys()
    assert {"person_id", "content"} <= set(columns)
    assert Mode.NAMED.value == "named"


def test_no_table_of_an_anonymous_survey_holds_person_and_answer_or_a_time_of_either(app):
    """Walk the schema: who was asked, what was written, and moments, each in tables apart."""
    tables = {
        name: table for name, table in Base.metadata.tables.items() if name.startswith("survey_")
    }
    tables.pop("survey_named_response")
    answers = re.compile(r"^(text|printed|content|answers?|response|reason)$")
    for name, table in tables.items():
        persons = [
            key
            for key in table.foreign_keys
            if key.column.table.name in {"person", "delegate", "account"}
        ]
        of_person = [key.parent.name for key in persons if key.column.table.name == "person"]
        written = [column.name for column in table.columns if answers.match(column.name)]
        timed = [
            column.name
            for column in table.columns
            if isinstance(column.type, Date | DateTime | Moment)
        ]
        assert not (of_person and (written or timed)), name
        assert not (name in {"survey_comment", "survey_invalidation"} and timed), name


def test_the_paper_of_an_invitation_is_the_only_trace_of_having_taken_part(app):
    assert set(Invitation.__table__.columns.keys()) <= {
        "survey_id",
        "person_id",
        "unit",
        "blinded",
        "signature",
        "on_paper",
    }
