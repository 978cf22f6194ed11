"""Attachments of a reply that is not signed yet; what is signed keeps its attachments."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voting import clock
from voting.access.principal import Principal
from voting.db import unit_of_work
from voting.errors import NotFound, NotReady, TooLarge
from voting.i18n import _
from voting.motions.handling_models import MotionReply
from voting.motions.models import MotionFile
from voting.motions.roles import roles_of
from voting.motions.rules import Act, State
from voting.motions.service.acting import locked
from voting.motions.service.changes import LARGEST_FILE, MOST_FILES
from voting.motions.service.replies import open_draft
from voting.motions.table import demand
from voting.web.uploads import MEGABYTE, Upload


def attach(motion_id: int, upload: Upload, who: Principal) -> MotionFile:
    """Attach a kept file to the draft of a reply; it is handed to the head anew."""
    if upload.size > LARGEST_FILE * MEGABYTE:
        raise TooLarge(_("附件不能超过 %(n)s MB，请压缩后再上传。", n=LARGEST_FILE))
    with unit_of_work() as session:
        reply = _draft(session, motion_id, who)
        present = select(func.count()).where(MotionFile.reply_id == reply.id)
        if session.execute(present).scalar_one() >= MOST_FILES:
            raise NotReady(_("附件最多 %(n)s 个，请先删去一个再上传。", n=MOST_FILES))
        kept = MotionFile(
            motion_id=motion_id,
            reply_id=reply.id,
            file_name=upload.name,
            sha256=upload.sha256,
            size=upload.size,
            mime=upload.mime,
            added_by=who.actor,
            added_at=clock.now(),
        )
        session.add(kept)
        reply.ready_at = None
    return kept


def detach(motion_id: int, file_id: int, who: Principal) -> None:
    """Take an attachment off the draft of a reply."""
    with unit_of_work() as session:
        reply = _draft(session, motion_id, who)
        kept = session.get(MotionFile, file_id)
        if kept is None or kept.reply_id != reply.id:
            raise NotFound(_("没有这个附件，可能已被删除。请刷新页面。"))
        session.delete(kept)
        reply.ready_at = None


def _draft(session: Session, motion_id: int, who: Principal) -> MotionReply:
    motion = locked(session, motion_id)
    demand(State(motion.state), Act.DRAFT_REPLY, roles_of(motion, who))
    reply = open_draft(motion_id, motion.round)
    if reply is None:
        raise NotReady(_("请先保存答复稿，再添加附件。"))
    return reply
