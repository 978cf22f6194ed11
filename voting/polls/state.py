"""The state document of a meeting: what every phone and the projector follow.

Public, without names, small, made at most once a second in each process and answered from
memory otherwise: five thousand phones must cost next to nothing.
"""

import hashlib
import json
import threading
from dataclasses import dataclass

from voting import clock
from voting.congress import queries as congress
from voting.polls import queries
from voting.polls.models import Poll
from voting.polls.rules import ISSUING, State, Turnout

FRESH_SECONDS = 1
# A finer clock would show single phones arriving.
TURNOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of a state document and their tag."""

    body: bytes
    etag: str


class StateBoard:
    """Keeps the newest state document of each meeting for a second."""

    def __init__(self) -> None:
        self._documents: dict[int, tuple[int, Document]] = {}
        self._turnouts: dict[int, tuple[int, Turnout]] = {}
        self._lock = threading.Lock()

    def document(self, meeting_id: int) -> Document:
        """Return the state document of a meeting, at most a second old."""
        second = int(clock.now().timestamp()) // FRESH_SECONDS
        kept = self._documents.get(meeting_id)
        if kept and kept[0] == second:
            return kept[1]
        with self._lock:
            kept = self._documents.get(meeting_id)
            if kept and kept[0] == second:
                return kept[1]
            made = self._made(meeting_id)
            self._documents[meeting_id] = (second, made)
        return made

    def _made(self, meeting_id: int) -> Document:
        meeting = congress.meeting(meeting_id)
        attendance = congress.attendance(meeting_id)
        body = json.dumps(
            {
                "meeting": meeting.name,
                "attended": attendance.present,
                "expected": attendance.expected,
                "quorum": attendance.quorum,
                "polls": [
                    self._line(poll)
                    for poll in queries.polls_of(meeting_id)
                    if poll.state != State.DRAFT
                ],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        return Document(body, hashlib.sha256(body).hexdigest()[:20])

    def _line(self, poll: Poll) -> dict[str, object]:
        counts = self._turnout(poll)
        base = f"/meetings/{poll.meeting_id}/polls/{poll.id}"
        manifest = queries.manifest_of(poll) if poll.manifest_hash else None
        return {
            "id": poll.id,
            "hash": poll.manifest_hash,
            "title": poll.title,
            "kind": poll.kind,
            "state": poll.state,
            "fingerprint": manifest.fingerprint if manifest else None,
            "eligible": counts.eligible,
            "attended": counts.attended,
            "issued": counts.issued,
            "returned": counts.returned,
            "board_root": poll.board_root,
            "url": f"{base}/ballot",
            "result_url": f"{base}/announcement",
        }

    def _turnout(self, poll: Poll) -> Turnout:
        if poll.state not in ISSUING:
            return queries.turnout(poll)
        now = int(clock.now().timestamp()) // TURNOUT_SECONDS
        kept = self._turnouts.get(poll.id)
        if kept is None or kept[0] != now:
            kept = self._turnouts[poll.id] = (now, queries.shown_turnout(poll))
        return kept[1]
