"""Passwords: hashed with argon2, and an unknown login costs as much time as a wrong password."""

import unicodedata
from typing import cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from voting.access.rules import PasswordFlaw, password_flaw
from voting.errors import WrongInput
from voting.i18n import lazy

# Chosen in November 2026: above the OWASP minimum for argon2id (19 MiB, 2 passes, 1 lane), and
# small enough that a hall's two workers can check several officers at once.
ARGON2_2026 = PasswordHasher(
    time_cost=3, memory_cost=19456, parallelism=1, hash_len=32, salt_len=16
)

_SENTENCES: dict[PasswordFlaw, str] = {
    PasswordFlaw.TOO_SHORT: lazy("密码太短，请至少用 10 个字符。"),
    PasswordFlaw.TOO_LONG: lazy("密码太长，请不要超过 128 个字符。"),
    PasswordFlaw.TOO_PLAIN: lazy("密码太简单，请至少用 4 个不同的字符。"),
    PasswordFlaw.NAMES_OWNER: lazy("密码不能由登录名或姓名组成，请换一个。"),
}


def _hasher() -> PasswordHasher:
    return cast("PasswordHasher", current_app.config.get("PASSWORD_HASHER", ARGON2_2026))


def _plain(password: str) -> str:
    """Return a password in one form, whichever keyboard typed it."""
    return unicodedata.normalize("NFKC", password)


def _decoy() -> str:
    """Return a hash of nothing anybody knows, made once for each application."""
    made: dict[int, str] = current_app.extensions.setdefault("voting.access.decoy", {})
    hasher = _hasher()
    if id(hasher) not in made:
        made[id(hasher)] = hasher.hash("nobody's password")
    return made[id(hasher)]


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return _hasher().hash(_plain(password))


def matches(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one kept; takes as long when none is kept."""
    try:
        _hasher().verify(kept or _decoy(), _plain(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether a password should be hashed anew with today's parameters."""
    return _hasher().check_needs_rehash(kept)


def demand_good(password: str, login: str, name: str) -> None:
    """Refuse a password that is too short, too plain or its owner's name."""
    if flaw := password_flaw(_plain(password), login, name):
        raise WrongInput(str(_SENTENCES[flaw]))
