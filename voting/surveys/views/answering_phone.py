"""What the page of a survey asks for: the manifest, a paper, keeping an answer, the board."""

from http import HTTPStatus
from typing import Any

from flask import Response, current_app, jsonify, request

from voting.access.policy import anonymous, signed_in
from voting.access.principal import current
from voting.ballots import canonical
from voting.ballots.manifest import b64url, from_b64url
from voting.ballots.refusals import Malformed
from voting.errors import NotAllowed, NotFound, TooLarge, WrongInput
from voting.i18n import _
from voting.polls.box import the_box
from voting.surveys import queries
from voting.surveys.manifest import LARGEST
from voting.surveys.models import Survey
from voting.surveys.rules import Mode, State
from voting.surveys.service import issuing, responding
from voting.surveys.views.blueprint import ANSWERED, bp

BOARD_SHOWN = frozenset({State.CLOSED, State.COUNTED, State.RELEASED})
_FOREVER = "public, max-age=31536000, immutable"
_LONGEST_PAPER_REQUEST = 1024
_LONGEST_ANSWER = 4 * LARGEST


@bp.get(f"{ANSWERED}/manifest.json")
@anonymous
def manifest(public_id: str) -> Response:
    """Send the manifest, byte for byte what was hashed."""
    found = queries.by_public_id(public_id)
    named = request.args.get("h") and (found.manifest_hash or "").startswith(request.args["h"])
    return Response(
        queries.manifest_of(found).encoded,
        mimetype="application/json",
        headers={"Cache-Control": _FOREVER if named else "no-cache"},
    )


@bp.post(f"{ANSWERED}/paper")
@signed_in
def paper(public_id: str) -> Response:
    """Sign the blinded paper of whoever is signed in and invited; once."""
    signature = issuing.take_paper(public_id, _person(), _blinded(), _secret())
    return jsonify(signature=b64url(signature))


@bp.post(f"{ANSWERED}/open-paper")
@anonymous
def open_paper(public_id: str) -> Response:
    """Sign a blinded paper for whoever has the open link; nobody is recognised."""
    return jsonify(signature=b64url(issuing.take_open_paper(public_id, _blinded(), _secret())))


@bp.post(f"{ANSWERED}/answer")
@signed_in
def answer(public_id: str) -> tuple[Response, int]:
    """Keep the signed answer of whoever is signed in."""
    responding.answer_named(public_id, _person(), _document(_LONGEST_ANSWER))
    return jsonify(kept=True), HTTPStatus.CREATED


def _person() -> int:
    person_id = current().person_id
    if person_id is None:
        raise NotAllowed(_("这个账号没有对应的教职工，不能作答。请用会议卡或个人链接进入。"))
    return person_id


def _secret() -> str:
    secret: str = current_app.config["SETTINGS"].secret_key
    return secret


def _blinded() -> bytes:
    try:
        return from_b64url(_document(_LONGEST_PAPER_REQUEST)["blinded"])
    except (Malformed, KeyError, TypeError, AttributeError, ValueError):
        raise _unreadable() from None


def _document(most: int) -> Any:
    """Read a JSON body of at most so many bytes."""
    if (request.content_length or 0) > most:
        raise TooLarge(_("发来的内容太长，没有接收。请刷新页面后再试。"))
    try:
        return canonical.parse(request.get_data(cache=False))
    except Malformed:
        raise _unreadable() from None


def _unreadable() -> WrongInput:
    return WrongInput(_("发来的内容不完整或无法识别，没有接收。请刷新页面后再试。"))


@bp.get(f"{ANSWERED}/board.json")
@anonymous
def board(public_id: str) -> Response:
    """Send the public part of every response, sorted; only after closing."""
    found = queries.by_public_id(public_id)
    if found.state not in BOARD_SHOWN or found.mode == Mode.NAMED:
        raise NotFound(_("问卷截止后才能核对收回的答卷。"))
    return Response(
        canonical.encode(board_document(found)),
        mimetype="application/json",
        headers={"Cache-Control": "public, max-age=60"},
    )


def board_document(found: Survey) -> dict[str, object]:
    """Return what is published of the responses of a closed survey."""
    sealed = queries.manifest_of(found)
    return {
        "manifest_hash": found.manifest_hash,
        "entries": [
            {
                "public_key": b64url(entry.public_key),
                "paper": b64url(entry.paper),
                "digest": b64url(entry.digest),
                "code": entry.code,
            }
            for entry in the_box().board(sealed.hash)
        ],
    }
