"""Static files under a name that changes with their content, kept by phones for a year."""

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, request, url_for
from werkzeug.security import safe_join

from voting.errors import NotFound
from voting.i18n import _

STATIC = Path(__file__).parent.parent / "static"
_YEAR = "public, max-age=31536000, immutable"
_COMPRESSED = frozenset({".css", ".js", ".svg", ".json", ".txt"})
# Written for us, not for phones: indentation and lines (or blocks) that are comment throughout.
_UNREAD = {
    ".js": re.compile(rb"^[ \t]*(?:(?://|/?\*).*\n)?", re.MULTILINE),
    ".css": re.compile(rb"^/\*.*?\*/\n|^[ \t]+", re.MULTILINE | re.DOTALL),
}

# JavaScript modules import each other by relative paths: one version for the whole tree keeps
# those paths right and still changes every address when any file does.
mimetypes.add_type("text/javascript", ".js")

bp = Blueprint("assets", __name__)


@cache
def tree_version() -> str:
    """Return a short digest over all static files."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(STATIC)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """Return the address of a static file."""
    return url_for("assets.static_file", version=tree_version(), path=path)


@cache
def content(path: Path, *, packed: bool) -> bytes:
    """Return what is sent for a static file, without the comments that only we read."""
    plain = path.read_bytes()
    if path.suffix in _UNREAD and "vendor" not in path.parts:
        plain = _UNREAD[path.suffix].sub(b"", plain)
    return gzip.compress(plain, 9, mtime=0) if packed else plain


@bp.get("/static/<version>/<path:path>")
def static_file(version: str, path: str) -> Response:
    """Send a static file; the version is there to be new, any version gets today's file."""
    found = safe_join(str(STATIC), path)
    if not found or not Path(found).is_file():
        raise NotFound(_("没有这个文件。"))
    packs = Path(found).suffix in _COMPRESSED and request.accept_encodings["gzip"] > 0
    reply = Response(
        content(Path(found), packed=packs),
        mimetype=mimetypes.guess_type(found)[0] or "application/octet-stream",
    )
    if packs:
        reply.headers["Content-Encoding"] = "gzip"
    reply.headers["Vary"] = "Accept-Encoding"
    reply.headers["Cache-Control"] = _YEAR if version == tree_version() else "no-cache"
    return reply


def init_app(app: Flask) -> None:
    """Serve static files and give templates their addresses."""
    app.register_blueprint(bp)
    app.jinja_env.globals["asset"] = asset
