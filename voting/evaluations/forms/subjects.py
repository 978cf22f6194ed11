"""Forms about the subjects: find, add, tell of them, put them in order."""

from collections.abc import Mapping
from typing import Self

from typing_extensions import override
from werkzeug.datastructures import FileStorage
from wtforms import FileField, SelectField
from wtforms.validators import InputRequired

from voting.errors import WrongInput
from voting.evaluations.models import EvaluationSubject
from voting.evaluations.service import SubjectFacts
from voting.evaluations.visibility import ORDER_LABELS, OrderRule
from voting.i18n import _, lazy
from voting.polls.setup_forms import FindForm as RosterForm, PlacesForm
from voting.web.fields import REASON_LENGTH, paragraph, text
from voting.web.forms import TellingForm, VersionedForm


class FindForm(RosterForm):
    """Whom to look for in the roster; departments are found too."""

    q = text(lazy("工号、姓名或部门"), 40, render_kw={"autocomplete": "off"})


class NumbersForm(VersionedForm):
    """Several persons at once, by their staff numbers."""

    numbers = paragraph(
        lazy("一次加入多人"),
        20_000,
        5,
        description=lazy("每行一个工号；可接着写职务和说明，用逗号或制表符隔开，可从表格粘贴。"),
    )


class BodyForm(VersionedForm):
    """A body (班子) under its name."""

    name = text(lazy("班子或组织的名称"), 60, required=True)
    note = text(lazy("说明"), 200)


class SubjectForm(VersionedForm):
    """What the sheet says beside a name, and points an officer adds to the score."""

    name = text(lazy("名称"), 60)
    post = text(lazy("职务"), 60, description=lazy("印在姓名旁边。"))
    note = text(
        lazy("说明"),
        200,
        description=lazy("如分管工作；新提拔干部写出生年月、原任职务、现任职务。"),
    )
    extra = text(lazy("附加分"), 12, description=lazy("按方案由组织决定另加的分数；没有就不填。"))
    extra_by = text(lazy("附加分由谁决定"), 40)
    extra_reason = text(lazy("附加分的理由"), REASON_LENGTH)

    @classmethod
    def of(cls, one: EvaluationSubject, version: int) -> Self:
        """Fill the form with a subject, or with what was sent."""
        return cls.from_request(obj=one, version=version)

    @property
    def facts(self) -> SubjectFacts:
        """What was said, for the service."""
        return SubjectFacts(
            post=self.post.data or "",
            note=self.note.data or "",
            name=self.name.data or "",
            extra=self.extra.data or "",
            extra_by=self.extra_by.data or "",
            extra_reason=self.extra_reason.data or "",
        )


class ReportForm(TellingForm):
    """A report (述职报告) to be attached."""

    report = FileField(
        lazy("述职报告"),
        [InputRequired(lazy("请选择要上传的文件。"))],
        description=lazy("PDF、Word、PPT 或图片，不超过 20 MB；代表在手机上可以打开。"),
        render_kw={"accept": ".pdf,.doc,.docx,.pptx,.png,.jpg,.jpeg"},
    )

    @property
    def sent(self) -> FileStorage:
        """The file that was sent; refuse where there is none."""
        found = self.report.data
        if isinstance(found, FileStorage) and found.filename:
            return found
        raise WrongInput(_("请选择要上传的文件。"))


class OrderForm(PlacesForm):
    """By which rule the subjects stand; the places are read beside it."""

    rule = SelectField(
        lazy("排列办法"), choices=[(rule.value, label) for rule, label in ORDER_LABELS.items()]
    )
    reason = text(
        lazy("理由"),
        REASON_LENGTH,
        description=lazy("选“其他顺序”时填写，会写入日志。"),
    )

    @property
    def chosen(self) -> OrderRule:
        """The rule that was chosen."""
        return OrderRule(self.rule.data)

    @override
    def order_in(self, sent: Mapping[str, str]) -> list[int]:
        """Return the subjects in the order of their places; none where strokes decide."""
        return [] if self.chosen is OrderRule.STROKES else super().order_in(sent)
