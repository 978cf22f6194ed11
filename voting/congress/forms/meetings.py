"""Forms of a meeting: when and where, its approval, reasons, leaders, offices."""

from datetime import datetime
from typing import Self

from wtforms import (
    Field,
    FileField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation

from voting.access.rules import OFFICE_LABELS, Office
from voting.clock import CHINA, local
from voting.congress.forms.fields import choices_of, ordinal_field, required_text
from voting.congress.models import APPOINTED, Meeting
from voting.congress.rules import Approval, Call
from voting.congress.service import ApprovalFacts, MeetingFacts
from voting.errors import WrongInput
from voting.i18n import _, lazy
from voting.web.fields import CHOOSE, FILL, REASON_LENGTH, Day, Moment, WholeNumber, at_most
from voting.web.forms import TellingForm, plain_text, trimmed
from voting.web.uploads import keep_document


def _needed_when_called(form: Form, field: Field) -> None:
    """Ask for the number where delegates called the meeting; leave it out elsewhere."""
    if any(str(value).strip() for value in field.raw_data or ()):
        return
    field.errors = []
    if form["call"].data == Call.DELEGATES:
        raise StopValidation(_("代表联名提议的，请填写联名人数。"))
    raise StopValidation


class MeetingForm(TellingForm):
    """One meeting of a congress."""

    ordinal = ordinal_field(lazy("第几次"))
    held_at = Moment(
        lazy("开会时间"), [InputRequired(FILL)], format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    )
    place = required_text(lazy("地点"), 80)
    call = RadioField(
        lazy("会议性质"),
        [InputRequired(CHOOSE)],
        choices=choices_of(Call),
        default=Call.REGULAR.value,
    )
    proposers = WholeNumber(
        lazy("联名提议人数"),
        [_needed_when_called, NumberRange(1, 99_999, lazy("须在 1 以上。"))],
        description=lazy("由代表联名提议召开临时会议时填写。"),
        render_kw={"inputmode": "numeric", "min": 1},
    )
    version = HiddenField(default="1")

    @classmethod
    def of(cls, meeting: Meeting) -> Self:
        """Fill the form with a meeting, or with what was sent."""
        return cls.from_request(
            ordinal=meeting.ordinal,
            held_at=local(meeting.held_at).replace(tzinfo=None),
            place=meeting.place,
            call=meeting.call,
            proposers=meeting.proposers,
            version=meeting.version,
        )

    @property
    def facts(self) -> MeetingFacts:
        """What was said, for the service."""
        assert self.ordinal.data is not None
        held_at: datetime | None = self.held_at.data
        assert held_at is not None
        return MeetingFacts(
            ordinal=self.ordinal.data,
            held_at=held_at.replace(tzinfo=CHINA),
            place=self.place.data or "",
            call=Call(self.call.data),
            proposers=self.proposers.data,
        )


class ApprovalForm(TellingForm):
    """The application for a meeting and the reply to it."""

    applied_on = Day(lazy("申请日期"), [Optional()])
    number = StringField(
        lazy("批复文号"),
        [at_most(60), plain_text],
        filters=[trimmed],
        description=lazy("例如：教工发〔2026〕18号"),
    )
    approved_on = Day(lazy("批复日期"), [Optional()])
    scan = FileField(
        lazy("批复扫描件"),
        description=lazy("PDF、Word 或图片，不超过 20 MB。已上传过的，不选文件则保持不变。"),
        render_kw={"accept": ".pdf,.doc,.docx,.png,.jpg,.jpeg"},
    )
    version = HiddenField(default="1")

    @classmethod
    def of(cls, meeting: Meeting) -> Self:
        """Fill the form with a meeting's record."""
        return cls(obj=meeting, number=meeting.approval_number)

    def facts(self) -> ApprovalFacts:
        """Keep the scan, if one was sent, and return what was said, for the service."""
        sent = self.scan.data
        return ApprovalFacts(
            applied_on=self.applied_on.data,
            number=self.number.data or "",
            approved_on=self.approved_on.data,
            scan=keep_document(sent) if getattr(sent, "filename", "") else None,
        )


class ReasonForm(TellingForm):
    """A reason that goes into the log."""

    reason = required_text(lazy("理由"), REASON_LENGTH)

    def told(self) -> str:
        """Return the reason; refuse where there is none, or one that cannot be read."""
        if self.validate():
            return self.reason.data or ""
        raise WrongInput(_("请写明理由（最多 200 个字），理由将记入日志。"))


class LeaderForm(TellingForm):
    """Who leads a delegation; empty for nobody."""

    person_id = WholeNumber(lazy("团长"), [Optional()])


class AppointmentForm(TellingForm):
    """An office of the meeting, for whom, and how that came about."""

    office = SelectField(
        lazy("职务"), choices=[(office, OFFICE_LABELS[Office(office)]) for office in APPOINTED]
    )
    person = required_text(
        lazy("工号或姓名"), 40, render_kw={"list": "people", "autocomplete": "off"}
    )
    approval = RadioField(
        lazy("产生方式"),
        [InputRequired(CHOOSE)],
        choices=choices_of(Approval),
        default=Approval.SHOW_OF_HANDS.value,
    )
    note = StringField(
        lazy("说明"),
        [at_most(REASON_LENGTH), plain_text],
        filters=[trimmed],
        description=lazy("例如表决结果：赞成 98 人，反对 0 人，弃权 2 人。"),
    )
