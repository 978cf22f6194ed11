"""The pages of who writes a letter. Those without a name never look at a cookie."""

from voting.access.policy import anonymous, signed_in
from voting.access.principal import current
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.motions.letterbox import codes, queries, service
from voting.motions.letterbox.forms import CodeForm, LetterForm, NamelessForm, NamelessMessageForm
from voting.motions.letterbox.models import LetterBox
from voting.motions.letterbox.rules import code_of, grouped
from voting.motions.views.blueprint import bp
from voting.web.pages import page

_BOX = "/letters/<int:box_id>"


@bp.get("/letters")
@anonymous
def letter_boxes() -> Reply:
    """Show the boxes, and where a receipt code opens a letter."""
    return _boxes_page(CodeForm())


def _boxes_page(form: CodeForm) -> Reply:
    shown = page("motions/letterbox/boxes.html", boxes=queries.open_boxes(), form=form)
    return shown, form.status


@bp.route(f"{_BOX}/nameless", methods=["GET", "POST"])
@anonymous
def nameless_letter(box_id: int) -> Reply:
    """Take a letter without a name and show its receipt code, this once."""
    box, form = queries.box_of(box_id), NamelessForm.from_request()
    if form.submitted():
        slip = str(form.slip.data or "")
        code = form.tried(lambda: service.send_nameless(box_id, slip, form.written))
        if code is not None:
            return page("motions/letterbox/receipt.html", box=box, code=grouped(code))
    return _nameless_page(box, form)


def _nameless_page(box: LetterBox, form: NamelessForm) -> Reply:
    form.slip.data = codes.new_slip(box.id)
    return page("motions/letterbox/nameless.html", box=box, form=form), form.status


@bp.post("/letters/open")
@anonymous
def open_letter() -> Reply:
    """Show the letter that a code opens; the code is never part of an address."""
    form = CodeForm.from_request()
    if form.submitted():
        code = form.read_code
        found = form.tried(lambda: queries.opened(code))
        if found is not None and code is not None:
            return page(
                "motions/letterbox/opened.html",
                letter=found,
                code=grouped(code),
                form=NamelessMessageForm(code=code),
                written=False,
            )
    return _boxes_page(form)


@bp.post("/letters/message")
@anonymous
def write_on() -> Reply:
    """Take a further message of who holds a code."""
    form = NamelessMessageForm.from_request()
    code = code_of(str(form.code.data or ""))
    if form.submitted():
        form.tried(lambda: service.write_on(code, form.text.data or ""))
    letter = queries.opened(code)
    written = form.refused is None and not form.errors
    shown = page(
        "motions/letterbox/opened.html",
        letter=letter,
        code=grouped(code or ""),
        form=NamelessMessageForm(code=code) if written else form,
        written=written,
    )
    return shown, form.status


@bp.route(f"{_BOX}/signed", methods=["GET", "POST"])
@signed_in
def signed_letter(box_id: int) -> Reply:
    """Take a letter with a name."""
    box, form = queries.box_of(box_id), LetterForm.from_request()
    if form.submitted():
        made = form.tried(lambda: service.send_signed(box_id, form.written, current()))
        if made is not None:
            return done(f"/motions/{made.id}", _("已寄出。办理进展和答复都显示在这里。"))
    return page("motions/letterbox/signed.html", box=box, form=form), form.status
