"""The forms of the letter boxes."""

from typing import Any, Self

from wtforms import BooleanField, Form, HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from voting.i18n import lazy
from voting.motions.letterbox.boxes import BoxFacts
from voting.motions.letterbox.models import LetterBox
from voting.motions.letterbox.rules import (
    BODY_LENGTH,
    KEEPER_LABELS,
    MESSAGE_LENGTH,
    TITLE_LENGTH,
    Keeper,
    code_of,
)
from voting.motions.letterbox.service import Written
from voting.people.models import Unit
from voting.web.fields import FILL, WholeNumber, paragraph, text
from voting.web.forms import TellingForm, VersionedForm

_LONGEST_SLIP = 400


class LetterForm(TellingForm):
    """A letter: a title and its text."""

    title = text(lazy("标题"), TITLE_LENGTH, required=True)
    body = paragraph(lazy("内容"), BODY_LENGTH, 8)

    @property
    def written(self) -> Written:
        """What was written, for the service."""
        return Written(self.title.data or "", self.body.data or "")


class NamelessForm(LetterForm):
    """A letter without a name; the slip stands for who fills it in and says nothing of them."""

    slip = HiddenField(validators=[Length(max=_LONGEST_SLIP)])


class CodeForm(TellingForm):
    """A receipt code."""

    code = StringField(
        lazy("回执码"),
        [DataRequired(FILL), Length(max=40, message=lazy("太长了，回执码是 16 个字母和数字。"))],
        description=lazy("16 个字母和数字，空格、短横和大小写不限。"),
    )

    @property
    def read_code(self) -> str | None:
        """The code as it was handed out, or none where it is none."""
        return code_of(self.code.data or "")


class MessageForm(TellingForm):
    """A further message to a letter."""

    text = paragraph(lazy("补充"), MESSAGE_LENGTH, 4)


class NamelessMessageForm(MessageForm):
    """A further message of who holds the code."""

    code = HiddenField(validators=[Length(max=40)])


class BoxForm(VersionedForm):
    """A letter box."""

    title = text(lazy("名称"), 20, required=True, description=lazy("例如：工会信箱、校长信箱。"))
    keeper = SelectField(
        lazy("由谁答复"), choices=[(each.value, label) for each, label in KEEPER_LABELS.items()]
    )
    unit_id = SelectField(lazy("答复部门"), [Optional()], coerce=int)
    hint = text(lazy("写给来信人的话"), 200, description=lazy("例如：可以写什么、几天内答复。"))
    anonymous = BooleanField(lazy("也收匿名来信"), default=True)
    is_open = BooleanField(lazy("使用中"), default=True)
    daily_most = WholeNumber(
        lazy("每天最多收几封匿名来信"),
        [NumberRange(1, 500, message=lazy("请填写 1 到 500 之间的整数。"))],
        default=30,
        description=lazy("防止有人用程序塞满信箱；不看网络地址，所以按信箱限量。"),
    )

    @classmethod
    def offering(cls, units: list[Unit], box: LetterBox | None = None) -> Self:
        """Fill the form with a box, or with what was sent."""
        values: dict[str, Any] = (
            {"version": box.version, "unit_id": box.unit_id or 0} if box else {}
        )
        made = cls.from_request(obj=box, **values)
        made.unit_id.choices = [(0, lazy("（不指定）")), *((each.id, each.name) for each in units)]
        return made

    @property
    def facts(self) -> BoxFacts:
        """What was said, for the service."""
        return BoxFacts(
            title=self.title.data or "",
            keeper=Keeper(self.keeper.data or Keeper.UNIT),
            unit_id=self.unit_id.data or None,
            hint=self.hint.data or "",
            anonymous=bool(self.anonymous.data),
            is_open=bool(self.is_open.data),
            daily_most=self.daily_most.data or 1,
        )


class AssignForm(Form):
    """The department a letter goes to."""

    unit_id = SelectField(lazy("交给"), coerce=int)
