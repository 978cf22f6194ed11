"""Claim 1: complete copies of both databases, their logs and the service's tell no voter's ballot.

200 electors take papers and cast in orders that the test writes down. Half do one right after the
other, each in turn: whoever knew the order of either would know the other. The other half take
papers from several threads at once, and cast from several threads in an order of their own.
"""

import io
import logging
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from math import comb
from secrets import SystemRandom, choice, token_bytes, token_hex
from threading import Lock

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import select

from tests.cast import (
    ACTOR,
    TwoCandidates,
    a_hall,
    a_poll,
    manifest,
    queries_poll,
    take_paper,
    version,
)
from tests.conftest import SECRET, made_app, settings_for
from tests.plugins.postgres import url_of
from tests.services.polls.matcher import (
    RISK,
    Chance,
    Copy,
    Join,
    Order,
    Thing,
    carried_over,
    joins,
    orders,
    sequence,
    shared,
    traces,
)
from tests.services.polls.taken_copies import copy_of_postgres, copy_of_sqlite, log_position
from voting.ballots import canonical
from voting.ballots.ballot import Ballot
from voting.ballots.device import Device
from voting.ballots.manifest import from_b64url
from voting.ballots.rules import Contest, Option, Selections, selections_to_json
from voting.ballots.seal import Envelope
from voting.db import box_engine, db
from voting.people.models import Person
from voting.polls import counting, kinds, lifecycle
from voting.polls.box import the_box
from voting.polls.models import IssuedPaper

ELECTORS = 200
THREADS = 4
SYLLABLES = "安邦诚德恩方国海和华佳健静康乐丽明宁平庆仁善泰文贤欣雅永志忠"
SCALE = ("approve", "oppose", "abstain")
EVERYWHERE = ("main/", "box/", "wal/")


class NamesAndMarks(TwoCandidates):
    """A sheet whose records could tell: a name that nobody else writes, and marks."""

    def contests(self, poll):
        options = (Option("a", "丁一", ""), Option("b", "王二", ""))
        return [
            Contest("c1", "推选", (Option("n", "无", ""),), SCALE, "abstain", {}, 1, "approve"),
            Contest("c2", "主席", options, SCALE, "abstain", {"approve": 2}),
        ]


@dataclass
class Voter:
    """An elector and everything only this person and the test know."""

    person_id: int
    number: str
    name: str
    selections: Selections
    device: Device
    paper: bytes = b""
    ballot: Ballot | None = None
    code: str = ""


@dataclass
class Election:
    """What happened, in the order in which it happened, and the copies taken meanwhile."""

    voters: list[Voter]
    poll_id: int
    hash: bytes
    came: list[int] = field(default_factory=list)
    cast: list[int] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    papers: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    names_in_box: dict[str, int] = field(default_factory=dict)
    returned: list[int] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @property
    def while_open(self) -> list[Copy]:
        return [copy for copy in self.copies if copy.moment.startswith("open")]

    @property
    def after_closing(self) -> list[Copy]:
        return [copy for copy in self.copies if not copy.moment.startswith("open")]

    @property
    def watched(self) -> list[Order]:
        return [sequence("as they came", self.came), sequence("as they cast", self.cast)]

    def electors(self) -> list[Thing]:
        return [
            {
                "elector": voter.number,
                "person_id": voter.person_id,
                "name": voter.name,
                "blinded": self.papers[voter.number][0],
                "signature": self.papers[voter.number][1],
            }
            for voter in self.voters
        ]

    def ballots(self) -> list[Thing]:
        return [
            {
                "public_key": voter.ballot.public_key,
                "key_hash": voter.ballot.key_hash,
                "paper": voter.ballot.paper,
                "signature": voter.ballot.signature,
                "sealed": voter.ballot.sealed,
                "digest": voter.ballot.digest,
                "code": voter.code,
            }
            for voter in self.voters
        ]

    def records(self) -> list[Thing]:
        return [{"text": voter.selections.write_ins["c1"][0]} for voter in self.voters]


def a_sheet(text: str) -> Selections:
    marks = {"a": choice(("approve", "oppose")), "b": choice(SCALE)}
    return Selections({"c1": {}, "c2": marks}, {"c1": [text], "c2": []})


def different_names(number: int) -> list[str]:
    found = set()
    while len(found) < number:
        found.add("".join(choice(SYLLABLES) for _ in range(6)))
    return SystemRandom().sample(sorted(found), number)


@contextmanager
def sqlite_stores(request, folder) -> Iterator[tuple[list[str], Callable]]:
    """Two fresh files, and what copies them."""
    empty = request.getfixturevalue("empty_databases")
    paths = {name: folder / f"{name}.sqlite" for name in ("main", "box")}
    for path in paths.values():
        shutil.copy(empty / path.name, path)
    urls = [f"sqlite:///{path}" for path in paths.values()]
    yield urls, lambda moment, log: copy_of_sqlite(moment, paths, folder, log)


@contextmanager
def postgresql_stores(request, folder) -> Iterator[tuple[list[str], Callable]]:
    """Two fresh databases of a real server, and what copies them."""
    server = request.getfixturevalue("postgres_url")
    templates = request.getfixturevalue("postgres_templates")
    names = [f"unlinkable_{token_hex(6)}" for _ in templates]
    with psycopg.connect(server, autocommit=True) as connection:
        for name, template in zip(names, templates, strict=True):
            make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(make.format(sql.Identifier(name), sql.Identifier(template)))
        urls = [url_of(server, name) for name in names]
        since = log_position(urls[0])
        of = dict(zip(("main", "box"), urls, strict=True))
        yield urls, lambda moment, log: copy_of_postgres(moment, of, since, log)
        for name in names:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


STORES = {"sqlite": sqlite_stores, "postgresql": postgresql_stores}


@pytest.fixture(scope="module")
def elections(request, tmp_path_factory) -> Callable[[str], Election]:
    """A function that gives the election held on a kind of store; each is held once."""
    held: dict[str, Election] = {}

    def hold_once(store: str) -> Election:
        if store not in held:
            folder = tmp_path_factory.mktemp(f"unlinkable-{store}")
            with STORES[store](request, folder) as (urls, copy), all_log() as log:
                held[store] = hold(urls, folder, lambda moment: copy(moment, log.getvalue()))
        return held[store]

    return hold_once


@pytest.fixture(params=STORES)
def election(request, elections) -> Election:
    return elections(request.param)


@contextmanager
def all_log() -> Iterator[io.StringIO]:
    """Everything that is logged or printed."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    with redirect_stdout(log), redirect_stderr(log):
        yield log
    logging.getLogger().removeHandler(handler)


def hold(urls: list[str], folder, copy: Callable[[str], Copy]) -> Election:
    """Hold the election; copies while the box is open, right after closing, after opening."""
    app = made_app(settings_for(*urls, folder))
    with app.app_context():
        kinds.register(app, NamesAndMarks())
        hall = a_hall(ELECTORS)
        election = prepared(a_poll(app, hall, until="open"), hall)
        everybody_votes(app, hall, election, copy)
        lifecycle.close_poll(election.poll_id, version(election.poll_id), ACTOR)
        election.copies.append(copy("just closed"))
        counting.open_box(election.poll_id, version(election.poll_id), ACTOR, SECRET)
        election.copies.append(copy("just unsealed"))
        look_back(election)
        db.session.remove()
        db.engine.dispose()
        box_engine().dispose()
    return election


def prepared(poll_id: int, hall) -> Election:
    sealed = manifest(poll_id)
    people = db.session.execute(select(Person).where(Person.id.in_(hall.delegates))).scalars()
    voters = [
        Voter(each.id, each.number, each.name, a_sheet(text), Device(token_bytes(16), sealed))
        for each, text in zip(people, different_names(ELECTORS), strict=True)
    ]
    # The place in the list must say nothing of the order, nor of the number on the roll.
    SystemRandom().shuffle(voters)
    db.session.remove()
    return Election(voters, poll_id, sealed.hash)


def everybody_votes(app, hall, election: Election, copy: Callable[[str], Copy]) -> None:
    coming = SystemRandom().sample(range(ELECTORS), ELECTORS)
    one_by_one, together = coming[: ELECTORS // 2], coming[ELECTORS // 2 :]
    for place in one_by_one:
        come(app, hall, election, place)
        cast(app, election, place)
    election.copies.append(copy("open and half full"))
    at_once(lambda place: come(app, hall, election, place), together)
    SystemRandom().shuffle(together)
    at_once(lambda place: cast(app, election, place), together)
    election.copies.append(copy("open and full"))


def come(app, hall, election: Election, place: int) -> None:
    voter = election.voters[place]
    with app.app_context():
        voter.paper = take_paper(app, hall, election.poll_id, voter.person_id, voter.device)
        with election.lock:
            election.came.append(place)
        db.session.remove()


def cast(app, election: Election, place: int) -> None:
    voter = election.voters[place]
    voter.ballot = voter.device.fill_in(voter.selections, voter.paper)
    reply = app.test_client().post(f"/box/{election.hash.hex()}", data=voter.ballot.body)
    assert reply.status_code == 201
    assert voter.device.accepts(voter.ballot, from_b64url(reply.json["signature"]))
    voter.code = reply.json["code"]
    with election.lock:
        election.cast.append(place)


def at_once(act: Callable[[int], None], places: list[int]) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(act, place) for place in places]:
            done.result()


def look_back(election: Election) -> None:
    papers = db.session.execute(select(IssuedPaper)).scalars()
    election.papers = {each.elector: (each.blinded, each.signature) for each in papers}
    election.names_in_box = the_box().opened(election.hash).names_of("c1")
    poll = queries_poll(election.poll_id)
    election.returned = [poll.returned, the_box().returned(election.hash)]


def unexplained(found: list[Join]) -> list[Join]:
    chance = Chance(len(found))
    return [join for join in found if not chance.allows(join)]


def marks_beyond_chance(election: Election, known: list[Order]) -> list[str]:
    """Lay the opened marks, as they lie and by every column, beside voters and ballots in order.

    The number of times that both say "approve" is drawn without replacement: its law is known.
    """
    rows = [
        row
        for row in election.copies[-1].tables["box/opened_mark"]
        if (row["contest"], row["option"]) == ("c2", "a")
    ]
    lying = {"as they lie": rows}
    for column in rows[0]:
        lying[column] = sorted(rows, key=lambda row, column=column: row[column])
    chosen = [voter.selections.marks["c2"]["a"] == "approve" for voter in election.voters]
    assert [row["mark"] == "approve" for row in rows].count(True) == sum(chosen)
    complete = [order for order in known if None not in order.ranks]
    found = []
    for name, marks in lying.items():
        approved = {place for place, row in enumerate(marks) if row["mark"] == "approve"}
        for order in complete:
            both = sum(chosen[place] and rank in approved for place, rank in enumerate(order.ranks))
            if likelihood(both, len(approved)) < RISK / len(lying) / len(complete):
                found.append(f"{order.name} ~ marks {name}")
    return found


def likelihood(both: int, approved: int) -> float:
    """Return the probability of so many or more, or of so few or fewer, whichever is less."""
    others = ELECTORS - approved
    ways = [comb(approved, k) * comb(others, approved - k) for k in range(approved + 1)]
    return min(sum(ways[both:]), sum(ways[: both + 1])) / sum(ways)


def test_complete_copies_join_voters_ballots_and_records_no_better_than_chance(election):
    electors, ballots, records = election.electors(), election.ballots(), election.records()
    came = [*election.watched, *orders(electors, election.copies)]
    on_board = orders(ballots, election.copies)
    in_records = orders(records, election.copies)
    by_way_of_envelopes = carried_over(ballots, election.copies)
    # A matcher that sees nothing finds nothing: it saw the bytes of files, and hidden rows.
    assert any(" in main/" in order.name for order in came)
    assert any(" in box/" in order.name for order in on_board)
    assert any(" in box/" in order.name for order in in_records)
    assert any("box/enveloped_ballot, open and full" in each.name for each in by_way_of_envelopes)
    found = joins(came, on_board) + joins(election.watched, by_way_of_envelopes)
    found += joins([*came, *on_board], in_records)
    assert unexplained(found) == []
    assert marks_beyond_chance(election, [*came, *on_board]) == []


def test_nothing_of_a_ballot_lies_with_the_voters_and_nothing_of_a_voter_with_the_ballots(election):
    electors, ballots, records = election.electors(), election.ballots(), election.records()
    assert traces([*ballots, *records], election.copies, "main/") == []
    assert traces(electors, election.copies, "box/") == []
    assert shared(electors, ballots) == set()
    assert shared(electors, records) == set()
    # The same search finds what must be there: papers in main, ballots in the closed box.
    assert traces(electors, election.copies, "main/")
    assert traces(ballots, election.after_closing, "box/")


def test_while_the_box_is_open_nothing_of_a_ballot_lies_anywhere(election):
    still_open = election.while_open
    assert len(still_open) == 2
    assert traces([*election.ballots(), *election.records()], still_open, *EVERYWHERE) == []


def test_no_sheet_lies_anywhere_in_the_clear_though_every_record_does(election):
    contests = election.voters[0].device.manifest.contests
    sheets = [
        canonical.encode(selections_to_json(contests, voter.selections)).decode()
        for voter in election.voters
    ]
    # The record is the name alone, the sheet has quotation marks and brackets around it.
    of_sheets = [{"end": sheet[sheet.index('"write_ins"') :]} for sheet in sheets]
    assert traces(of_sheets, election.copies, *EVERYWHERE) == []
    assert traces(election.records(), election.after_closing, "box/")


def test_after_closing_not_even_the_services_secret_finds_an_order_in_the_files(elections):
    election = elections("sqlite")
    envelope = Envelope(SECRET, election.hash)
    tags = [{"tag": envelope.tag(voter.ballot.key_hash)} for voter in election.voters]
    # Whoever has the secret and a copy of the open box sees who came first: so it does matter.
    assert unexplained(joins(election.watched, orders(tags, election.while_open)))
    assert traces(tags, election.after_closing, *EVERYWHERE) == []
    assert unexplained(joins(election.watched, orders(tags, election.after_closing))) == []


def test_every_ballot_was_counted_once(election):
    assert sorted(election.came) == sorted(election.cast) == list(range(ELECTORS))
    assert election.returned == [ELECTORS, ELECTORS]
    assert election.names_in_box == {record["text"]: 1 for record in election.records()}
