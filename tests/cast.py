"""Ready-made people and meetings, and a small kind of poll, for tests of every level."""

from dataclasses import dataclass
from datetime import date

from voting import clock
from voting.access.rules import Office
from voting.ballots.device import Device
from voting.ballots.rules import Contest, Option, Selections
from voting.congress.models import Appointment, CheckIn, Congress, Delegate, Meeting
from voting.db import db, unit_of_work
from voting.names import fold
from voting.people.models import Person, Unit
from voting.polls import counting, issuing, kinds, lifecycle, queries, roll
from voting.polls.box import the_box, the_post
from voting.polls.kinds import Quorum
from voting.polls.models import Poll

ACTOR = "秘书王芳"
SURNAMES = "丁王文林欧赵钱孙李周吴郑冯陈卫蒋沈韩杨朱"


@dataclass
class Hall:
    """A meeting with its people, by id: delegates in the order of their numbers, and officers."""

    congress_id: int
    meeting_id: int
    delegates: list[int]
    scrutineer: int
    teller: int
    chair: int
    outsider: int


def a_person(number: int, **facts) -> Person:
    name = facts.pop("name", f"{SURNAMES[number % len(SURNAMES)]}{number:03d}号")
    return Person(number=f"{number:05d}", name=name, folded=fold(name), is_member=True, **facts)


def a_hall(delegates: int = 12, *, present: int | None = None, approved: bool = True) -> Hall:
    """Make a congress with so many full delegates, so many of them checked in, and officers."""
    with unit_of_work() as session:
        unit = Unit(name="语文教研组", folded="语文教研组")
        session.add(unit)
        session.flush()
        people = [
            a_person(number, unit_id=unit.id, sex="female" if number % 2 else "male")
            for number in range(1, delegates + 5)
        ]
        session.add_all(people)
        congress = Congress(
            organisation="青山中学工会",
            ordinal=5,
            body="delegates",
            preset_name="union_election_2016",
            assembly="会员代表大会",
            term_starts=date(2024, 9, 1),
            term_ends=date(2029, 8, 31),
        )
        session.add(congress)
        session.flush()
        meeting = Meeting(
            congress_id=congress.id,
            ordinal=3,
            held_at=clock.now(),
            place="礼堂",
            approval_number="校工〔2026〕3号" if approved else None,
            approved_on=date(2026, 11, 1) if approved else None,
        )
        session.add(meeting)
        session.flush()
        seats = people[:delegates]
        session.add_all(
            Delegate(congress_id=congress.id, person_id=person.id, kind="full") for person in seats
        )
        scrutineer, teller, chair, outsider = people[delegates:]
        for person, office in (
            (scrutineer, Office.HEAD_SCRUTINEER),
            (teller, Office.TELLER),
            (chair, Office.CHAIR),
        ):
            session.add(
                Appointment(
                    meeting_id=meeting.id,
                    person_id=person.id,
                    office=office.value,
                    approval="show_of_hands",
                    appointed_at=clock.now(),
                )
            )
        hall = Hall(
            congress.id,
            meeting.id,
            [person.id for person in seats],
            scrutineer.id,
            teller.id,
            chair.id,
            outsider.id,
        )
    arrive(hall, hall.delegates[: delegates if present is None else present])
    return hall


def arrive(hall: Hall, people: list[int]) -> None:
    with unit_of_work() as session:
        session.add_all(
            CheckIn(
                meeting_id=hall.meeting_id,
                person_id=person_id,
                at=clock.now(),
                method="desk",
                by=ACTOR,
            )
            for person_id in people
        )


class TwoCandidates(kinds.Kind):
    """The least kind of poll: two candidates, one seat, names may be written in."""

    name = "two"
    label = "两人选一"

    def __init__(self) -> None:
        self.missing = []

    def setup_url(self, poll):
        return f"/meetings/{poll.meeting_id}/polls/{poll.id}"

    def issues(self, poll):
        return list(self.missing)

    def contests(self, poll):
        return [
            Contest(
                "c1",
                poll.title,
                (Option("a", "丁一", "语文教研组"), Option("b", "王二", "数学教研组")),
                ("approve", "oppose", "abstain"),
                "abstain",
                {"approve": 1},
                1,
                "approve",
                "oppose",
            )
        ]

    def rules(self, poll):
        return {"seats": 1}

    def quorum(self, poll):
        return Quorum(2, 3)

    def outcome(self, poll, counted):
        table = counted.marks["c1"]
        return {
            "valid": counted.valid,
            "approvals": {option: table.get(option, {}).get("approve", 0) for option in "ab"},
            "returned": counted.turnout.returned,
        }

    def undecided(self, poll, counted):
        ruled = counted.rulings.get("c1", {})
        names = counted.write_ins.get("c1", {})
        return [("c1", text, number) for text, number in names.items() if text not in ruled]

    def suggestion(self, poll, text):
        return None

    def follow_ups(self, poll, result):
        return []

    def elected_people(self, poll, result):
        return frozenset()

    def candidate_people(self, poll):
        return frozenset()


def register_two_candidates(app) -> TwoCandidates:
    kind = TwoCandidates()
    kinds.register(app, kind)
    return kind


def a_poll(app, hall: Hall, *, until: str = "draft", title: str = "工会主席选举") -> int:
    """Make a poll of two candidates and lead it to a state; return its id."""
    if "two" not in kinds.registered():
        register_two_candidates(app)
    poll = lifecycle.create_poll(hall.meeting_id, lifecycle.PollFacts("two", title), ACTOR)
    poll_id = poll.id
    if until in {"sealed", "open", "closed"}:
        lifecycle.seal(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"])
    if until in {"open", "closed"}:
        lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    if until == "closed":
        lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    return poll_id


def version(poll_id: int) -> int:
    db.session.expire_all()
    return queries_poll(poll_id).version


def queries_poll(poll_id: int):

    db.session.rollback()
    return db.session.get(Poll, poll_id, populate_existing=True)


def manifest(poll_id: int):
    return queries.manifest_of(queries_poll(poll_id))


def a_device(poll_id: int, seed: bytes = b"0123456789abcdef", group: int = 0) -> Device:
    return Device(seed, manifest(poll_id), group)


def group_of(poll_id: int, person_id: int) -> int:
    """Return the number of the voter group a person is in."""
    entry = roll.entry_of(poll_id, person_id)
    return manifest(poll_id).group_of(entry.elector) if entry else 0


def take_paper(app, hall: Hall, poll_id: int, person_id: int, device: Device) -> bytes:
    signature = issuing.take_paper(
        hall.meeting_id,
        poll_id,
        person_id,
        device.blinded,
        app.config["SETTINGS"].secret_key,
    )
    return device.paper(signature)


def choose(mark_a: str | None = None, mark_b: str | None = None, *names: str) -> Selections:
    marks = {key: mark for key, mark in (("a", mark_a), ("b", mark_b)) if mark}
    return Selections({"c1": marks}, {"c1": list(names)})


def vote(app, hall: Hall, poll_id: int, person_id: int, selections: Selections) -> str:
    """Take a paper and cast a ballot as one delegate; return the receipt's code."""
    device = a_device(poll_id, person_id.to_bytes(16), group_of(poll_id, person_id))
    paper = take_paper(app, hall, poll_id, person_id, device)
    return the_post().cast(device.manifest.hash, device.fill_in(selections, paper).body).code


def returned(poll_id: int) -> int:
    return the_box().returned(manifest(poll_id).hash)


def count_up(app, poll_id: int) -> dict:
    secret = app.config["SETTINGS"].secret_key
    counting.open_box(poll_id, version(poll_id), ACTOR, secret)
    counting.count(poll_id, version(poll_id), ACTOR)
    return counting.result_of(poll_id)[0]
