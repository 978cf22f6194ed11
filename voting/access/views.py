"""The doors: signing in by password, coming in by personal link or code, going out."""

from flask import Blueprint, Response, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from voting.access import account_views, cookies, pass_views, passes, service, sessions, sources
from voting.access.forms import EnterForm, NewPasswordForm, SignInForm
from voting.access.links import LinkRefused
from voting.access.policy import public
from voting.access.principal import Principal, current
from voting.access.rules import safe_next
from voting.errors import SignInNeeded
from voting.i18n import _
from voting.web.pages import page, wants_json

Reply = BaseResponse | str | tuple[str, int]

bp = Blueprint("access", __name__)
bp.register_blueprint(account_views.bp)
bp.register_blueprint(pass_views.bp)


def _onward(target: str | None) -> BaseResponse:
    """Go on to where one was going before signing in, if that is on this site; else home."""
    return redirect(safe_next(target) or url_for("access.front"), 303)


def _home_of(principal: Principal) -> str:
    return sources.home_of(principal.kind.value, principal.person_id)


@bp.get("/")
@public
def front() -> Reply:
    """Lead whoever is signed in home, and show others the ways in."""
    home = _home_of(current()) if current().is_known else None
    if home and home != request.path:
        return redirect(home, 303)
    return page("access/front.html", next=None)


@bp.app_errorhandler(SignInNeeded)
def sign_in_needed(refusal: SignInNeeded) -> Reply | tuple[Response, int]:
    """Show the ways in to whoever came to a page that needs one, and lead back to it."""
    if wants_json():
        return jsonify(error=refusal.code, message=refusal.message), int(refusal.status)
    target = request.full_path.removesuffix("?") if request.method == "GET" else None
    shown = page("access/front.html", next=safe_next(target), message=refusal.message)
    return shown, int(refusal.status)


@bp.errorhandler(LinkRefused)
@bp.errorhandler(passes.PersonLeft)
def link_refused(refusal: LinkRefused | passes.PersonLeft) -> tuple[str, int]:
    """Say why a link lets nobody in, and show the other way in."""
    if request.endpoint == "access.accept_invite":
        back = (url_for("access.sign_in"), _("工作人员登录"))
    else:
        back = (url_for("access.enter_code"), _("用工号和验证码进入"))
    title, status = _("这个链接不能用"), int(refusal.status)
    text = refusal.message
    return page("errors/refusal.html", title=title, message=text, status=status, back=back), status


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Reply:
    """Sign an officer in."""
    form = SignInForm.from_request(next=request.args.get("next"))
    if form.submitted():
        login, password = form.login.data or "", form.password.data or ""
        token = form.tried(lambda: service.sign_in(login, password, current().session_id))
        if token:
            cookies.keep(token)
            return _onward(form.next.data)
    return page("access/sign_in.html", form=form), form.status


@bp.post("/sign-out")
@public
def sign_out() -> Reply:
    """End this sign-in."""
    session_id = current().session_id
    if session_id is not None:
        sessions.end_one(session_id)
    cookies.forget()
    flash(_("已退出登录。"), "ok")
    return redirect(url_for("access.front"), 303)


@bp.route("/enter", methods=["GET", "POST"])
@public
def enter_code() -> Reply:
    """Let a delegate in by staff number and the code on their card."""
    form = EnterForm.from_request(next=request.args.get("next"))
    if form.submitted():
        number, code = form.number.data or "", form.code.data or ""
        switch = form.switch.data == "yes"
        token = form.tried(lambda: passes.enter_by_code(number, code, current(), switch=switch))
        if token:
            cookies.keep(token)
            return _onward(form.next.data)
    asks = isinstance(form.refused, passes.SomebodyElse)
    return page("access/enter_code.html", form=form, asks_to_switch=asks), form.status


@bp.get("/enter/<token>")
@public
def enter_link(token: str) -> Reply:
    """Ask whoever opened a personal link whether it is theirs; previews spend nothing."""
    person = passes.person_of_link(token)
    if passes.is_same_person(current(), person):
        return _onward(request.args.get("next"))
    return page("access/enter_link.html", person=person, token=token)


@bp.post("/enter/<token>")
@public
def enter_by_link(token: str) -> Reply:
    """Let a delegate in by their link."""
    switch = request.form.get("switch") == "yes"
    cookies.keep(passes.enter_by_link(token, current(), switch=switch))
    return _onward(request.args.get("next"))


@bp.route("/invite/<token>", methods=["GET", "POST"])
@public
def accept_invite(token: str) -> Reply:
    """Let an invited officer set a password and sign them in."""
    account = service.invited(token)
    form = NewPasswordForm.from_request()
    if form.submitted():
        password = form.password.data or ""
        made = form.tried(lambda: service.accept_invitation(token, password, current().session_id))
        if made:
            cookies.keep(made)
            return redirect(url_for("access.front"), 303)
        account = service.invited(token)
    return page("access/invite.html", form=form, login=account.login, name=account.display_name), (
        form.status
    )
