"""Accounts of officers, one's own password and sign-ins."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from voting.access import cookies, queries, service, sessions, sources
from voting.access.forms import AccountForm, NewAccountForm, OwnPasswordForm
from voting.access.policy import requires, signed_in
from voting.access.principal import Principal, current
from voting.access.rules import Permission
from voting.access.service import AccountFacts
from voting.errors import NotAllowed, WrongInput
from voting.i18n import _
from voting.web.pages import page

Reply = BaseResponse | str | tuple[str, int]

bp = Blueprint("accounts", __name__)


def _facts(form: AccountForm) -> AccountFacts:
    return AccountFacts(form.name.data or "", form.chosen_offices, _person_id(form.number.data))


def _person_id(number: str | None) -> int | None:
    if not number:
        return None
    person = sources.person_by_number(number)
    if person is None or person.left:
        raise WrongInput(_("花名册里没有工号 %(number)s，请核对后再试。", number=number))
    return person.id


@bp.get("/accounts")
@requires(Permission.ACCOUNT_MANAGE)
def index() -> Reply:
    """List all accounts."""
    return page("access/accounts.html", accounts=queries.accounts())


@bp.route("/accounts/new", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def create() -> Reply:
    """Create an account and show the link to set its password."""
    form = NewAccountForm.from_request()
    if form.submitted():
        login = form.login.data or ""
        made = form.tried(lambda: service.create_account(login, _facts(form), current().actor))
        if made:
            return page("access/invitation.html", invitation=made)
    return page("access/account_new.html", form=form), form.status


@bp.route("/accounts/<int:account_id>", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def edit(account_id: int) -> Reply:
    """Show an account and change it."""
    account = queries.account(account_id)
    number = account.person.number if account.person else ""
    form = AccountForm.from_request(name=account.name, number=number, offices=account.offices)
    if form.submitted():
        form.tried(lambda: service.change_account(account_id, _facts(form), current().actor))
        if form.refused is None:
            flash(_("已保存。"), "ok")
            return redirect(url_for("access.accounts.index"), 303)
    live = sessions.of_account(account_id)
    return page("access/account.html", form=form, account=account, live=live), form.status


@bp.post("/accounts/<int:account_id>/invite")
@requires(Permission.ACCOUNT_MANAGE)
def invite(account_id: int) -> Reply:
    """Show a new link to set a password."""
    made = service.invite_again(account_id, current().actor)
    return page("access/invitation.html", invitation=made)


@bp.post("/accounts/<int:account_id>/disable")
@requires(Permission.ACCOUNT_MANAGE)
def disable(account_id: int) -> Reply:
    """Close an account."""
    service.disable_account(account_id, current().actor)
    flash(_("账号已停用，已登录的设备全部退出。"), "ok")
    return redirect(url_for("access.accounts.index"), 303)


@bp.post("/accounts/<int:account_id>/enable")
@requires(Permission.ACCOUNT_MANAGE)
def enable(account_id: int) -> Reply:
    """Open a closed account again."""
    service.enable_account(account_id, current().actor)
    flash(_("账号已恢复。"), "ok")
    return redirect(url_for("access.accounts.index"), 303)


@bp.post("/accounts/<int:account_id>/sign-out")
@requires(Permission.ACCOUNT_MANAGE)
def sign_out_everywhere(account_id: int) -> Reply:
    """End all sign-ins of an account."""
    ended = service.end_sessions(account_id, current().actor)
    flash(_("已退出 %(n)s 处登录。", n=ended), "ok")
    return redirect(url_for("access.accounts.edit", account_id=account_id), 303)


def _own_account() -> tuple[Principal, int]:
    """Return who makes this request and their account; delegates have none."""
    who = current()
    if who.account_id is None:
        raise NotAllowed(_("这个页面只供用账号登录的工作人员使用。"))
    return who, who.account_id


@bp.get("/sessions")
@signed_in
def own_sessions() -> Reply:
    """List one's own sign-ins."""
    _who, account_id = _own_account()
    return page("access/sessions.html", live=sessions.of_account(account_id))


@bp.post("/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> Reply:
    """End one of one's own sign-ins."""
    _who, account_id = _own_account()
    if sessions.end_own(account_id, session_id):
        flash(_("已退出那处登录。"), "ok")
    return redirect(url_for("access.accounts.own_sessions"), 303)


@bp.route("/password", methods=["GET", "POST"])
@signed_in
def own_password() -> Reply:
    """Change one's own password."""
    who, account_id = _own_account()
    form = OwnPasswordForm.from_request()
    if form.submitted():
        present, password = form.present.data or "", form.password.data or ""
        token = form.tried(
            lambda: service.change_password(account_id, present, password, who.session_id)
        )
        if token:
            cookies.keep(token)
            flash(_("密码已更换，其他设备上的登录已全部退出。"), "ok")
            return redirect(url_for("access.accounts.own_sessions"), 303)
    return page("access/password.html", form=form), form.status
