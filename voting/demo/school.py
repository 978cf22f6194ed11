"""The sample school: roster, congress, meeting, officers, and an election ready to be sealed."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from voting import clock
from voting.access import passes, service as accounts, sources
from voting.access.rules import Office
from voting.access.service import AccountFacts
from voting.congress import queries as congress_queries, service as congress
from voting.congress.rules import Body as CongressBody, DelegateKind, ItemClass
from voting.db import db
from voting.demo.kinds import build_kinds
from voting.demo.motion_staff import add_staff_matters
from voting.demo.motions import build_motions, motion_congress
from voting.demo.surveys import build_surveys
from voting.elections import queries as election_queries, service as elections
from voting.elections.rules import Body, Level
from voting.people import queries as people, service as roster
from voting.people.models import Person
from voting.polls.models import Poll

ACTOR = "演示"
SECRETARY, CHAIR_OF_SURVEYS = "mishu", "wenjuan"
ROSTER = Path(__file__).parent / "roster-312.xlsx"
SEATS = 9
CANDIDATES = 11
_NOTICE_DAYS = 15


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer of the demo: what to sign in with, and where the work is."""

    title: str
    name: str
    login: str
    password: str
    path: str


@dataclass(frozen=True, slots=True)
class School:
    """What the demo made: the meeting, the poll, the officers, every delegate's personal link."""

    meeting_id: int
    poll_id: int
    officers: tuple[Officer, ...]
    delegates: tuple[tuple[str, str], ...]
    """(name, personal link) of the delegates, in the order of their numbers."""


def build(
    roster_file: Path = ROSTER,
    seats: int = SEATS,
    candidates: int = CANDIDATES,
    *,
    kinds: bool = True,
) -> School:
    """Fill the empty databases of the current application with a school and its election.

    ``kinds``: and one poll of each other kind; their leaders must be on the roster.
    """
    roster.import_file(roster_file, ACTOR)
    meeting_id = _meeting()
    full = [row.person_id for row in congress_queries.expected_people(meeting_id)]
    officers = _officers(meeting_id, full[-6:])
    poll_id = _election(meeting_id, full[:-6], seats, candidates)
    if kinds:
        build_kinds(meeting_id, ACTOR)
    views = [sources.person_by_id(person_id) for person_id in full]
    return School(
        meeting_id,
        poll_id,
        officers,
        tuple((view.name, passes.entry_url(view)) for view in views if view),
    )


def add_motions() -> tuple[Officer, ...]:
    """Give the school a staff congress with its motions and what else the staff sent in.

    Returns who works on them.
    """
    meeting_id = motion_congress(ACTOR)
    congress_id = congress_queries.meeting(meeting_id).congress_id
    seats = build_motions(congress_id, meeting_id)
    add_staff_matters(congress_id, meeting_id)
    return tuple(
        _account(
            seated.title,
            seated.login,
            db.session.get_one(Person, seated.person_id).name,
            frozenset(),
            seated.person_id,
            seated.path,
        )
        for seated in seats
    )


def add_surveys() -> tuple[str, str]:
    """Give the school its surveys; return where the results stand, and what is to be answered."""
    return build_surveys(ACTOR, SECRETARY, CHAIR_OF_SURVEYS)


def _meeting() -> int:
    today = clock.today()
    made = congress.create_congress(
        congress.CongressFacts(
            organisation="青山中学工会",
            ordinal=5,
            body=CongressBody.DELEGATES,
            preset="union_election_2016",
            term_starts=date(today.year - 2, 9, 1),
            term_ends=date(today.year + 3, 8, 31),
        ),
        ACTOR,
    )
    differences = congress_queries.roster_preview(made)
    congress.update_delegates_from_roster(made.id, differences.digest, ACTOR)
    meeting = congress.create_meeting(
        made.id, congress.MeetingFacts(ordinal=3, held_at=clock.now(), place="学校礼堂"), ACTOR
    )
    congress.record_approval(
        meeting.id,
        meeting.version,
        congress.ApprovalFacts(
            applied_on=today - timedelta(days=40),
            number=f"青教工〔{today.year}〕12号",
            approved_on=today - timedelta(days=30),
        ),
        ACTOR,
    )
    for title, kind in (
        ("听取工会工作报告", ItemClass.HEAR),
        ("审议工会经费审查报告", ItemClass.REVIEW),
        ("选举工会委员会委员", ItemClass.ELECT),
    ):
        congress.add_agenda_item(
            meeting.id, congress.ItemFacts(title=title, item_class=kind), ACTOR
        )
    congress.freeze_delegates(meeting.id, ACTOR)
    return meeting.id


def _officers(meeting_id: int, person_ids: list[int]) -> tuple[Officer, ...]:
    base = f"/meetings/{meeting_id}"
    made = [
        _account("工会秘书", SECRETARY, "工会办公室", frozenset({Office.SECRETARY}), None, base),
        _account(
            "问卷负责人",
            CHAIR_OF_SURVEYS,
            "工会主席",
            frozenset({Office.SURVEY_CHAIR}),
            None,
            "/surveys",
        ),
    ]
    for person_id, office, login, path in zip(
        person_ids,
        (Office.CHAIR, Office.HEAD_SCRUTINEER, Office.SCRUTINEER, Office.TELLER, Office.TELLER),
        ("zhuchi", "zongjian", "jianpiao", "jipiao", "jipiao2"),
        ("/chair", "/polls", "/polls", "/polls", "/polls"),
        strict=False,
    ):
        congress.appoint(meeting_id, person_id, office, ACTOR)
        person = db.session.get_one(Person, person_id)
        made.append(_account(office.label, login, person.name, frozenset(), person_id, base + path))
    return tuple(made)


def _account(
    title: str,
    login: str,
    name: str,
    offices: frozenset[Office],
    person_id: int | None,
    path: str,
) -> Officer:
    password = f"{login}-{secrets.randbelow(9000) + 1000}-{secrets.randbelow(9000) + 1000}"
    invitation = accounts.create_account(login, AccountFacts(name, offices, person_id), ACTOR)
    accounts.accept_invitation(invitation.url.rsplit("/", 1)[-1], password, None)
    return Officer(title, name, login, password, path)


def _election(meeting_id: int, person_ids: list[int], seats: int, candidates: int) -> int:
    poll = elections.create_election(
        meeting_id,
        "工会委员会委员选举",
        elections.ElectionFacts(body=Body.COMMITTEE, seats=seats, members=len(people.members())),
        ACTOR,
    )
    poll_id = poll.id
    for person in _candidates(person_ids, candidates):
        elections.add_candidate(
            poll_id, _version(poll_id), person.id, ACTOR, nominated_by=person.union_group
        )
    standing = [one.id for one in election_queries.candidates(poll_id) if one.stands]
    today = clock.today()
    for level, number in ((Level.PARTY, "青党〔{}〕8号"), (Level.UPPER, "青教工〔{}〕15号")):
        elections.record_approval(
            poll_id,
            _version(poll_id),
            elections.ApprovalFacts(
                level, number.format(today.year), today - timedelta(days=20), standing
            ),
            ACTOR,
        )
    elections.record_notice(
        poll_id,
        _version(poll_id),
        elections.NoticeFacts(today - timedelta(days=_NOTICE_DAYS), "校务公开栏", "工会办公室"),
        ACTOR,
    )
    return poll_id


def _candidates(person_ids: list[int], number: int) -> list[Person]:
    """Take delegates from all over the list who hold no administrative post."""
    eligible = [
        person
        for person in (db.session.get_one(Person, person_id) for person_id in person_ids)
        if not person.post and person.delegate_status == DelegateKind.FULL
    ]
    step = len(eligible) // number
    return eligible[: step * number : step]


def _version(poll_id: int) -> int:
    return db.session.get_one(Poll, poll_id).version
