"""Forms about the candidates and their order."""

from typing import Self

from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FileField

from voting.elections.forms.base import labels
from voting.elections.models import Candidate
from voting.elections.rules import Bar
from voting.elections.service import CandidateFacts
from voting.i18n import lazy
from voting.polls.setup_forms import PersonForm, PlacesForm
from voting.web.fields import REASON_LENGTH, checkboxes, paragraph, text
from voting.web.forms import VersionedForm


class AddForm(PersonForm):
    """Whom to add to the candidates."""

    nominated_by = text(lazy("由谁推荐"), REASON_LENGTH)


class CandidateForm(VersionedForm):
    """What the meeting is told of a candidate, and what the rules ask about one."""

    note = text(
        lazy("职务"),
        60,
        description=lazy("印在选票上姓名和部门的旁边，例如：教研组长。"),
    )
    cv = paragraph(
        lazy("简历"),
        2000,
        8,
        description=lazy("投票前代表在手机上可以看到。"),
    )
    photo = FileField(
        lazy("照片"),
        description=lazy("JPG 或 PNG，不超过 8 MB。已上传过的，不选文件则保持不变。"),
        render_kw={"accept": "image/jpeg,image/png"},
    )
    nominated_by = text(
        lazy("由谁推荐"), REASON_LENGTH, description=lazy("例如：数学分会、语文分会推荐。")
    )
    bars = checkboxes(
        lazy("资格标记"),
        choices=labels(*Bar),
        description=lazy("有下列情形的请勾选；是否禁止参选由所用规则决定。"),
    )
    finance_staff = BooleanField(lazy("工会财务人员（不得进入经费审查委员会）"))
    spouse = text(
        lazy("配偶的工号"),
        32,
        description=lazy("配偶担任监票人、计票人时会提示。"),
        render_kw={"autocomplete": "off"},
    )

    @classmethod
    def of(cls, candidate: Candidate, spouse: str, version: int) -> Self:
        """Fill the form with a candidate, or with what was sent."""
        return cls.from_request(
            note=candidate.note,
            cv=candidate.cv,
            nominated_by=candidate.nominated_by,
            bars=sorted(candidate.barred_as),
            finance_staff=candidate.finance_staff,
            spouse=spouse,
            version=version,
        )

    @property
    def portrait(self) -> FileStorage | None:
        """The picture that was sent, if one was."""
        sent = self.photo.data
        return sent if isinstance(sent, FileStorage) and sent.filename else None

    def facts(self, spouse_id: int | None) -> CandidateFacts:
        """Return what was said, for the service."""
        return CandidateFacts(
            note=self.note.data or "",
            cv=self.cv.data or "",
            nominated_by=self.nominated_by.data or "",
            bars=frozenset(Bar(word) for word in self.bars.data or ()),
            finance_staff=bool(self.finance_staff.data),
            spouse_id=spouse_id,
        )


class OrderForm(PlacesForm):
    """The reason for an order of one's own; the places are read beside it."""

    reason = text(
        lazy("理由"),
        REASON_LENGTH,
        required=True,
        description=lazy("会写入日志，例如：笔画表中没有“㛃”字，按本人提供的笔画排列。"),
    )
