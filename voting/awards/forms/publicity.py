"""Forms about the posting of the list, and objections to it."""

from wtforms.validators import InputRequired

from voting.awards.service import NoticeFacts
from voting.i18n import lazy
from voting.web.fields import FILL, Day, paragraph, text
from voting.web.forms import TellingForm


class NoticeForm(TellingForm):
    """When, where and for whose objections the list is posted."""

    first = Day(lazy("开始公示的日期"), [InputRequired(FILL)])
    place = text(
        lazy("公示地点"), 120, required=True, description=lazy("例如：教学楼一楼公告栏、校园网")
    )
    contact = text(
        lazy("意见反映方式"), 120, required=True, description=lazy("联系人和电话，或信箱。")
    )

    def facts(self) -> NoticeFacts:
        """Return what was said, for the service."""
        assert self.first.data is not None
        return NoticeFacts(self.first.data, self.place.data or "", self.contact.data or "")


class ObjectionForm(TellingForm):
    """An objection that was received."""

    on = Day(lazy("收到的日期"), [InputRequired(FILL)])
    text = paragraph(lazy("异议内容"), 1000, 4, description=lazy("可以不写反映人的姓名。"))


class ConclusionForm(TellingForm):
    """What was found about an objection."""

    conclusion = paragraph(lazy("处理结论"), 1000, 3)
