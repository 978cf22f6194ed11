"""The versions of a document: each kept for good under its digest."""

import hashlib

from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import subject
from voting.polls.models import Poll
from voting.polls.rules import DECLARED, State
from voting.resolutions.models import ResolutionItem, TextVersion
from voting.resolutions.service.locks import locked_item
from voting.web.uploads import Upload

MOST_TEXT = 40_000


def add_file(
    poll_id: int, item_id: int, after: int, upload: Upload, note: str, actor: str
) -> TextVersion:
    """Add a version that is a file; ``after`` is the number of the last version that was seen."""
    made = TextVersion(
        sha256=upload.sha256, file_name=upload.name, mime=upload.mime, size=upload.size
    )
    return _add(poll_id, item_id, after, made, note, actor)


def add_text(
    poll_id: int, item_id: int, after: int, body: str, note: str, actor: str
) -> TextVersion:
    """Add a version that is a text written here; ``after`` as for a file."""
    if not body.strip():
        raise WrongInput(_("请上传文件，或填写文本。"))
    if len(body) > MOST_TEXT:
        raise WrongInput(_("文本最多 %(n)s 个字，请改为上传文件。", n=MOST_TEXT))
    digest = hashlib.sha256(body.encode()).hexdigest()
    return _add(poll_id, item_id, after, TextVersion(sha256=digest, body=body), note, actor)


def _add(
    poll_id: int, item_id: int, after: int, made: TextVersion, note: str, actor: str
) -> TextVersion:
    with unit_of_work() as session:
        poll, item = locked_item(session, poll_id, item_id)
        _refuse_frozen(poll)
        _refuse_stale(item, after, made)
        made.item_id, made.number = item.id, after + 1
        made.note, made.uploaded_at, made.uploaded_by = note, clock.now(), actor
        _keep(session, poll, item, made)
        audit.record(
            actor,
            Event.TEXT_ADDED,
            subject(poll),
            title=item.title,
            version=made.number,
            sha256=made.sha256,
        )
    return made


def _keep(session: Session, poll: Poll, item: ResolutionItem, made: TextVersion) -> None:
    session.add(made)
    # Whoever seals must have seen this version.
    poll.version += 1
    session.flush()
    session.expire(item, ["versions"])


def _refuse_frozen(poll: Poll) -> None:
    if poll.state == State.ANNULLED:
        raise NotReady(_("这项表决已作废，不能再登记文本。请在重新建立的表决中登记。"))
    if poll.state != State.DRAFT and poll.state not in DECLARED:
        raise NotReady(_("选票已经封存，结果宣布之前不能登记新的文本。"))


def _refuse_stale(item: ResolutionItem, after: int, made: TextVersion) -> None:
    last = item.text_now
    if (last.number if last else 0) != after:
        raise StaleEdit(_("别人刚登记了新的一版，您的没有保存。请刷新后核对再登记。"))
    if last is not None and last.sha256 == made.sha256:
        raise WrongInput(
            _("内容与第 %(n)s 版完全相同，没有登记。请选择修改后的文本。", n=last.number)
        )
