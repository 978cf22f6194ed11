"""Who may do what to a motion in which state, as the tables that docs/motions.md shows."""

from collections.abc import Iterable

from voting.motions.rules import (
    ACT_LABELS,
    KIND_LABELS,
    OPEN_STATES,
    PUBLIC_STATES,
    ROLE_LABELS,
    STATE_LABELS,
    Act,
    Kind,
    Role,
    State,
)
from voting.motions.service.settings import LIMITS, NUMBER_LABELS
from voting.motions.settings import defaults
from voting.motions.table import TABLE


def acts_table() -> str:
    """Return the table of states × acts × roles, with the state after each act."""
    lines = []
    for state in State:
        for act in Act:
            found = TABLE.get((state, act))
            if found is not None:
                roles = "、".join(str(ROLE_LABELS[role]) for role in Role if role in found.roles)
                after = _word(found.after.value, STATE_LABELS[found.after]) if found.after else ""
                start = _word(state.value, STATE_LABELS[state])
                lines.append([start, _word(act.value, ACT_LABELS[act]), roles, after])
    return _table(("State", "Act", "Who", "State after"), lines)


def states_table() -> str:
    """Return the states: which are open between meetings, which all delegates may read."""
    return _table(
        ("State", "Open", "Read by all delegates"),
        (
            [
                _word(state.value, STATE_LABELS[state]),
                "✓" if state in OPEN_STATES else "",
                "✓" if state in PUBLIC_STATES else "",
            ]
            for state in State
        ),
    )


def kinds_table() -> str:
    """Return the kinds of matter."""
    return _table(
        ("Kind", "Seconders", "Number"),
        (
            [
                _word(kind.value, KIND_LABELS[kind]),
                "✓" if kind is Kind.MOTION else "",
                "✓" if kind is Kind.MOTION else "",
            ]
            for kind in Kind
        ),
    )


def settings_table() -> str:
    """Return the numbers of the settings: their defaults and the most they may be."""
    usual = defaults(0)
    return _table(
        ("Setting", "Default", "Most"),
        (
            [_word(key, NUMBER_LABELS[key]), str(getattr(usual, key)), str(most)]
            for key, most in LIMITS.items()
        ),
    )


def tables() -> dict[str, str]:
    """Return all tables by the name that marks their place."""
    return {
        "kinds": kinds_table(),
        "states": states_table(),
        "acts": acts_table(),
        "settings": settings_table(),
    }


def _word(code: str, label: str) -> str:
    return f"`{code}` {label}"


def _table(heads: Iterable[str], rows: Iterable[list[str]]) -> str:
    columns = list(heads)
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
