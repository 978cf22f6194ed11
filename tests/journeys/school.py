"""A small school whose meeting is prepared from inside, where that is not the point."""

from pathlib import Path

import openpyxl

from tests.journeys.house import House, roster
from voting.congress import service as congress
from voting.congress.rules import Method
from voting.db import db
from voting.demo.school import School, build
from voting.people.queries import by_number
from voting.polls import counting, lifecycle
from voting.polls.models import Poll

ACTOR = "会务组"
MEMBERS, DELEGATES = 130, 24
NUMBERS = [one["工号"] for one in roster() if one["代表身份"] == "正式"][:DELEGATES]


class SmallSchool:
    """Twenty-four delegates, three seats, four candidates; its acts are those of the services."""

    def __init__(self, house: House, folder: Path) -> None:
        self._house = house
        with house.inside():
            self.made: School = build(_small_roster(folder), seats=3, candidates=4)
        self.poll_id = self.made.poll_id

    def checks_in(self, numbers: list[str]) -> None:
        """Check people in at the desk."""
        with self._house.inside():
            for number in numbers:
                person = by_number(number)
                assert person is not None
                congress.check_in(self.made.meeting_id, person.id, Method.NUMBER, ACTOR)

    def password_of(self, login: str) -> str:
        """What an officer of the school signs in with."""
        return next(one.password for one in self.made.officers if one.login == login)

    def seals(self) -> None:
        settings = self._house.settings
        self._acts(lambda poll: lifecycle.seal(poll.id, poll.version, ACTOR, settings))

    def opens(self) -> None:
        self._acts(lambda poll: lifecycle.open_poll(poll.id, poll.version, ACTOR))

    def closes(self) -> None:
        self._acts(lambda poll: lifecycle.close_poll(poll.id, poll.version, ACTOR))

    def counts(self) -> None:
        """Open the box and count what is in it."""
        secret = self._house.settings.secret_key
        self._acts(lambda poll: counting.open_box(poll.id, poll.version, ACTOR, secret))
        self._acts(lambda poll: counting.count(poll.id, poll.version, ACTOR))

    def declares(self) -> None:
        self._acts(lambda poll: counting.declare(poll.id, poll.version, ACTOR))

    def _acts(self, act) -> None:
        with self._house.inside():
            act(db.session.get_one(Poll, self.poll_id))


def _small_roster(folder: Path) -> Path:
    """The first people of the sample roster: 24 of them delegates, enough for a congress of them.

    With fewer than a hundred members there would be no congress: everybody would vote.
    """
    book = openpyxl.Workbook()
    people = roster()[:MEMBERS]
    book.active.append(list(people[0]))
    for one in people:
        apart = {} if one["工号"] in NUMBERS else {"代表身份": "", "代表团": ""}
        book.active.append(list((one | apart).values()))
    file = folder / "small.xlsx"
    book.save(file)
    return file
