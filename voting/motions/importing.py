"""An uploaded register, from its reading to its confirmation.

Between preview and confirmation the file is kept under its digest; the address of the preview is
a signed token that names the file and the meeting. What is confirmed is what was shown. Files are
removed when they are confirmed or put aside, and after two hours at the latest.
"""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import current_app
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from voting import clock
from voting.config import Settings
from voting.congress import queries as congress
from voting.congress.models import Meeting
from voting.errors import NotFound, Unavailable
from voting.i18n import _
from voting.motions.importing_plan import ImportPlan, plan
from voting.motions.importing_reading import Problem, Reading, read
from voting.people import spreadsheet

_LIFETIME = 2 * 60 * 60
_SALT = "motion-register-import"


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


@dataclass(frozen=True, slots=True)
class Submission:
    """A kept upload: its digest, the name it came with, for which meeting."""

    sha256: str
    name: str
    meeting_id: int


def checked(content: bytes, name: str, meeting_id: int) -> Register:
    """Read a register and plan its import; a file that is no spreadsheet is refused."""
    reading = read(spreadsheet.open_content(content, name))
    digest = hashlib.sha256(content).hexdigest()
    made = plan(reading, meeting_id, digest)
    return Register(name, digest, congress.meeting(meeting_id), reading, made)


def keep(content: bytes, found: Register) -> str:
    """Keep an upload without problems for its confirmation; return the token of its preview."""
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        part = folder / f"{found.sha256}.part"
        part.write_bytes(content)
        part.replace(folder / found.sha256)
    except OSError as error:
        raise Unavailable(_("文件暂时无法保存（磁盘可能已满），没有导入任何内容。")) from error
    kept = Submission(found.sha256, found.name[-80:], found.meeting.id)
    token: str = _serializer().dumps(asdict(kept))
    return token


def opened(token: str) -> Register:
    """Return the register behind a token; refuse one that is forged, late or done with."""
    kept = _unsigned(token)
    try:
        content = (_folder() / kept.sha256).read_bytes()
    except OSError:
        raise NotFound(_("这次导入已经完成或取消。如需再次导入，请重新上传文件。")) from None
    return checked(content, kept.name, kept.meeting_id)


def forget(token: str) -> None:
    """Put an upload aside."""
    (_folder() / _unsigned(token).sha256).unlink(missing_ok=True)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_settings().secret_key, salt=_SALT)


def _unsigned(token: str) -> Submission:
    try:
        return Submission(**_serializer().loads(token, max_age=_LIFETIME))
    except SignatureExpired:
        raise NotFound(_("预览已超过两小时，请重新上传文件。")) from None
    except BadData:
        raise NotFound(_("地址不完整或有误，请重新上传文件。")) from None


def _folder() -> Path:
    return Path(_settings().data_dir) / "registers"


def _sweep(folder: Path) -> None:
    oldest = clock.now().timestamp() - _LIFETIME
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
