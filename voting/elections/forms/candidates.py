"""Forms about the candidates and their order."""

from typing import Self

from wtforms import BooleanField, FileField, HiddenField
from wtforms.validators import InputRequired

from voting.elections.forms.base import (
    REASON_LENGTH,
    Checkboxes,
    ElectionForm,
    labels,
    paragraph,
    text,
)
from voting.elections.models import Candidate
from voting.elections.rules import Bar
from voting.elections.service import CandidateFacts
from voting.i18n import lazy


class AddForm(ElectionForm):
    """Whom to add to the candidates."""

    person_id = HiddenField(validators=[InputRequired()])
    nominated_by = text(lazy("由谁推荐"), REASON_LENGTH)

    @property
    def chosen(self) -> int:
        """The person chosen from the list found."""
        words = str(self.person_id.data or "")
        return int(words) if words.isdecimal() else 0


class FindForm(ElectionForm):
    """Whom to look for in the roster."""

    q = text(lazy("工号或姓名"), 40, render_kw={"autocomplete": "off"})


class CandidateForm(ElectionForm):
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
    bars = Checkboxes(
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


class OrderForm(ElectionForm):
    """The reason for an order of one's own; the places are read beside it."""

    reason = text(
        lazy("理由"),
        REASON_LENGTH,
        required=True,
        description=lazy("会写入日志，例如：笔画表中没有“㛃”字，按本人提供的笔画排列。"),
    )
