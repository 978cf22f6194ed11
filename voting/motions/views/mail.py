"""One's own mail address, and the outbox for the secretary."""

from flask import current_app, request

from voting.access.policy import signed_in
from voting.access.principal import current
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.mail import service as mail
from voting.mail.rules import STATE_LABELS, State
from voting.motions import queries_mail
from voting.motions.forms.mail import AddressForm
from voting.motions.service import mailing
from voting.motions.views.blueprint import bp
from voting.web.pages import page


@bp.route("/me/mail", methods=["GET", "POST"])
@signed_in
def own_address() -> Reply:
    """Show and change one's own mail address."""
    who, form = current(), AddressForm.from_request()
    if form.submitted():
        address = form.address.data or ""
        form.tried(lambda: mailing.change_address(address, who))
        if form.refused is None:
            told = _("邮箱已保存。") if address else _("邮箱已删去，不再发邮件。")
            return done("/me/mail", told)
    elif request.method == "GET" and who.person_id is not None:
        form.address.data = mail.address_of(who.person_id) or ""
    known = who.person_id is not None
    return page("motions/mail/address.html", form=form, known=known), form.status


@bp.get("/mail")
@signed_in
def outbox() -> Reply:
    """Show the letters that wait, were sent, are unconfirmed or failed."""
    mailing.demand_outbox(current())
    wanted = request.args.get("state", "")
    state = State(wanted) if wanted in set(State) else None
    number = max(request.args.get("page", 1, int), 1)
    return page(
        "motions/mail/outbox.html",
        found=queries_mail.letters(state, number),
        numbers=mail.numbers(),
        state=state,
        labels=STATE_LABELS,
        connected=bool(current_app.config["SETTINGS"].smtp_url),
    )


@bp.post("/mail/<int:letter_id>/again")
@signed_in
def send_again(letter_id: int) -> Reply:
    """Put a failed or unconfirmed letter back into the outbox."""
    letter = mailing.send_again(letter_id, current())
    return done("/mail", _("已重新放入待发送：%(subject)s", subject=letter.subject))
