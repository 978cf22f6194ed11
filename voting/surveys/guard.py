"""Closing on time: before a response is taken in, a survey whose end has come is closed.

The box knows no time. Whether a box is a survey's, and when it ends, is read from main, without a
person in hand, and remembered for a few seconds.
"""

import time
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from voting import clock
from voting.ballots.refusals import BoxUnavailable
from voting.db import db
from voting.polls import box_guards
from voting.surveys.models import Survey
from voting.surveys.rules import State, Window, window
from voting.surveys.service.publishing import close_if_due

_REMEMBERED = 2.0
"""Seconds for which the end of a survey is remembered; it may have been moved since."""
_MOST = 512


_End = tuple[int, datetime | None]
"""A survey's number, and when it ends."""


class _Ends:
    """The ends of the surveys a process took responses for; None: the box is no survey's."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[float, _End | None]] = {}
        self._silent_until = 0.0

    def check(self, manifest_hash: bytes) -> None:
        """Close a survey whose time is up; the box then refuses by itself."""
        found = self._end(manifest_hash)
        if found is None:
            return
        survey_id, closes_at = found
        if window(None, closes_at, clock.now()) is Window.AFTER:
            try:
                close_if_due(survey_id)
            except SQLAlchemyError:
                raise BoxUnavailable from None

    def _end(self, manifest_hash: bytes) -> _End | None:
        """Return a survey's end as known; while main is away, as it was known, and go on."""
        now = time.monotonic()
        read_at, found = self._known.get(manifest_hash, (None, None))
        # That a box is no survey's stays true for good.
        known = read_at is not None and (found is None or now - read_at <= _REMEMBERED)
        if known or now < self._silent_until:
            return found
        try:
            found = _read(manifest_hash)
        except SQLAlchemyError:
            self._silent_until = now + _REMEMBERED
            return found
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[manifest_hash] = now, found
        return found


def _read(manifest_hash: bytes) -> _End | None:
    wanted = select(Survey.id, Survey.closes_at).where(
        Survey.manifest_hash == manifest_hash.hex(), Survey.state == State.OPEN.value
    )
    # A connection of its own, given back at once: nothing of main stays in use during the cast.
    with db.engine.connect() as connection:
        row = connection.execute(wanted).one_or_none()
    return (row.id, row.closes_at) if row else None


def use_guard(app: Flask) -> None:
    """Have surveys close on time in an application."""
    box_guards.add_guard(app, _check)


def ends(app: Flask) -> _Ends:
    """Return what this process knows of the ends of surveys."""
    found: _Ends = app.extensions.setdefault("voting.survey_ends", _Ends())
    return found


def _check(manifest_hash: bytes) -> None:
    ends(current_app).check(manifest_hash)
