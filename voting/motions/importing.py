"""An uploaded register, from its reading to its confirmation.

The preview's token names the meeting the register is for (:mod:`voting.web.put_aside`).
"""

import hashlib
from dataclasses import dataclass

from voting.congress import queries as congress
from voting.congress.models import Meeting
from voting.motions.importing_plan import ImportPlan, plan
from voting.motions.importing_reading import Problem, Reading, read
from voting.people import spreadsheet
from voting.web.put_aside import Shelf

SHELF = Shelf(folder="registers", salt="motion-register-import")


@dataclass(frozen=True, slots=True)
class Register:
    """A register that was read for a meeting, and what importing it would do."""

    name: str
    sha256: str
    meeting: Meeting
    reading: Reading
    plan: ImportPlan

    @property
    def problems(self) -> list[Problem]:
        """What stops the import, in the order of the rows."""
        return sorted(self.plan.problems, key=lambda each: each.row)

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The columns that were found, and what the sheet calls them."""
        heading = self.reading.heading
        return [(each.label, name) for each, name in heading.names.items()] if heading else []

    @property
    def ignored(self) -> list[str]:
        """The columns that mean nothing here."""
        return list(self.reading.heading.ignored) if self.reading.heading else []


def checked(content: bytes, name: str, meeting_id: int) -> Register:
    """Read a register and plan its import; a file that is no spreadsheet is refused."""
    reading = read(spreadsheet.open_content(content, name))
    digest = hashlib.sha256(content).hexdigest()
    made = plan(reading, meeting_id, digest)
    return Register(name, digest, congress.meeting(meeting_id), reading, made)


def keep(content: bytes, found: Register) -> str:
    """Keep an upload without problems for its confirmation; return the token of its preview."""
    return SHELF.keep(content, {"name": found.name[-80:], "meeting_id": found.meeting.id})


def opened(token: str) -> Register:
    """Return the register behind a token; refuse one that is forged, late or done with."""
    kept = SHELF.facts(token)
    return checked(SHELF.content(token), kept["name"], kept["meeting_id"])


def forget(token: str) -> None:
    """Put an upload aside."""
    SHELF.forget(token)
