"""An uploaded roster between its preview and its confirmation.

The preview's token names the roster that the file was compared with and how it is to be
understood, so that another roster or a late click is refused (:mod:`voting.web.put_aside`).
"""

from dataclasses import dataclass

from voting import clock
from voting.errors import Refusal, StaleEdit
from voting.i18n import _, lazy
from voting.people import service, spreadsheet
from voting.people.plan import Counts, ImportPlan
from voting.people.reading import Reading, read, refused
from voting.web.put_aside import Shelf

SHELF = Shelf(
    folder="imports",
    salt="roster-import",
    unkept=lazy("文件暂时无法保存（磁盘可能已满），花名册没有变化。"),
)


@dataclass(frozen=True, slots=True)
class Submission:
    """A kept upload: the digest of its file, the name it came with, whether it names everybody."""

    sha256: str
    name: str
    complete: bool
    roster: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What the officer sees before anything is written."""

    submission: Submission
    reading: Reading
    plan: ImportPlan

    @property
    def is_stale(self) -> bool:
        """Whether the roster has changed since the file was uploaded."""
        return self.plan.roster != self.submission.roster


def submit(content: bytes, name: str, *, complete: bool) -> tuple[Reading, str | None]:
    """Read an upload; keep it and return its token unless it has problems."""
    try:
        reading = read(spreadsheet.open_content(content, name), clock.today())
    except Refusal as refusal:
        return refused(refusal), None
    if reading.problems:
        return reading, None
    plan = service.preview(reading.entries, complete=complete)
    facts = {"name": name[-80:], "complete": complete, "roster": plan.roster}
    return reading, SHELF.keep(content, facts)


def renewed(found: Preview) -> str:
    """Return the token of the same file, compared with the roster as it is now."""
    kept = found.submission
    facts = {"name": kept.name, "complete": kept.complete, "roster": found.plan.roster}
    return SHELF.signed(kept.sha256, facts)


def opened(token: str) -> Preview:
    """Return the preview behind a token; refuse one that is forged, late or done with."""
    submission = Submission(**SHELF.facts(token))
    content = SHELF.content(token)
    reading = read(spreadsheet.open_content(content, submission.name), clock.today())
    plan = service.preview(reading.entries, complete=submission.complete)
    return Preview(submission, reading, plan)


def confirm(token: str, actor: str) -> Counts:
    """Do what the preview showed; refuse where the roster has changed since it was shown."""
    found = opened(token)
    service.demand_no_problems(found.reading)
    if found.is_stale:
        raise StaleEdit(_("花名册在您预览之后已被他人更改，没有导入。请重新核对变化后再确认。"))
    counts = service.import_roster(found.plan, actor, found.submission.name)
    SHELF.forget(token)
    return counts


def discard(token: str) -> None:
    """Put an upload aside; nothing is imported."""
    SHELF.forget(token)
