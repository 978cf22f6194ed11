"""An uploaded roster between its preview and its confirmation.

The file is kept under its own digest; the address of the preview is a signed token that names the
file, the roster it was compared with and how it is to be understood. So what is confirmed is what
was shown: another file, another roster or a late click is refused. Files are removed when they are
confirmed or put aside, and after two hours at the latest: they hold personal data.
"""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import current_app
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from voting import clock
from voting.config import Settings
from voting.errors import NotFound, Refusal, StaleEdit, Unavailable
from voting.i18n import _
from voting.people import service, spreadsheet
from voting.people.plan import Counts, ImportPlan
from voting.people.reading import Reading, read, refused

_LIFETIME = 2 * 60 * 60
_SALT = "roster-import"


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
    digest = hashlib.sha256(content).hexdigest()
    _keep(digest, content)
    return reading, _signed(Submission(digest, name[-80:], complete, plan.roster))


def renewed(found: Preview) -> str:
    """Return the token of the same file, compared with the roster as it is now."""
    kept = found.submission
    return _signed(Submission(kept.sha256, kept.name, kept.complete, found.plan.roster))


def opened(token: str) -> Preview:
    """Return the preview behind a token; refuse one that is forged, late or done with."""
    submission = _unsigned(token)
    path = _folder() / submission.sha256
    try:
        content = path.read_bytes()
    except OSError:
        raise NotFound(_("这次导入已经完成或取消。如需再次导入，请重新上传文件。")) from None
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
    _forget(found.submission)
    return counts


def discard(token: str) -> None:
    """Put an upload aside; nothing is imported."""
    _forget(_unsigned(token))


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_settings().secret_key, salt=_SALT)


def _signed(submission: Submission) -> str:
    token: str = _serializer().dumps(asdict(submission))
    return token


def _unsigned(token: str) -> Submission:
    try:
        return Submission(**_serializer().loads(token, max_age=_LIFETIME))
    except SignatureExpired:
        raise NotFound(_("预览已超过两小时，请重新上传文件。")) from None
    except BadData:
        raise NotFound(_("地址不完整或有误，请重新上传文件。")) from None


def _folder() -> Path:
    return Path(_settings().data_dir) / "imports"


def _keep(digest: str, content: bytes) -> None:
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        part = folder / f"{digest}.part"
        part.write_bytes(content)
        part.replace(folder / digest)
    except OSError as error:
        raise Unavailable(_("文件暂时无法保存（磁盘可能已满），花名册没有变化。")) from error


def _sweep(folder: Path) -> None:
    oldest = clock.now().timestamp() - _LIFETIME
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _forget(submission: Submission) -> None:
    (_folder() / submission.sha256).unlink(missing_ok=True)
