"""Settings: one frozen dataclass, read once from ``VOTING_…`` variables."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path


class MissingSetting(RuntimeError):
    """A setting without a default is not given; the service does not start."""


def _setting(name: str) -> str:
    return f"VOTING_{name.upper()}"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the operator decides; ``docs/operations.md`` explains each."""

    secret_key: str
    """Signs links and sessions and wraps the polls' keys; at least 32 characters; no default."""
    database_url: str
    """The main database: people, congress, roll, who was issued a paper, audit."""
    box_database_url: str
    """The ballot box: sealed ballots and opened records, and nothing of main."""
    data_dir: str = "var"
    """Folder for uploaded documents and photos, outside what is served as static."""
    public_url: str = "http://127.0.0.1:8000"
    """The address phones reach; printed into links and QR codes."""
    session_hours: int = 12
    """How long a sign-in lasts."""
    entry_link_days: int = 14
    """How long a delegate's personal link or card can be used."""
    secure_cookies: bool = True
    """Send cookies over HTTPS only; off for a hall without HTTPS, which marks polls degraded."""

    smtp_url: str = ""
    """The mail server, smtp://user:password@host:25; without one mail waits in the outbox."""
    mail_from: str = "voting@localhost"
    """The sender of the service's mail."""

    def __post_init__(self) -> None:
        """Refuse a secret that is short enough to guess."""
        if len(self.secret_key) < 32:  # noqa: PLR2004 - said in the sentence below
            raise MissingSetting("VOTING_SECRET_KEY must have at least 32 characters")

    @property
    def uploads(self) -> Path:
        """Where uploaded files lie."""
        return Path(self.data_dir) / "uploads"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read all settings from the environment; a missing secret or database stops the start."""
        values: dict[str, object] = {}
        for field in fields(cls):
            given = environment.get(_setting(field.name))
            if given is not None:
                values[field.name] = _parsed(field.name, field.type, given)
        missing = [
            _setting(name)
            for name in ("secret_key", "database_url", "box_database_url")
            if name not in values
        ]
        if missing:
            raise MissingSetting(f"not set: {', '.join(missing)} (see docs/operations.md)")
        return cls(**values)  # type: ignore[arg-type]  # parsed by each field's type above


def _parsed(name: str, kind: object, given: str) -> object:
    if kind is int or kind == "int":
        try:
            return int(given)
        except ValueError:
            raise MissingSetting(f"{_setting(name)} must be a whole number") from None
    if kind is bool or kind == "bool":
        if given.lower() not in {"0", "1", "true", "false", "yes", "no"}:
            raise MissingSetting(f"{_setting(name)} must be yes or no")
        return given.lower() in {"1", "true", "yes"}
    return given
