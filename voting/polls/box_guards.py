"""What slices above may say before a ballot is taken in: a survey whose time is up closes itself.

A guard is told which box, never by whom; it cannot see the ballot.
"""

from collections.abc import Callable

from flask import Flask, current_app

Guard = Callable[[bytes], None]


def add_guard(app: Flask, guard: Guard) -> None:
    """Have a guard asked before each cast; it may close the box, or do nothing."""
    app.extensions.setdefault("voting.box_guards", []).append(guard)


def ask_guards(manifest_hash: bytes) -> None:
    """Ask all guards about one box."""
    for guard in current_app.extensions.get("voting.box_guards", ()):
        guard(manifest_hash)
