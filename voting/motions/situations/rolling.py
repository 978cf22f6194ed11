"""Rolling up what several groups reported into one matter for the administration (汇总上报)."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.access.principal import Principal
from voting.db import unit_of_work
from voting.errors import NotAllowed, NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.motions.models import Motion, Mover
from voting.motions.office import is_secretary
from voting.motions.rules import Act, Kind, Role, State
from voting.motions.service.acting import Work, finish
from voting.motions.situations.appointing import is_reporter, reporters_of
from voting.motions.situations.models import (
    SituationForm,
    SituationItem,
    SituationPeriod,
    SituationSource,
)
from voting.motions.situations.rules import TOPIC_LABELS, FormState, Topic
from voting.names import fold

_DELEGATION_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Summary:
    """What the office makes of the items: a title, what is the case, what is proposed."""

    title: str
    cause: str
    advice: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """An item that is to be rolled up, with its form."""

    item: SituationItem
    form: SituationForm


def suggested(ticked: Collection[Ticked]) -> Summary:
    """Return a first text from the items themselves, group by group, to be edited."""
    causes = [
        f"【{each.form.group_name}·{TOPIC_LABELS[Topic(each.item.topic)]}】{each.item.text}"
        for each in ticked
    ]
    advice = [
        f"【{each.form.group_name}】{each.item.advice}" for each in ticked if each.item.advice
    ]
    return Summary("", "\n".join(causes), "\n".join(advice))


def ticked_items(session: Session, congress_id: int, item_ids: Collection[int]) -> list[Ticked]:
    """Return items of forms that were handed in, by group; refuse any other."""
    rows = session.execute(
        select(SituationItem, SituationForm)
        .join(SituationForm, SituationForm.id == SituationItem.form_id)
        .join(SituationPeriod, SituationPeriod.id == SituationForm.period_id)
        .where(
            SituationItem.id.in_(item_ids),
            SituationPeriod.congress_id == congress_id,
            SituationForm.state == FormState.SUBMITTED.value,
        )
        .order_by(SituationForm.group_name, SituationPeriod.month, SituationItem.id)
    ).all()
    if not item_ids or len(rows) < len(set(item_ids)):
        raise NotFound(_("请勾选要汇总的情况；有的可能刚被信息员撤回，请刷新页面后再勾选。"))
    return [Ticked(item, form) for item, form in rows]


def roll_up(
    congress_id: int, item_ids: Collection[int], summary: Summary, who: Principal
) -> Motion:
    """Make one matter of several groups' items and file it; those who reported move it.

    So the signed reply comes back to each group, and each says whether it is satisfied.
    """
    if not is_secretary(who):
        raise NotAllowed(_("只有秘书可以汇总上报。"))
    if not summary.title.strip() or not summary.cause.strip() or not summary.advice.strip():
        raise WrongInput(_("请填写标题、情况和建议。"))
    with unit_of_work() as session:
        _lock_forms(session, item_ids)
        ticked = ticked_items(session, congress_id, item_ids)
        _refuse_rolled_up(session, ticked)
        motion = _motion(congress_id, ticked, summary)
        session.add(motion)
        session.flush()
        session.add_all(
            SituationSource(item_id=each.item.id, motion_id=motion.id) for each in ticked
        )
        for act, after in ((Act.SUBMIT, State.REVIEW), (Act.FILE, State.FILED)):
            work = Work(session, motion, who, frozenset({Role.SECRETARY}), after)
            if act is Act.SUBMIT:
                work.note = _("由 %(n)s 条情况反馈汇总", n=len(ticked))
            finish(work, act)
    return motion


def _lock_forms(session: Session, item_ids: Collection[int]) -> None:
    """Let nobody take these forms back, or roll their items up, at the same moment."""
    forms = (
        select(SituationForm.id)
        .join(SituationItem, SituationItem.form_id == SituationForm.id)
        .where(SituationItem.id.in_(item_ids))
        .order_by(SituationForm.id)
    )
    session.execute(forms.with_for_update(of=SituationForm))


def _refuse_rolled_up(session: Session, ticked: Collection[Ticked]) -> None:
    taken = session.execute(
        select(SituationSource.item_id)
        .where(SituationSource.item_id.in_([each.item.id for each in ticked]))
        .limit(1)
    ).first()
    if taken is not None:
        raise NotReady(_("勾选的情况中有的已经汇总上报，请刷新页面后重新勾选。"))


def _motion(congress_id: int, ticked: Collection[Ticked], summary: Summary) -> Motion:
    now = clock.now()
    groups = "、".join(dict.fromkeys(each.form.group_name for each in ticked))
    texts = (summary.title.strip(), summary.cause.strip(), summary.advice.strip())
    return Motion(
        kind=Kind.SITUATION.value,
        state=State.DRAFT.value,
        congress_id=congress_id,
        delegation=groups[:_DELEGATION_LENGTH],
        title=texts[0],
        cause=texts[1],
        advice=texts[2],
        category=summary.category,
        folded=fold("\n".join(texts)),
        created_at=now,
        submitted_at=now,
        filed_at=now,
        movers=[
            Mover(person_id=person_id, position=number)
            for number, person_id in enumerate(_movers(congress_id, ticked), start=1)
        ],
    )


def _movers(congress_id: int, ticked: Collection[Ticked]) -> list[int]:
    """Return who speaks for the groups: who handed the form in, or who took over from them."""
    found: list[int] = []
    for each in ticked:
        handed_in, group = each.form.reporter_id, each.form.group_name
        if handed_in is not None and is_reporter(congress_id, group, handed_in):
            found.append(handed_in)
        else:
            found += reporters_of(congress_id, group) or [handed_in or 0]
    return list(dict.fromkeys(person_id for person_id in found if person_id))
