"""Naming excellent motions (优秀提案): nominated when closed, scored, published."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from voting import clock
from voting.access.principal import Principal
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotAllowed, NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.motions.excellent_models import Nomination, NominationScore
from voting.motions.models import Motion
from voting.motions.reporting_access import demand_reviewer, on_committee
from voting.motions.rules import Act, Kind
from voting.motions.service.acting import acting, subject

NOMINATED = frozenset({Kind.MOTION.value, Kind.SUGGESTION.value})
"""What can be an excellent motion; letters and forms are nobody else's to read."""
MOST_POINTS = 100
_REASON = 400


def nominate(motion_id: int, version: int, reason: str, who: Principal) -> Nomination:
    """Nominate a closed motion, with the reason; once."""
    with acting(motion_id, Act.NOMINATE, who, version) as work:
        if work.motion.kind not in NOMINATED:
            raise NotReady(_("只有提案和意见建议可以推荐为优秀提案。"))
        if not reason.strip():
            raise WrongInput(_("请写明推荐的理由，评委会看到。"))
        if work.session.get(Nomination, motion_id) is not None:
            raise NotReady(_("这件提案已经推荐过，不必再推荐。"))
        made = Nomination(
            motion_id=motion_id,
            congress_id=work.motion.congress_id,
            reason=reason.strip()[:_REASON],
            nominated_by=who.actor,
            nominated_at=clock.now(),
        )
        work.session.add(made)
        work.note = reason.strip()
    return made


def _nominated(session: Session, motion_id: int) -> Nomination:
    found = session.get(Nomination, motion_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound(_("这件提案不在推荐名单中，可能刚被撤回。请刷新页面。"))
    if found.published_at is not None:
        raise NotReady(_("优秀提案已经公布，不能再改。"))
    return found


def withdraw(motion_id: int, reason: str, who: Principal) -> None:
    """Take a nomination back, with the reason; its scores go with it."""
    with unit_of_work() as session:
        found = _nominated(session, motion_id)
        demand_reviewer(found.congress_id, who)
        if not reason.strip():
            raise WrongInput(_("请写明撤回推荐的理由，理由将记入日志。"))
        session.execute(delete(NominationScore).where(NominationScore.motion_id == motion_id))
        session.delete(found)
        said = reason.strip()[:200]
        _log(who, Event.MOTION_ACTED, found.motion, act=Act.NOMINATE.value, withdrawn=said)


def score(motion_id: int, points: int, who: Principal) -> NominationScore:
    """Give a nominated motion whole points, 0 to 100; until it is published one may think again.

    Nobody scores what they moved themselves.
    """
    with unit_of_work() as session:
        found = _nominated(session, motion_id)
        if who.person_id is None or not on_committee(found.congress_id, who):
            raise NotAllowed(_("评分由提案工作委员会委员本人进行，请用自己的账号登录。"))
        if any(mover.person_id == who.person_id for mover in found.motion.movers):
            raise NotAllowed(_("这是您自己提出的提案，按规定应当回避，不能评分。"))
        if not 0 <= points <= MOST_POINTS:
            raise WrongInput(_("请填写 0 至 100 的整数。"))
        given = session.get(NominationScore, (motion_id, who.person_id))
        before = given.points if given is not None else None
        if given is None:
            given = NominationScore(motion_id=motion_id, person_id=who.person_id)
            session.add(given)
        given.points, given.at = points, clock.now()
        _log(who, Event.MOTION_SCORED, found.motion, points=points, before=before)
    return given


def publish(congress_id: int, motion_ids: Collection[int], who: Principal) -> list[Nomination]:
    """Name excellent motions among the nominated; what is not named stays nominated (宁缺勿滥)."""
    demand_reviewer(congress_id, who)
    if not motion_ids:
        raise WrongInput(_("请勾选要公布的优秀提案。"))
    with unit_of_work() as session:
        named = [_nominated(session, motion_id) for motion_id in sorted(set(motion_ids))]
        for found in named:
            if found.congress_id != congress_id:
                raise NotFound(_("所选提案不属于本届大会，请刷新页面后重选。"))
            found.published_at, found.published_by = clock.now(), who.actor
            _log(who, Event.MOTION_HONOURED, found.motion, published=True)
    return named


def _log(who: Principal, event: Event, motion: Motion, **details: object) -> None:
    said = {name: value for name, value in details.items() if value is not None}
    audit.record(who.actor, event, subject(motion), **said)


def scores_of(motion_ids: Sequence[int], session: Session) -> dict[int, dict[int, int]]:
    """Return the points of each motion by member of the committee."""
    asked = select(NominationScore).where(NominationScore.motion_id.in_(motion_ids))
    found: dict[int, dict[int, int]] = {}
    for given in session.execute(asked).scalars():
        found.setdefault(given.motion_id, {})[given.person_id] = given.points
    return found
