"""The ballot box of the current application, and the post that carries ballots into it."""

from flask import current_app

from voting.ballots.post import BallotPost
from voting.ballots.sqlbox import SqlBox
from voting.db import box_engine


def the_box() -> SqlBox:
    """Return the ballot box."""
    found: SqlBox | None = current_app.extensions.get("voting.box")
    if found is None:
        found = current_app.extensions["voting.box"] = SqlBox(
            box_engine(), current_app.config["SETTINGS"].secret_key
        )
    return found


def the_post() -> BallotPost:
    """Return this process's way into the box: ballots that arrive together go in together."""
    found: BallotPost | None = current_app.extensions.get("voting.post")
    if found is None:
        # Two threads may come here at once; both go on with the post that was put there first.
        found = current_app.extensions.setdefault("voting.post", BallotPost(the_box()))
    assert found is not None
    return found


def ballot_size(manifest_hash: bytes) -> int:
    """Return the one length in bytes that a cast body of this poll has."""
    sizes: dict[bytes, int] = current_app.extensions.setdefault("voting.ballot_sizes", {})
    if manifest_hash not in sizes:
        # Unknown polls raise NoSuchPoll here and are not remembered.
        sizes[manifest_hash] = the_box().poll(manifest_hash).body_size
    return sizes[manifest_hash]
