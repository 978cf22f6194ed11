"""Attachments of motions and of replies, for whoever may read them."""

from voting.access.principal import Principal
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.motions.handling_models import MotionReply
from voting.motions.models import MotionFile
from voting.motions.queries.seeing import readable
from voting.motions.rules import Role

_WRITING = frozenset({Role.HANDLER, Role.CO_HANDLER, Role.HEAD, Role.LEADER, Role.SECRETARY})


def file_of(motion_id: int, file_id: int, who: Principal) -> MotionFile:
    """Return an attachment for somebody who may read the motion.

    What is attached to a reply that is not signed yet is for those who write it.
    """
    _motion, roles = readable(motion_id, who)
    found = db.session.get(MotionFile, file_id)
    if found is None or found.motion_id != motion_id or not _is_out(found, roles):
        raise NotFound(_("没有这个附件，可能已被删除。请刷新页面。"))
    return found


def _is_out(found: MotionFile, roles: frozenset[Role]) -> bool:
    if found.reply_id is None:
        return True
    reply = db.session.get_one(MotionReply, found.reply_id)
    return reply.signed_at is not None or not roles.isdisjoint(_WRITING)
