"""Nominated and excellent motions as pages show them, and the way to a vote on them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask import Flask, current_app
from sqlalchemy import select

from voting.access.principal import Principal
from voting.db import db
from voting.errors import NotReady, WrongInput
from voting.i18n import _
from voting.motions.excellent_models import Nomination
from voting.motions.models import Motion
from voting.motions.reporting_rows import units_of
from voting.motions.reporting_tables import Table
from voting.motions.service.excellent import scores_of

_AWARD_MAKER = "voting.motion_award_maker"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Nominee:
    """A nominated motion with what the committee gave: how many scored, their mean, one's own."""

    nomination: Nomination
    movers: str
    unit: str
    scores: int
    mean: Fraction | None
    own: int | None
    is_mine: bool
    """Whether the reader moved it, and so does not score it."""

    @property
    def motion(self) -> Motion:
        """The motion itself."""
        return self.nomination.motion

    @property
    def shown(self) -> str:
        """The mean with one decimal, rounded half up; a dash before anybody has scored."""
        return mean_text(self.mean)


def mean(points: Collection[int]) -> Fraction | None:
    """Return the mean of whole points, exactly; none of nothing."""
    return Fraction(sum(points), len(points)) if points else None


def mean_text(exact: Fraction | None) -> str:
    """Write a mean with one decimal, rounded half up: 88.25 is 88.3."""
    if exact is None:
        return "—"
    tenths = (exact.numerator * 20 + exact.denominator) // (2 * exact.denominator)
    return f"{tenths // 10}.{tenths % 10}"


def nominees(congress_id: int, who: Principal) -> list[Nominee]:
    """Return the nominated motions: the best mean first, those nobody scored last."""
    asked = select(Nomination).where(Nomination.congress_id == congress_id)
    several = list(db.session.execute(asked.order_by(Nomination.motion_id)).scalars())
    scores = scores_of([each.motion_id for each in several], db.session())
    units = units_of(Motion.id.in_([each.motion_id for each in several]))
    found = [
        _nominee(each, scores.get(each.motion_id, {}), units.get(each.motion_id, ""), who)
        for each in several
    ]
    return sorted(
        found, key=lambda each: (each.mean is None, -(each.mean or 0), each.nomination.motion_id)
    )


def _nominee(each: Nomination, given: dict[int, int], unit: str, who: Principal) -> Nominee:
    motion = each.motion
    names = "、".join(mover.person.name for mover in motion.movers if mover.left_on is None)
    me = who.person_id
    return Nominee(
        nomination=each,
        movers=_("（不公开姓名）") if motion.hides_movers else names,
        unit=unit,
        scores=len(given),
        mean=mean(given.values()),
        own=given.get(me) if me is not None else None,
        is_mine=any(mover.person_id == me for mover in motion.movers),
    )


def waiting(several: Iterable[Nominee]) -> list[Nominee]:
    """Return those that were not named excellent, or not yet."""
    return [one for one in several if one.nomination.published_at is None]


def published(several: Iterable[Nominee]) -> list[Nominee]:
    """Return those that were named excellent, in the order of their numbers."""
    named = [one for one in several if one.nomination.published_at is not None]
    return sorted(named, key=lambda one: (one.motion.serial or 0, one.nomination.motion_id))


def table_of(several: Sequence[Nominee]) -> Table:
    """Return the list of the nominated as a table to take along."""
    return Table(
        "nominees",
        _("优秀提案推荐名单"),
        (
            _("编号"),
            _("案名"),
            _("提案人"),
            _("主办部门"),
            _("推荐理由"),
            _("评分人数"),
            _("平均分"),
            _("公布"),
        ),
        (10, 28, 12, 14, 26, 8, 8, 8),
        tuple(
            (
                one.motion.number or "—",
                one.motion.title,
                one.movers,
                one.unit,
                one.nomination.reason,
                one.scores,
                one.shown,
                _("是") if one.nomination.published_at else "",
            )
            for one in several
        ),
        _("还没有推荐。"),
    )


@dataclass(frozen=True, slots=True)
class Work:
    """A motion as a vote on excellent ones names it."""

    title: str
    movers: str
    reason: str


AwardMaker = Callable[[int, str, int, Sequence[Work], str], str]
"""Makes a vote of (meeting, title, how many are chosen, works, actor); returns its address."""


def use_award_maker(app: Flask, make: AwardMaker) -> None:
    """Let votes on excellent motions be made; the slice of awards is not known here."""
    app.extensions[_AWARD_MAKER] = make


def make_award(congress_id: int, meeting_id: int, quota: int, who: Principal) -> str:
    """Make a vote of a meeting on all who are nominated and not named yet; return its address."""
    several = waiting(nominees(congress_id, who))
    if not several:
        raise NotReady(_("推荐名单是空的，请先推荐提案，再建立评选投票。"))
    if not 1 <= quota <= len(several):
        raise WrongInput(_("名额须在 1 至 %(n)s 之间，请改正。", n=len(several)))
    works = [
        Work(
            _numbered(one.motion)[:_LONGEST],
            one.movers[:_LONGEST],
            one.nomination.reason,
        )
        for one in several
    ]
    make: AwardMaker | None = current_app.extensions.get(_AWARD_MAKER)
    if make is None:
        raise NotReady(_("这里没有评优投票，请下载推荐名单后在会上表决。"))
    return make(meeting_id, _("优秀提案评选"), quota, works, who.actor)


def _numbered(motion: Motion) -> str:
    return f"{motion.number} {motion.title}" if motion.number else motion.title
