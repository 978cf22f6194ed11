"""What a mover changes beside the text: the attachments, and a late motion into a suggestion."""

from sqlalchemy import func, select

from voting import clock
from voting.access.principal import Principal
from voting.errors import NotFound, NotReady, TooLarge
from voting.i18n import _
from voting.motions.models import Motion, MotionFile
from voting.motions.rules import Act, Kind
from voting.motions.service.acting import acting
from voting.motions.service.drafting import ask_seconders_again
from voting.web.uploads import MEGABYTE, Upload

MOST_FILES = 5
LARGEST_FILE = 10
"""Megabytes of one attachment, at most."""


def attach(motion_id: int, version: int, upload: Upload, who: Principal) -> Motion:
    """Attach a kept file (附件); who has seconded is asked again, as with any change."""
    if upload.size > LARGEST_FILE * MEGABYTE:
        raise TooLarge(_("附件不能超过 %(n)s MB，请压缩后再上传。", n=LARGEST_FILE))
    with acting(motion_id, Act.EDIT, who, version) as work:
        own = select(func.count()).where(
            MotionFile.motion_id == motion_id, MotionFile.reply_id.is_(None)
        )
        if work.session.execute(own).scalar_one() >= MOST_FILES:
            raise NotReady(_("附件最多 %(n)s 个，请先删去一个再上传。", n=MOST_FILES))
        work.session.add(
            MotionFile(
                motion_id=motion_id,
                file_name=upload.name,
                sha256=upload.sha256,
                size=upload.size,
                mime=upload.mime,
                added_by=who.actor,
                added_at=clock.now(),
            )
        )
        work.details["sha256"] = upload.sha256
        again = ask_seconders_again(work)
        work.note = _("添加附件：%(name)s", name=upload.name) + again
    return work.motion


def detach(motion_id: int, file_id: int, who: Principal) -> Motion:
    """Take an attachment back; the log keeps its digest."""
    with acting(motion_id, Act.EDIT, who) as work:
        found = work.session.get(MotionFile, file_id)
        if found is None or found.motion_id != motion_id or found.reply_id is not None:
            raise NotFound(_("没有这个附件，可能已被删除。请刷新页面。"))
        work.details["sha256"] = found.sha256
        again = ask_seconders_again(work)
        work.note = _("删去附件：%(name)s", name=found.file_name) + again
        work.session.delete(found)
    return work.motion


def become_suggestion(motion_id: int, version: int, who: Principal) -> Motion:
    """Turn one's own unsent motion into a suggestion (意见建议), which needs no seconder."""
    with acting(motion_id, Act.EDIT, who, version) as work:
        if work.motion.kind != Kind.MOTION or work.motion.submitted_at is not None:
            raise NotReady(_("这件事项已经提交，或本来就不是提案，不能再改类别。"))
        work.motion.kind = Kind.SUGGESTION.value
        work.note = _("改为意见建议")
    return work.motion
