"""Files that wait between a preview and its confirmation.

A file is kept under its digest; the address of the preview is a signed token that names the file
and how it is to be understood, so that what is confirmed is what was shown. Files are removed when
they are confirmed or put aside, and after two hours at the latest.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import current_app
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from voting import clock
from voting.config import Settings
from voting.errors import NotFound, Unavailable
from voting.i18n import lazy

_LIFETIME = 2 * 60 * 60
_UNKEPT = lazy("文件暂时无法保存（磁盘可能已满），没有导入任何内容。")
_GONE = lazy("这次导入已经完成或取消。如需再次导入，请重新上传文件。")
_LATE = lazy("预览已超过两小时，请重新上传文件。")
_WRONG = lazy("地址不完整或有误，请重新上传文件。")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where files of one purpose wait; ``unkept``, ``gone``, ``late``, ``wrong``: its refusals."""

    folder: str
    salt: str
    unkept: str = field(default_factory=lambda: _UNKEPT)
    gone: str = field(default_factory=lambda: _GONE)
    late: str = field(default_factory=lambda: _LATE)
    wrong: str = field(default_factory=lambda: _WRONG)

    def keep(self, content: bytes, facts: Mapping[str, Any]) -> str:
        """Keep a file and return the token that says what it is."""
        digest = hashlib.sha256(content).hexdigest()
        folder = self.path()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _sweep(folder)
            part = folder / f"{digest}.part"
            part.write_bytes(content)
            part.replace(folder / digest)
        except OSError as error:
            raise Unavailable(str(self.unkept)) from error
        return self.signed(digest, facts)

    def signed(self, digest: str, facts: Mapping[str, Any]) -> str:
        """Return a token of a kept file, to be understood in another way."""
        token: str = self._serializer().dumps({"sha256": digest, **facts})
        return token

    def facts(self, token: str) -> dict[str, Any]:
        """Return what a token says, ``sha256`` among it; refuse a forged or a late one."""
        try:
            found: dict[str, Any] = self._serializer().loads(token, max_age=_LIFETIME)
        except SignatureExpired:
            raise NotFound(str(self.late)) from None
        except BadData:
            raise NotFound(str(self.wrong)) from None
        return found

    def content(self, token: str) -> bytes:
        """Return the file behind a token; refuse where it is done with."""
        path: Path = self.path() / self.facts(token)["sha256"]
        try:
            found = path.read_bytes()
        except OSError:
            raise NotFound(str(self.gone)) from None
        return found

    def forget(self, token: str) -> None:
        """Remove the file behind a token."""
        (self.path() / self.facts(token)["sha256"]).unlink(missing_ok=True)

    def path(self) -> Path:
        """Return the folder."""
        return Path(_settings().data_dir) / self.folder

    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(_settings().secret_key, salt=self.salt)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _sweep(folder: Path) -> None:
    oldest = clock.now().timestamp() - _LIFETIME
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
