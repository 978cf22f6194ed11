"""Asking the union groups for their forms of a month."""

from datetime import date

from sqlalchemy import select

from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import queries as congress
from voting.db import unit_of_work
from voting.errors import NotReady, WrongInput
from voting.i18n import _
from voting.motions.situations.models import SituationForm, SituationPeriod
from voting.motions.situations.queries import group_names
from voting.motions.situations.rules import is_month


def open_month(congress_id: int, month: str, due_on: date, actor: str) -> SituationPeriod:
    """Ask every union group for its form of a month, until a last day.

    For a month that is asked for already the last day is changed, and groups that are new on the
    roster are asked as well.
    """
    if not is_month(month):
        raise WrongInput(_("月份无法识别，请按 2026-11 的格式填写。"))
    if due_on.isoformat() < f"{month}-01":
        raise WrongInput(_("截止日不能早于这个月的第一天，请改正。"))
    with unit_of_work() as session:
        term = congress.congress(congress_id)
        groups = group_names()
        if not groups:
            raise NotReady(_("花名册中还没有填写工会小组，请先在名册中补充。"))
        wanted = select(SituationPeriod).where(
            SituationPeriod.congress_id == congress_id, SituationPeriod.month == month
        )
        period = session.execute(wanted.with_for_update()).scalar_one_or_none()
        if period is None:
            period = SituationPeriod(congress_id=congress_id, month=month, due_on=due_on)
            session.add(period)
        period.due_on = due_on
        session.flush()
        asked = set(
            session.execute(
                select(SituationForm.group_name).where(SituationForm.period_id == period.id)
            ).scalars()
        )
        session.add_all(
            SituationForm(period_id=period.id, group_name=name)
            for name in groups
            if name not in asked
        )
        audit.record(
            actor,
            Event.SITUATION_ASKED,
            f"congress:{congress_id} {term.name}",
            period=month,
            last=due_on.isoformat(),
        )
    return period
