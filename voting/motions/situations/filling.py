"""A group's form of a month: its items, handing it in, taking it back."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from voting import clock
from voting.access.principal import Principal
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotAllowed, NotFound, NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.motions.situations.appointing import is_reporter
from voting.motions.situations.models import SituationForm, SituationItem
from voting.motions.situations.rules import MOST_ITEMS, FormState, Topic


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One matter: what it is about, what is the case, what should be done."""

    topic: Topic
    text: str
    advice: str = ""


def put_item(
    form_id: int, facts: ItemFacts, who: Principal, item_id: int | None = None
) -> SituationItem:
    """Write a matter on a form, or change the one with that id."""
    with unit_of_work() as session:
        form = _own(session, form_id, who)
        if not facts.text.strip():
            raise WrongInput(_("请填写情况；本月没有情况的，不必填写，直接选“本月无情况”提交。"))
        if item_id is None:
            if len(form.items) >= MOST_ITEMS:
                raise NotReady(_("一张表最多填 %(n)s 条，请把相近的情况合并成一条。", n=MOST_ITEMS))
            item = SituationItem(topic=facts.topic.value, text="")
            form.items.append(item)
        else:
            item = _item(form, item_id)
        item.topic, item.text = facts.topic.value, facts.text.strip()
        item.advice = facts.advice.strip()
        _changed(form)
        session.flush()
    return item


def drop_item(form_id: int, item_id: int, who: Principal) -> SituationForm:
    """Take a matter off a form that is not handed in."""
    with unit_of_work() as session:
        form = _own(session, form_id, who)
        form.items.remove(_item(form, item_id))
        _changed(form)
    return form


def submit(form_id: int, version: int, who: Principal, *, nothing: bool = False) -> SituationForm:
    """Hand a form in, with its matters or, outright, with none (本月无情况)."""
    with unit_of_work() as session:
        form = _own(session, form_id, who)
        if version != form.version:
            raise StaleEdit(_("这张表刚有改动，没有提交。请看过新的内容再提交。"))
        if nothing and form.items:
            raise NotReady(_("表中已经填了情况，不能按“本月无情况”提交。请先删去，或直接提交。"))
        if not nothing and not form.items:
            raise NotReady(_("表中还没有情况。请先填写；确实没有的，请选“本月无情况”。"))
        form.state, form.submitted_at = FormState.SUBMITTED.value, clock.now()
        form.reporter_id = who.person_id
        form.version += 1
        _log(form, who, Event.SITUATION_SUBMITTED)
    return form


def take_back(form_id: int, who: Principal) -> SituationForm:
    """Take a form back to mend it, as long as nothing of it was rolled up."""
    with unit_of_work() as session:
        form = _locked(session, form_id, who)
        if form.state != FormState.SUBMITTED:
            raise NotReady(_("这张表还没有提交，可以直接修改。"))
        if any(item.source for item in form.items):
            raise NotReady(_("工会已经把表中的情况汇总上报，不能再撤回。请在下个月的表中补充。"))
        form.submitted_at = form.reporter_id = None
        _changed(form)
        _log(form, who, Event.SITUATION_TAKEN_BACK)
    return form


def _own(session: Session, form_id: int, who: Principal) -> SituationForm:
    """Return a form that may be written on, locked."""
    form = _locked(session, form_id, who)
    if form.state == FormState.SUBMITTED:
        raise NotReady(_("这张表已经提交，不能修改。需要修改的，请先撤回。"))
    return form


def _locked(session: Session, form_id: int, who: Principal) -> SituationForm:
    form = session.get(
        SituationForm, form_id, with_for_update={"of": SituationForm}, populate_existing=True
    )
    if form is None:
        raise NotFound(_("没有这张情况反馈表，可能地址有误。"))
    if not is_reporter(form.period.congress_id, form.group_name, who.person_id):
        raise NotAllowed(
            _("只有“%(group)s”工会小组的信息员可以填写这张表。", group=form.group_name)
        )
    return form


def _item(form: SituationForm, item_id: int) -> SituationItem:
    found = next((item for item in form.items if item.id == item_id), None)
    if found is None:
        raise NotFound(_("表中没有这一条，可能已被删去。请刷新页面。"))
    return found


def _changed(form: SituationForm) -> None:
    form.state = (FormState.DRAFT if form.items else FormState.OPEN).value
    form.version += 1


def _log(form: SituationForm, who: Principal, event: Event) -> None:
    audit.record(
        who.actor,
        event,
        f"situation:{form.id} {form.group_name}",
        group=form.group_name,
        period=form.period.month,
    )
