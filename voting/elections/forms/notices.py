"""Forms about approvals, the public notice and objections."""

from typing import Any, Self

from wtforms import RadioField
from wtforms.validators import InputRequired

from voting.elections.forms.base import labels
from voting.elections.models import Election
from voting.elections.rules import Level
from voting.elections.service import ApprovalFacts, NoticeFacts
from voting.i18n import lazy
from voting.web.fields import CHOOSE, FILL, Day, checkboxes, paragraph, text
from voting.web.forms import VersionedForm


class ApprovalForm(VersionedForm):
    """A letter of approval and whom it names."""

    level = RadioField(lazy("批复单位"), [InputRequired(CHOOSE)], choices=labels(*Level))
    number = text(lazy("文号"), 60, required=True, description=lazy("例如：教工委复〔2026〕6号"))
    on = Day(lazy("日期"), [InputRequired(FILL)])
    candidates = checkboxes(lazy("批复的候选人"), coerce=int)

    @classmethod
    def for_candidates(cls, choices: list[tuple[int, str]], version: int) -> Self:
        """Offer those who stand; a fresh form has all of them chosen."""
        form = cls.from_request(version=version, candidates=[each for each, _name in choices])
        form.candidates.choices = choices
        return form

    def facts(self) -> ApprovalFacts:
        """Return what was said, for the service."""
        assert self.on.data is not None
        return ApprovalFacts(
            Level(self.level.data),
            self.number.data or "",
            self.on.data,
            self.candidates.data or (),
        )


class NoticeForm(VersionedForm):
    """When, where and for whose objections the list is posted."""

    first = Day(lazy("开始公示的日期"), [InputRequired(FILL)])
    place = text(
        lazy("公示地点"), 120, required=True, description=lazy("例如：教学楼一楼公告栏、校园网")
    )
    contact = text(
        lazy("意见反映方式"), 120, required=True, description=lazy("联系人和电话，或信箱。")
    )

    @classmethod
    def of(cls, found: Election, version: int) -> Self:
        """Fill the form with what was recorded, or with what was sent."""
        return cls.from_request(**_recorded(found), version=version)

    @classmethod
    def stored(cls, found: Election, version: int) -> Self:
        """Fill the form with what was recorded, whatever was sent to another form."""
        return cls(**_recorded(found), version=version)

    def facts(self) -> NoticeFacts:
        """Return what was said, for the service."""
        assert self.first.data is not None
        return NoticeFacts(self.first.data, self.place.data or "", self.contact.data or "")


def _recorded(found: Election) -> dict[str, Any]:
    return {
        "first": found.notice_from,
        "place": found.notice_place,
        "contact": found.notice_contact,
    }


class ObjectionsForm(VersionedForm):
    """What was objected, and how that was settled."""

    objections = paragraph(lazy("收到的异议"), 1000, 4, description=lazy("没有异议则不填。"))
    settled = paragraph(lazy("处理结论"), 1000, 3)

    @classmethod
    def of(cls, found: Election, version: int) -> Self:
        """Fill the form with what was recorded."""
        return cls(objections=found.objections, settled=found.objections_settled, version=version)
