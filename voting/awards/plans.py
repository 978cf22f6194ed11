"""Sections that are often set up together, offered by one press."""

from dataclasses import dataclass

from voting.awards.rules import Subject
from voting.i18n import lazy


@dataclass(frozen=True, slots=True)
class Planned:
    """One section of a plan."""

    title: str
    subject: Subject
    quota: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan by name: what the button says, and what it sets up."""

    label: str
    sections: tuple[Planned, ...]


PLANS: dict[str, Plan] = {
    "top_ten": Plan(lazy("十佳（10 名）"), (Planned(lazy("十佳职工"), Subject.PERSON, 10),)),
    "fives": Plan(
        lazy("5/5/5（先进基层工会、先进工会干部、工会积极分子各 5）"),
        (
            Planned(lazy("先进基层工会"), Subject.GROUP, 5),
            Planned(lazy("先进工会干部"), Subject.PERSON, 5),
            Planned(lazy("工会积极分子"), Subject.PERSON, 5),
        ),
    ),
    "groups_and_people": Plan(
        lazy("先进集体和先进个人（3 + 10）"),
        (
            Planned(lazy("先进集体"), Subject.GROUP, 3),
            Planned(lazy("先进个人"), Subject.PERSON, 10),
        ),
    ),
    "motions": Plan(lazy("优秀提案（5 件）"), (Planned(lazy("优秀提案"), Subject.WORK, 5),)),
}
