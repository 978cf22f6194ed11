"""What a delegate's phone asks for: the ballot page, a paper, the box, the board, the state."""

import json
from http import HTTPStatus

from flask import Response, current_app, jsonify, request, url_for

from voting.access.policy import anonymous, requires, signed_in
from voting.access.principal import current
from voting.access.rules import Permission
from voting.ballots import canonical
from voting.ballots.manifest import b64url, from_b64url, hash_from_hex
from voting.ballots.refusals import Malformed
from voting.congress import queries as congress
from voting.errors import NotAllowed, NotFound, TooLarge, WrongInput
from voting.i18n import _
from voting.polls import issuing, queries, roll
from voting.polls.blueprint import IN_MEETING, IN_POLL, bp
from voting.polls.box import ballot_size, the_post
from voting.polls.box_guards import ask_guards
from voting.polls.paper import queries as boxes
from voting.polls.rules import BOARD_SHOWN
from voting.polls.state import StateBoard
from voting.web.pages import page

_FOREVER = "public, max-age=31536000, immutable"
_LONGEST_PAPER_REQUEST = 1024


@bp.get(f"{IN_POLL}/ballot")
@requires(Permission.PAPER_TAKE)
def ballot(meeting_id: int, poll_id: int) -> str:
    """Show the ballot page; everything about marks happens on the phone."""
    poll = queries.poll_in(meeting_id, poll_id)
    if poll.manifest_hash is None:
        raise NotFound(_("选票还没有准备好，请稍候，页面会自动更新。"))
    person_id = current().person_id
    assert person_id is not None
    entry = roll.entry_of(poll.id, person_id)
    taken = roll.paper_of(poll.id, entry.elector) if entry else None
    meeting_name = congress.meeting(meeting_id).name
    if taken and (box := boxes.box_of_paper(taken)):
        home = f"/m/{meeting_id}"
        return page(
            "polls/paper/taken.html", poll=poll, box=box, meeting_name=meeting_name, home_url=home
        )
    return page(
        "polls/ballot.html",
        poll=poll,
        meeting_name=meeting_name,
        elector=entry.elector if entry else "",
        issued=taken is not None,
        fingerprint=queries.manifest_of(poll).fingerprint,
        manifest_url=url_for("polls.manifest", manifest_hash=poll.manifest_hash),
        paper_url=url_for("polls.paper", meeting_id=meeting_id, poll_id=poll_id),
        cast_url=url_for("polls.cast", manifest_hash=poll.manifest_hash),
        board_url=url_for("polls.board", manifest_hash=poll.manifest_hash),
        state_url=url_for("polls.state", meeting_id=meeting_id),
        home_url=f"/m/{meeting_id}",
        result_url=url_for("polls.announcement", meeting_id=meeting_id, poll_id=poll_id),
    )


@bp.get("/polls/<manifest_hash>/manifest.json")
@anonymous
def manifest(manifest_hash: str) -> Response:
    """Send the manifest, byte for byte what was hashed."""
    return Response(
        queries.manifest(manifest_hash).encoded,
        mimetype="application/json",
        headers={"Cache-Control": _FOREVER},
    )


@bp.post(f"{IN_POLL}/paper")
@signed_in
def paper(meeting_id: int, poll_id: int) -> Response:
    """Hand out a paper: sign the blinded message of the elector who is signed in.

    Who may take one is said by the sealed roll alone, not by an office of today.
    """
    person_id = current().person_id
    if person_id is None:
        raise NotAllowed(_("这个账号没有对应的代表，不能领票。请用会议卡进入。"))
    signature = issuing.take_paper(
        meeting_id, poll_id, person_id, _blinded(), current_app.config["SETTINGS"].secret_key
    )
    return jsonify(signature=b64url(signature))


def _blinded() -> bytes:
    if (request.content_length or 0) > _LONGEST_PAPER_REQUEST:
        raise TooLarge(_("领票请求太长，没有接收。请刷新页面后再试。"))
    try:
        sent = json.loads(request.get_data(cache=False))
        return from_b64url(sent["blinded"])
    except (Malformed, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise WrongInput(_("领票请求不完整或无法识别，没有发出选票。请刷新页面后再试。")) from None


@bp.post("/box/<manifest_hash>")
@anonymous
def cast(manifest_hash: str) -> tuple[Response, int]:
    """Take one sealed ballot; nothing here knows or could learn who sends it."""
    box = hash_from_hex(manifest_hash)
    body = _sealed_ballot(manifest_hash)
    ask_guards(box)
    receipt = the_post().cast(box, body)
    return (
        jsonify(code=receipt.code, signature=b64url(receipt.signature)),
        HTTPStatus.CREATED,
    )


def _sealed_ballot(manifest_hash: str) -> bytes:
    """Read the body only when its announced length is exactly that of the poll's ballots."""
    size = ballot_size(hash_from_hex(manifest_hash))
    announced = request.content_length
    if announced is not None and announced > size:
        raise TooLarge(_("选票大小不对，没有放入票箱。请刷新页面后再投。"))
    if announced != size:
        raise WrongInput(_("选票大小不对，没有放入票箱。请刷新页面后再投。"))
    return request.get_data(cache=False)


@bp.get("/polls/<manifest_hash>/board.json")
@anonymous
def board(manifest_hash: str) -> Response:
    """Send the board: every ballot's public part, sorted; only after closing."""
    poll = queries.poll_by_hash(manifest_hash)
    if poll.state not in BOARD_SHOWN:
        raise NotFound(_("投票截止后才有公告板。"))
    return Response(
        canonical.encode(queries.board_document(poll)),
        mimetype="application/json",
        headers={"Cache-Control": "public, max-age=60"},
    )


@bp.get(f"{IN_MEETING}/state.json")
@anonymous
def state(meeting_id: int) -> Response:
    """Send what is going on in a meeting; a phone that knows it already gets 304."""
    document = _state_board().document(meeting_id)
    reply = Response(document.body, mimetype="application/json")
    reply.set_etag(document.etag)
    reply.headers["Cache-Control"] = "public, max-age=1"
    reply.make_conditional(request)
    return reply


def _state_board() -> StateBoard:
    found: StateBoard | None = current_app.extensions.get("voting.state")
    if found is None:
        found = current_app.extensions.setdefault("voting.state", StateBoard())
    assert found is not None
    return found
