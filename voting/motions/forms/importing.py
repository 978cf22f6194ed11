"""What the secretary sends to take a register of earlier years over."""

from wtforms import FileField, SelectField
from wtforms.validators import InputRequired

from voting.i18n import lazy
from voting.web.fields import CHOOSE
from voting.web.forms import TellingForm


class RegisterForm(TellingForm):
    """A spreadsheet, and of which meeting its motions are."""

    file = FileField(
        lazy("登记册文件"),
        [InputRequired(lazy("请先选择文件。"))],
        render_kw={"accept": ".xlsx,.xls,.ods,.csv"},
    )
    meeting = SelectField(lazy("哪次会议的提案"), [InputRequired(CHOOSE)], coerce=int)


class ConfirmForm(TellingForm):
    """The button under the preview."""
