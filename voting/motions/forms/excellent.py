"""What is sent about excellent motions: a reason, points, a choice, the vote to be made."""

from wtforms import SelectField
from wtforms.validators import InputRequired, NumberRange

from voting.i18n import lazy
from voting.web.fields import CHOOSE, FILL, WholeNumber, checkboxes, text
from voting.web.forms import TellingForm, VersionedForm


class NominateForm(VersionedForm):
    """Why a motion is nominated."""

    reason = text(lazy("推荐理由"), 400, required=True)


class WithdrawForm(TellingForm):
    """Why a nomination is taken back."""

    reason = text(lazy("撤回的理由"), 200, required=True)


class ScoreForm(TellingForm):
    """Whole points, 0 to 100."""

    points = WholeNumber(
        lazy("评分"),
        [
            InputRequired(lazy("请填写 0 至 100 的整数。")),
            NumberRange(0, 100, lazy("请填写 0 至 100 的整数。")),
        ],
    )


class PublishForm(TellingForm):
    """Which of the nominated are named."""

    motions = checkboxes(lazy("公布为优秀提案"), coerce=int)


class PollForm(TellingForm):
    """In which meeting a vote is made, and how many it chooses."""

    meeting = SelectField(lazy("在哪次会议上投票"), [InputRequired(CHOOSE)], coerce=int)
    quota = WholeNumber(lazy("评出几件"), [InputRequired(FILL), NumberRange(1, 100, FILL)])
