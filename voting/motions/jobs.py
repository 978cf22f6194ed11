"""Doing the jobs that wait: in a thread of the web process, or by ``voting motions work``.

A page that shows a job makes sure that somebody is at work, so a job outlives the process that
began it: whoever comes back to its page, or the command, takes it up again.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask, current_app

from voting import clock
from voting.db import db, unit_of_work
from voting.errors import Refusal
from voting.i18n import _
from voting.motions.books import book_of
from voting.motions.books_docx import book_docx
from voting.motions.books_pdf import book_pdf
from voting.motions.books_words import Book
from voting.motions.jobs_models import JobKind
from voting.motions.service import jobs
from voting.motions.service.jobs import Claimed, Lost, Made
from voting.web import uploads
from voting.web.typeset import MIME as PDF, chinese_fonts
from voting.web.word import MIME as DOCX

SIGN_OF_LIFE = 5
"""Seconds between two signs of life while one long step goes on."""
_STARTER = "voting.motion_jobs_starter"
_FORMATS: dict[JobKind, tuple[Callable[[Book], bytes], str, str]] = {
    JobKind.BOOK_DOCX: (book_docx, ".docx", DOCX),
    JobKind.BOOK_PDF: (book_pdf, ".pdf", PDF),
}
_at_work = threading.Lock()
Result = TypeVar("Result")


def work_off() -> int:
    """Do every job that waits or lost its process, one after the other; return how many."""
    number = 0
    while (mine := jobs.claim()) is not None:
        _do(mine)
        number += 1
    return number


def _do(mine: Claimed) -> None:
    """Do one job, unless another process takes it up meanwhile."""
    try:
        _finish(mine)
    except Lost:
        db.session.rollback()


def _finish(mine: Claimed) -> None:
    """Do one job; what goes wrong is told on its page. Raises Lost."""
    try:
        jobs.finish(mine, _made(mine))
    except Lost:
        raise
    except Refusal as refusal:
        jobs.fail(mine, str(refusal.message))
    except Exception:
        # Whatever broke, the page must not wait for ever; the log of the server has the rest.
        current_app.logger.exception("motion job %s", mine.job_id)
        jobs.fail(mine, _("生成时出了问题，请重试；若再次出现，请告诉管理员。"))


def _made(mine: Claimed) -> Made:
    write, suffix, mime = _FORMATS[mine.kind]
    if mine.kind is JobKind.BOOK_PDF:
        # Said before anything is read: without a font the work would be for nothing.
        chinese_fonts()
    book = book_of(
        mine.congress_id, mine.meeting_id, lambda done, all_: jobs.beat(mine, done, all_)
    )
    db.session.rollback()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001

    def written() -> bytes:
        with app.app_context():
            return write(book)

    content = _alive(mine, written)
    day = clock.today().strftime("%Y%m%d")
    return Made(f"{book.about}{book.title}{day}{suffix}", uploads.keep(content), mime)


def _alive(mine: Claimed, step: Callable[[], Result]) -> Result:
    """Do one long step in a thread beside this one, which goes on giving signs of life."""
    with ThreadPoolExecutor(1) as pool:
        doing = pool.submit(step)
        while True:
            try:
                return doing.result(SIGN_OF_LIFE)
            except TimeoutError:
                jobs.beat(mine)


def clear_away() -> int:
    """Remove the books that were finished long ago; return how many files went."""
    with unit_of_work():
        gone = jobs.forget_old()
        for digest in gone:
            uploads.remove(digest)
    return len(gone)


def ensure_work() -> None:
    """See that somebody is at work if there is anything to do; it returns at once."""
    if jobs.anything_to_do():
        start: Callable[[Flask], None] = current_app.extensions.get(_STARTER, in_background)
        start(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001


def use_starter(app: Flask, start: Callable[[Flask], None]) -> None:
    """Let an application do its jobs in another way than in a thread of its own."""
    app.extensions[_STARTER] = start


def in_background(app: Flask) -> None:
    """Work in a thread, if no thread of this process is at it already."""
    if _at_work.locked():
        return
    threading.Thread(target=_thread, args=(app,), name="motion-jobs", daemon=True).start()


def _thread(app: Flask) -> None:
    if not _at_work.acquire(blocking=False):
        return
    try:
        with app.app_context():
            work_off()
            db.session.remove()
    finally:
        _at_work.release()
