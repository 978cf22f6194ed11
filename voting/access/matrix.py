"""Who reaches what, as the tables that docs/access.md shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask

from voting.access.policy import Door, Policy, policy_for
from voting.access.rules import GLOBAL_OFFICES, PERMISSIONS_OF, Office, Permission

BEGIN, END = "<!-- table: {} -->", "<!-- end of table -->"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Access:
    """One endpoint and who reaches it."""

    method: str
    rule: str
    endpoint: str
    arguments: frozenset[str]
    policy: Policy

    def open_to(self, office: Office | None) -> bool:
        """Tell whether the holder of an office gets in; None is who is not signed in.

        The office of a meeting is held in the meeting of the address, and counts nowhere else.
        """
        if self.policy.door in {Door.ANONYMOUS, Door.PUBLIC}:
            return True
        if office is None:
            return False
        if self.policy.permission is None:
            return True
        counts = office in GLOBAL_OFFICES or "meeting_id" in self.arguments
        return counts and self.policy.permission in PERMISSIONS_OF[office]


def accesses(app: Flask) -> Iterator[Access]:
    """Yield every endpoint of an application, once for each method, in the order of addresses."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        policy = policy_for(app, rule.endpoint)
        assert policy is not None  # or the application had not started
        for method in _METHODS:
            if method in (rule.methods or ()):
                arguments = frozenset(rule.arguments)
                yield Access(method, rule.rule, rule.endpoint, arguments, policy)


def endpoint_table(app: Flask) -> str:
    """Return the table of endpoints × offices in Markdown."""
    columns: tuple[Office | None, ...] = (None, *Office)
    heads = ["Address", "Needs", "nobody", *(office.value for office in Office)]
    lines = [_line(heads), _line(["---"] * len(heads))]
    for access in accesses(app):
        needs = access.policy.permission or access.policy.door
        cells = ["✓" if access.open_to(office) else "" for office in columns]
        lines.append(_line([f"`{access.method} {access.rule}`", needs.value, *cells]))
    return "\n".join(lines)


def permission_table() -> str:
    """Return the table of permissions × offices in Markdown."""
    heads = ["Permission", *(office.value for office in Office)]
    lines = [_line(heads), _line(["---"] * len(heads))]
    for permission in Permission:
        cells = ["✓" if permission in PERMISSIONS_OF[office] else "" for office in Office]
        lines.append(_line([permission.value, *cells]))
    return "\n".join(lines)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def tables(app: Flask) -> dict[str, str]:
    """Return all tables by the name that marks their place."""
    return {"permissions": permission_table(), "addresses": endpoint_table(app)}


def renewed(text: str, made: dict[str, str]) -> str:
    """Return a document with its marked tables replaced; ValueError if a place is missing."""
    for name, table in made.items():
        begin = BEGIN.format(name)
        before, found, rest = text.partition(begin)
        _old, ended, after = rest.partition(END)
        if not found or not ended:
            raise ValueError(f"no place for the table '{name}'")
        text = f"{before}{begin}\n\n{table}\n\n{END}{after}"
    return text
