"""What a recount answers: one line for each thing it looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class Mismatch(Exception):
    """Two things that must agree do not; says which, in one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its short name for programs, its title and finding for people."""

    name: str
    title: str
    ok: bool
    finding: str

    def line(self) -> str:
        """Return the check as one line of text."""
        return f"{'✓' if self.ok else '✗'} {self.title}：{self.finding}"


@dataclass(frozen=True, slots=True)
class Report:
    """All checks of one bundle, and the figures a reader compares with the big screen."""

    checks: tuple[Check, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    receipt: Check | None = None

    @property
    def ok(self) -> bool:
        """Say whether every check passed, the receipt asked for included."""
        return all(check.ok for check in self.checks) and (self.receipt is None or self.receipt.ok)

    @property
    def failed(self) -> tuple[str, ...]:
        """Return the names of the checks that failed, in the order they were made."""
        return tuple(check.name for check in self._all() if not check.ok)

    def text(self) -> str:
        """Return the report as lines of Chinese for people."""
        lines = [f"{title}：{value}" for title, value in self.facts.items()]
        lines += ["", *(check.line() for check in self._all()), "", self._verdict()]
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        """Return the report for programs."""
        return {
            "ok": self.ok,
            "facts": dict(self.facts),
            "checks": [
                {"name": each.name, "title": each.title, "ok": each.ok, "finding": each.finding}
                for each in self._all()
            ],
        }

    def _all(self) -> tuple[Check, ...]:
        return self.checks if self.receipt is None else (*self.checks, self.receipt)

    def _verdict(self) -> str:
        total, failed = len(self._all()), len(self.failed)
        if failed:
            return f"复核未通过：{total} 项中有 {failed} 项不符。请保留此文件，并向监票人提出。"
        return f"复核通过：{total} 项全部相符。"
