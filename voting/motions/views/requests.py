"""Requests of departments for more time or for another department, and their decision."""

from voting.access.policy import signed_in
from voting.access.principal import current
from voting.congress.views.replies import Reply
from voting.i18n import _
from voting.motions.forms import handling as forms
from voting.motions.service import requests
from voting.motions.views.blueprint import bp
from voting.motions.views.desk import TASK
from voting.motions.views.work import acted, sent, units


@bp.post(f"{TASK}/extension")
@signed_in
def ask_extension(motion_id: int, task_id: int) -> Reply:
    """Ask for more time."""
    form = sent(forms.ExtensionForm, "extension", task_id)
    return acted(
        motion_id,
        form,
        ("extension", task_id),
        lambda: requests.ask(motion_id, task_id, form.wish, current()),
        _("延期申请已提交，批准之前仍按原期限。"),
    )


@bp.post(f"{TASK}/transfer")
@signed_in
def ask_transfer(motion_id: int, task_id: int) -> Reply:
    """Ask for another department."""
    form = sent(forms.TransferForm, "transfer", task_id).offer(units())
    return acted(
        motion_id,
        form,
        ("transfer", task_id),
        lambda: requests.ask(motion_id, task_id, form.wish, current()),
        _("改办申请已提交，批准之前仍由本部门办理。"),
    )


@bp.post("/motions/<int:motion_id>/requests/<int:request_id>")
@signed_in
def decide_request(motion_id: int, request_id: int) -> Reply:
    """Grant or refuse a request."""
    form = sent(forms.DecideForm, "decide", request_id)
    return acted(
        motion_id,
        form,
        ("decide", request_id),
        lambda: requests.decide(
            motion_id, request_id, form.answer.data or "", current(), grant=form.grant
        ),
        _("已审批，申请部门会收到通知。"),
    )
