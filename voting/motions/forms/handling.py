"""What departments, their heads and the office type about a motion that is being handled."""

from datetime import date
from typing import Any, Self

from werkzeug.datastructures import FileStorage
from wtforms import FileField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional

from voting.i18n import _, lazy
from voting.motions.handling_models import MotionReply
from voting.motions.rules import CLASS_LABELS, Class, Request
from voting.motions.service.feedback import MeetingFacts
from voting.motions.service.replies import TEXT_LENGTH, ReplyFacts
from voting.motions.service.requests import Wish
from voting.web.fields import CHOOSE, FILL, Day, at_most, paragraph, text as line
from voting.web.forms import TellingForm, VersionedForm, plain_text, trimmed

REASON_LENGTH = 400


def why(label: str, *, required: bool = True, rows: int = 3, **options: Any) -> TextAreaField:
    """Return a reason of several lines, as long as the history keeps one."""
    first = DataRequired(FILL) if required else Optional()
    return TextAreaField(
        label,
        [first, at_most(REASON_LENGTH), plain_text],
        filters=[trimmed],
        render_kw={"rows": rows},
        **options,
    )


class DeclineForm(TellingForm):
    """Why a task is handed back, and whose it would be."""

    reason = why(lazy("退回的理由"))
    unit = SelectField(lazy("建议由哪个部门办理"), choices=[("", lazy("不建议"))])

    def offer(self, units: list[tuple[str, str]]) -> Self:
        """Offer the departments."""
        self.unit.choices = [("", _("不建议")), *units]
        self._names = dict(units)
        return self

    @property
    def better_unit(self) -> str:
        """The name of the suggested department; empty where none is suggested."""
        return self._names.get(self.unit.data or "", "")


class OpinionForm(TellingForm):
    """What a co-handler contributes to the reply."""

    opinion = TextAreaField(
        lazy("会签意见"),
        [DataRequired(FILL), at_most(TEXT_LENGTH // 4), plain_text],
        filters=[trimmed],
        render_kw={"rows": 6},
    )


class ContactForm(TellingForm):
    """When, how and about what the department spoke with the mover."""

    note = why(
        lazy("沟通记录"),
        description=lazy("时间、方式和内容，例如：11月20日电话沟通，同意分步实施。"),
    )


class ExtensionForm(TellingForm):
    """Until when more time is asked for, and why."""

    until = Day(lazy("新的答复期限"), [InputRequired(FILL)])
    reason = why(lazy("申请的理由"))

    @property
    def wish(self) -> Wish:
        """What is asked for, for the service."""
        return Wish(Request.EXTENSION, self.reason.data or "", until=self.until.data)


class TransferForm(TellingForm):
    """Which department should have the task, and why."""

    unit = SelectField(lazy("改由哪个部门办理"), choices=[("", lazy("由工会决定"))])
    reason = why(lazy("申请的理由"))

    def offer(self, units: list[tuple[str, str]]) -> Self:
        """Offer the departments."""
        self.unit.choices = [("", _("由工会决定")), *units]
        return self

    @property
    def wish(self) -> Wish:
        """What is asked for, for the service."""
        unit = int(self.unit.data) if self.unit.data else None
        return Wish(Request.TRANSFER, self.reason.data or "", to_unit_id=unit)


class DecideForm(TellingForm):
    """The answer to a request; refusing needs one."""

    answer = why(lazy("审批意见"), required=False, description=lazy("不同意时必须写明理由。"))
    decision = RadioField(
        lazy("决定"),
        [InputRequired(CHOOSE)],
        choices=[("grant", lazy("同意")), ("refuse", lazy("不同意"))],
    )

    @property
    def grant(self) -> bool:
        """Whether the request is granted."""
        return bool(self.decision.data == "grant")


class ReplyForm(TellingForm):
    """A reply being written; ``seen`` is the draft it began from."""

    seen = HiddenField(default="")
    reply_class = RadioField(
        lazy("办理类型"),
        [InputRequired(CHOOSE)],
        choices=[(each.value, CLASS_LABELS[each]) for each in Class],
    )
    promised_on = Day(
        lazy("计划完成日期"),
        [Optional()],
        description=lazy("B、C 类必须填写；到期前系统会提醒更新进展。"),
    )
    text = TextAreaField(
        lazy("答复内容"),
        [at_most(TEXT_LENGTH), plain_text],
        filters=[trimmed],
        render_kw={"rows": 14},
        description=lazy(
            "写明采取的措施和完成时间；暂不能办的说明原因和计划；不采纳的详细说明理由。"
        ),
    )
    contact = line(lazy("联系人和电话"), 60)
    file = FileField(
        lazy("添加附件"), description=lazy("PDF、Word、Excel、PPT 或图片，随答复一起给提案人看。")
    )

    @property
    def facts(self) -> ReplyFacts:
        """What the reply says, for the service."""
        return ReplyFacts(
            self.text.data or "",
            Class(self.reply_class.data),
            self.promised_on.data,
            self.contact.data or "",
        )

    @property
    def sent(self) -> FileStorage | None:
        """The attachment that came with it."""
        found: FileStorage | None = self.file.data or None
        return found if found is not None and found.filename else None

    def fill(self, draft: MotionReply, seen: str) -> None:
        """Fill the form with the draft there is."""
        self.seen.data = seen
        self.text.data, self.reply_class.data = draft.text, draft.reply_class
        self.promised_on.data, self.contact.data = draft.promised_on, draft.contact


class SignForm(TellingForm):
    """The reply that was read, and why it is signed before all co-handlers have spoken."""

    seen = HiddenField(default="")
    without_co = why(lazy("不等会签的理由"), required=False)


class SendBackForm(TellingForm):
    """Why a draft is sent back."""

    reason = why(lazy("退回的理由"))


class ProgressForm(TellingForm):
    """What became of a promise."""

    reply_class = RadioField(
        lazy("现在的办理类型"),
        [InputRequired(CHOOSE)],
        choices=[(each.value, CLASS_LABELS[each]) for each in Class],
    )
    promised_on = Day(
        lazy("新的计划完成日期"),
        [Optional()],
        description=lazy("还没有解决的（B、C 类）必须填写。"),
    )
    note = paragraph(lazy("落实进展"), 2000, 5)


class MeetingForm(VersionedForm):
    """The meeting after a second 不满意 (面复会)."""

    held_on = Day(lazy("日期"), [InputRequired(FILL)])
    place = line(lazy("地点"), 80)
    present = why(lazy("参加人员"), rows=2)
    summary = paragraph(lazy("面复情况"), 4000, 6)
    decision = paragraph(lazy("处理决定"), 4000, 4)

    @property
    def facts(self) -> MeetingFacts:
        """What the meeting was, for the service."""
        return MeetingFacts(
            held_on=self.held_on.data or date.max,
            present=self.present.data or "",
            summary=self.summary.data or "",
            decision=self.decision.data or "",
            place=self.place.data or "",
        )
