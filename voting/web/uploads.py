"""Uploaded files: checked by content, named by digest, kept outside what is served."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from flask import Flask, Response, current_app, request, send_file
from PIL import Image, UnidentifiedImageError
from werkzeug.datastructures import FileStorage

from voting.errors import NotFound, TooLarge, WrongInput
from voting.i18n import _

View = TypeVar("View", bound=Callable[..., object])
MEGABYTE = 1024 * 1024
PHOTO_SIZE = (600, 800)
_PHOTO_PIXELS = 40_000_000

# What a document begins with, and what it is then sent as.
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", ".pdf", "application/pdf"),
    (
        b"PK\x03\x04",
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (b"PK\x03\x04", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (
        b"PK\x03\x04",
        ".pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    (b"\xd0\xcf\x11\xe0", ".doc", "application/msword"),
    (b"\xd0\xcf\x11\xe0", ".xls", "application/vnd.ms-excel"),
    (b"\x89PNG", ".png", "image/png"),
    (b"\xff\xd8\xff", ".jpg", "image/jpeg"),
    (b"\xff\xd8\xff", ".jpeg", "image/jpeg"),
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept file: the name it came with, its digest, size in bytes and media type."""

    name: str
    sha256: str
    size: int
    mime: str


def accepts(megabytes: int) -> Callable[[View], View]:
    """Let a view take a body of so many megabytes; all others take 256 kB."""

    def mark(view: View) -> View:
        view.max_bytes = megabytes * MEGABYTE  # type: ignore[attr-defined]  # read below
        return view

    return mark


def _folder() -> Path:
    folder: Path = current_app.config["UPLOADS"]
    return folder


def keep(content: bytes) -> str:
    """Keep what the service itself made, under its digest, which is returned.

    It lies apart from what people sent, so that it can be removed even if somebody sent the same.
    """
    return _keep(content, _made_folder())


def remove(digest: str) -> None:
    """Remove what the service itself made."""
    _path(digest, _made_folder()).unlink(missing_ok=True)


def _made_folder() -> Path:
    return _folder() / "made"


def _path(digest: str, folder: Path) -> Path:
    return folder / digest[:2] / digest


def _keep(content: bytes, folder: Path | None = None) -> str:
    digest = hashlib.sha256(content).hexdigest()
    target = _path(digest, folder or _folder())
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_bytes(content)
        part.replace(target)
    return digest


def keep_photo(sent: FileStorage) -> str:
    """Keep a portrait, redrawn as a JPEG of at most 600 × 800 without metadata; give its digest."""
    try:
        opened = Image.open(sent.stream)
        if opened.width * opened.height > _PHOTO_PIXELS:
            raise TooLarge(_("照片尺寸过大，请缩小后再上传。"))
        image = opened.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise WrongInput(_("无法识别这张照片，请上传 JPG 或 PNG 格式的图片。")) from None
    image.thumbnail(PHOTO_SIZE)
    drawn = io.BytesIO()
    image.save(drawn, "JPEG", quality=85)
    return _keep(drawn.getvalue())


def keep_document(sent: FileStorage) -> Upload:
    """Keep a document of a known kind as it is."""
    name = Path(sent.filename or "").name
    content = sent.stream.read()
    mime = _kind_of(content, Path(name).suffix.lower())
    return Upload(name=name[-120:], sha256=_keep(content), size=len(content), mime=mime)


def _kind_of(content: bytes, suffix: str) -> str:
    for beginning, ending, mime in _KINDS:
        if suffix == ending and content.startswith(beginning):
            return mime
    raise WrongInput(
        _("不支持这种文件，或文件内容与扩展名不符。请上传 PDF、Word、Excel、PPT 或图片。")
    )


def send_upload(digest: str, mime: str, name: str, *, inline: bool = False) -> Response:
    """Send a kept file so that a browser neither guesses its kind nor runs anything in it."""
    return _send(_path(digest, _folder()), mime, name, inline=inline)


def send_made(digest: str, mime: str, name: str) -> Response:
    """Send what the service itself made, in the same way."""
    return _send(_path(digest, _made_folder()), mime, name, inline=False)


def _send(path: Path, mime: str, name: str, *, inline: bool) -> Response:
    if not path.is_file():
        raise NotFound(_("文件不存在，可能已被删除。"))
    reply = send_file(path, mimetype=mime, download_name=name, as_attachment=not inline)
    reply.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    reply.headers["Cache-Control"] = "private, max-age=3600"
    return reply


def init_app(app: Flask, folder: Path) -> None:
    """Say where files are kept and how large a body each view takes."""
    app.config["UPLOADS"] = folder
    app.config["MAX_CONTENT_LENGTH"] = MEGABYTE // 4
    app.config["MAX_FORM_MEMORY_SIZE"] = MEGABYTE // 4

    @app.before_request
    def limit_body() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if allowed := getattr(view, "max_bytes", None):
            request.max_content_length = allowed
        limit = request.max_content_length
        # Said before a byte is read: a refused body costs nothing but its headers.
        if limit is not None and (request.content_length or 0) > limit:
            refusal = TooLarge(_("提交的内容太大，没有接收。请减小文件后再试。"))
            refusal.status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            raise refusal
