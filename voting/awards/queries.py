"""Reading awards: the set-up, the sections, the nominees in their order, the jury."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from voting.awards.models import Award, AwardDecision, AwardNominee, AwardSection
from voting.awards.rules import AwardRules, SectionRules, Subject
from voting.awards.rules_data import threshold_of
from voting.congress.expected import still_here
from voting.congress.rules import Share
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.names import fold, fold_name, sort_key, unknown
from voting.people.models import Person, Unit
from voting.polls import queries as polls
from voting.polls.models import Poll
from voting.polls.rules import State

KIND = "award"
MOST_FOUND = 20


def found_award(poll_id: int) -> Award | None:
    """Return the set-up of a poll, or None while there is none."""
    return db.session.get(Award, poll_id)


def award(poll_id: int) -> Award:
    """Return the set-up of a poll."""
    found = found_award(poll_id)
    if found is None:
        raise NotFound(_("这项评优还没有设置奖项，请先完成设置。"))
    return found


def award_poll(meeting_id: int, poll_id: int) -> Poll:
    """Return a poll of a meeting that is an award, or refuse."""
    poll = polls.poll_in(meeting_id, poll_id)
    if poll.kind != KIND:
        raise NotFound(_("这项投票不是评优。"))
    return poll


# --- Sections and their rules ----------------------------------------------------------------


def sections(poll_id: int) -> list[AwardSection]:
    """Return the sections of an award in their order."""
    wanted = select(AwardSection).where(AwardSection.poll_id == poll_id)
    return list(
        db.session.execute(wanted.order_by(AwardSection.position, AwardSection.id)).scalars()
    )


def section(poll_id: int, section_id: int) -> AwardSection:
    """Return a section of an award."""
    found = db.session.get(AwardSection, section_id)
    if found is None or found.poll_id != poll_id:
        raise NotFound(_("没有这个奖项，可能已被删除。请返回奖项列表。"))
    return found


def rules_of(found: Award) -> AwardRules:
    """Return the rules of this very ballot."""
    quorum = Fraction(found.quorum)
    return AwardRules(
        sections=tuple(section_rules(one) for one in sections(found.poll_id)),
        quorum=Share(quorum.numerator, quorum.denominator),
    )


def section_rules(one: AwardSection) -> SectionRules:
    """Return the rules of one section."""
    threshold = None
    if one.threshold_share is not None and one.threshold_base is not None:
        share = Fraction(one.threshold_share)
        threshold = threshold_of(share, one.threshold_op, one.threshold_base)
    return SectionRules(
        id=one.contest_id,
        title=one.title,
        quota=one.quota,
        limit=one.ticks,
        subject=Subject(one.subject),
        exact=one.exact,
        jury_weight=None if one.jury_weight is None else Fraction(one.jury_weight),
        threshold=threshold,
    )


# --- Nominees --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A nominee as lists and ballots show one; ``shown`` tells namesakes apart by the unit."""

    nominee: AwardNominee
    name: str
    shown: str
    line: str
    """What stands under the name: unit, who leads or wrote it, and the note."""


def nominee(section_id: int, nominee_id: int) -> AwardNominee:
    """Return a nominee of a section."""
    found = db.session.get(AwardNominee, nominee_id)
    if found is None or found.section_id != section_id:
        raise NotFound(_("没有这个候选对象，可能已被移除。请返回候选名单。"))
    return found


def nominees(section_id: int) -> list[AwardNominee]:
    """Return all nominees of a section in the order they were added, withdrawn ones too."""
    return nominees_by_section([section_id])[section_id]


def nominees_by_section(section_ids: Iterable[int]) -> Mapping[int, list[AwardNominee]]:
    """Return the nominees of several sections, read at once."""
    found: dict[int, list[AwardNominee]] = {each: [] for each in section_ids}
    wanted = (
        select(AwardNominee)
        .where(AwardNominee.section_id.in_(found))
        .options(joinedload(AwardNominee.person).joinedload(Person.unit))
        .order_by(AwardNominee.position, AwardNominee.id)
    )
    for one in db.session.execute(wanted).scalars():
        found[one.section_id].append(one)
    return found


def standing(poll_id: int) -> list[AwardNominee]:
    """Return everybody who stands in any section of an award."""
    several = nominees_by_section(one.id for one in sections(poll_id))
    return [one for each in several.values() for one in each if one.stands]


def ballot_rows(found: AwardSection) -> list[Row]:
    """Return those who stand in a section, in the order of the ballot.

    Persons by strokes, groups and works as they were given; or by hand with a reason.
    """
    rows = rows_of([one for one in nominees(found.id) if one.stands])
    if found.manual_order or found.subject != Subject.PERSON:
        return rows
    return sorted(rows, key=lambda row: (sort_key(row.name), row.line, row.nominee.id))


def rows_of(several: Sequence[AwardNominee]) -> list[Row]:
    """Return nominees with the names the ballot shows."""
    names = [fold_name(one.called) for one in several]
    return [
        Row(one, one.called, _shown(one, twice=names.count(name) > 1), _line(one))
        for one, name in zip(several, names, strict=True)
    ]


def _shown(one: AwardNominee, *, twice: bool) -> str:
    beside = one.person.unit_name if one.person else one.who
    return f"{one.called}（{beside}）" if twice and beside else one.called


def _line(one: AwardNominee) -> str:
    unit = one.person.unit_name if one.person else one.who
    return " · ".join(part for part in (unit, one.note) if part)


def unknown_signs(found: AwardSection) -> list[str]:
    """Return the characters of the persons' names that have no place in the stroke order."""
    if found.subject != Subject.PERSON:
        return []
    return sorted({sign for row in ballot_rows(found) for sign in unknown(row.name)})


def is_presented(poll: Poll, found: Award) -> bool:
    """Tell whether the meeting may read about the nominees: shown early, or sealed."""
    return found.presented or poll.state != State.DRAFT


def awards_of(meeting_id: int) -> list[tuple[Poll, Award]]:
    """Return the awards of a meeting that are not annulled, in the order of the meeting."""
    wanted = (
        select(Poll, Award)
        .join(Award, Award.poll_id == Poll.id)
        .where(Poll.meeting_id == meeting_id, Poll.state != State.ANNULLED.value)
        .order_by(Poll.position, Poll.id)
    )
    return [(poll, found) for poll, found in db.session.execute(wanted)]


# --- The roster ------------------------------------------------------------------------------


def people_found(text: str) -> list[Person]:
    """Return people of the roster whose number or name fits what was typed, a few at most."""
    wanted = fold(text)
    if not wanted:
        return []
    fits = or_(
        Person.number.startswith(text.strip(), autoescape=True),
        Person.folded.contains(wanted, autoescape=True),
    )
    rows = (
        select(Person)
        .where(fits, still_here())
        .options(joinedload(Person.unit))
        .order_by(Person.number)
        .limit(MOST_FOUND + 1)
    )
    return list(db.session.execute(rows).scalars())


def unit_names() -> list[str]:
    """Return the names of the units, to choose groups from."""
    return list(db.session.execute(select(Unit.name).order_by(Unit.name)).scalars())


# --- What follows ----------------------------------------------------------------------------


def decisions(poll_id: int) -> dict[int, AwardDecision]:
    """Return what was done about the sections of an award, by section."""
    wanted = (
        select(AwardDecision)
        .join(AwardSection, AwardSection.id == AwardDecision.section_id)
        .where(AwardSection.poll_id == poll_id)
    )
    return {one.section_id: one for one in db.session.execute(wanted).scalars()}


def next_poll(made: AwardDecision | None) -> Poll | None:
    """Return the run-off a decision led to, if it counts."""
    if made is None or made.next_poll_id is None:
        return None
    following = db.session.get(Poll, made.next_poll_id)
    return following if following and following.state != State.ANNULLED else None


def followers(poll: Poll) -> list[Poll]:
    """Return the ballots made to follow a poll that are not annulled."""
    wanted = select(Poll).where(
        Poll.previous_poll_id == poll.id, Poll.state != State.ANNULLED.value
    )
    return list(db.session.execute(wanted.order_by(Poll.id)).scalars())


def root_of(poll: Poll) -> Poll:
    """Return the first ballot of the award that a run-off decides."""
    for one in sections(poll.id):
        if one.follows_id is not None:
            source = db.session.get_one(AwardSection, one.follows_id)
            return root_of(db.session.get_one(Poll, source.poll_id))
    return poll
