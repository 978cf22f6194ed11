"""Forms of what is said of a document: comments, replies, hearings."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, NumberRange

from voting.i18n import lazy
from voting.resolutions.service import HearingFacts
from voting.resolutions.service.comments import MOST_COMMENT
from voting.web.fields import FILL, Day, WholeNumber, at_most, text
from voting.web.forms import TellingForm, plain_text, trimmed


def _required_paragraph(label: str, most: int, rows: int) -> TextAreaField:
    return TextAreaField(
        label,
        [InputRequired(FILL), at_most(most), plain_text],
        filters=[trimmed],
        render_kw={"rows": rows},
    )


class CommentForm(TellingForm):
    """What a participant says of a document."""

    body = _required_paragraph(lazy("您的意见"), MOST_COMMENT, 5)


class ReplyForm(TellingForm):
    """The answer to a comment."""

    body = _required_paragraph(lazy("答复"), MOST_COMMENT, 3)


class HearingForm(TellingForm):
    """A hearing that was held."""

    held_on = Day(lazy("听证日期"), [InputRequired(FILL)])
    place = text(lazy("地点"), 80, required=True)
    presided_by = text(lazy("主持人"), 60, required=True)
    participants = WholeNumber(
        lazy("参加人数"),
        [InputRequired(FILL), NumberRange(1, 100_000, lazy("须在 1 以上。"))],
        render_kw={"inputmode": "numeric"},
    )
    summary = _required_paragraph(lazy("听证意见摘要"), 4000, 5)
    conclusion = _required_paragraph(lazy("听证结论和采纳情况"), 2000, 3)

    @property
    def facts(self) -> HearingFacts:
        """What was said, for the service."""
        assert self.held_on.data is not None
        return HearingFacts(
            held_on=self.held_on.data,
            place=self.place.data or "",
            presided_by=self.presided_by.data or "",
            participants=self.participants.data or 0,
            summary=self.summary.data or "",
            conclusion=self.conclusion.data or "",
        )
