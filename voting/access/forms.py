"""What officers and delegates type: the shape of it, and what to say when it is refused."""

from wtforms import (
    Field,
    Form,
    HiddenField,
    PasswordField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

from voting.access.rules import (
    CODE_LENGTH,
    GLOBAL_OFFICES,
    LONGEST_PASSWORD,
    OFFICE_LABELS,
    Office,
    code_as_typed,
    folded,
    login_is_well_formed,
)
from voting.i18n import _, lazy
from voting.web.forms import TellingForm, plain_text, trimmed

_FILL = lazy("请填写。")


class SignInForm(TellingForm):
    """An officer's login and password."""

    login = StringField(
        lazy("登录名"),
        [InputRequired(_FILL), Length(max=64, message=lazy("登录名太长。"))],
        filters=[trimmed],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        lazy("密码"),
        [InputRequired(_FILL), Length(max=LONGEST_PASSWORD, message=lazy("密码太长。"))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class EnterForm(TellingForm):
    """A delegate's staff number and the code on their card."""

    number = StringField(
        lazy("工号"),
        [InputRequired(_FILL), Length(max=32, message=lazy("工号太长。"))],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    code = StringField(
        lazy("验证码"),
        [InputRequired(_FILL), Length(max=32, message=lazy("验证码太长。"))],
        description=lazy("会议卡上的 8 位字母和数字。"),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    switch = HiddenField()
    next = HiddenField()

    def validate_code(self, field: Field) -> None:
        """Tell a code that is cut short before it counts as a failed try."""
        if len(code_as_typed(field.data)) != CODE_LENGTH:
            raise ValidationError(_("验证码应为 %(n)s 位，请对照会议卡再输一次。", n=CODE_LENGTH))


def _repeats(form: Form, field: Field) -> None:
    if field.data != form["password"].data:
        raise ValidationError(_("两次输入的密码不一样，请重新输入。"))


class NewPasswordForm(TellingForm):
    """A new password, twice."""

    password = PasswordField(
        lazy("新密码"),
        [InputRequired(_FILL), Length(max=LONGEST_PASSWORD, message=lazy("密码太长。"))],
        description=lazy("至少 10 个字符，不能由登录名或姓名组成。一句好记的话最合适。"),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        lazy("再输一次"),
        [InputRequired(_FILL), _repeats],
        render_kw={"autocomplete": "new-password"},
    )


class OwnPasswordForm(NewPasswordForm):
    """The present password and a new one, twice."""

    present = PasswordField(
        lazy("现在的密码"),
        [InputRequired(_FILL), Length(max=LONGEST_PASSWORD, message=lazy("密码太长。"))],
        render_kw={"autocomplete": "current-password"},
    )


class AccountForm(TellingForm):
    """What an administrator decides about an account."""

    name = StringField(
        lazy("姓名"),
        [InputRequired(_FILL), Length(max=40, message=lazy("姓名最多 40 个字。")), plain_text],
        filters=[trimmed],
        render_kw={"autocomplete": "off"},
    )
    number = StringField(
        lazy("工号"),
        [Length(max=32, message=lazy("工号太长。"))],
        filters=[trimmed],
        description=lazy("关联花名册中的本人后，会议任命的主持人、监票人、计票人才能用此账号。"),
        render_kw={"autocomplete": "off"},
    )
    offices = SelectMultipleField(
        lazy("职务"),
        choices=[
            (office.value, OFFICE_LABELS[office]) for office in Office if office in GLOBAL_OFFICES
        ],
        option_widget=CheckboxInput(),
        description=lazy("主持人、监票人、计票人由各次会议任命，不在这里勾选。"),
    )

    @property
    def chosen_offices(self) -> frozenset[Office]:
        """The offices ticked."""
        return frozenset(Office(value) for value in self.offices.data or ())


class NewAccountForm(AccountForm):
    """A new account: its login besides."""

    login = StringField(
        lazy("登录名"),
        [InputRequired(_FILL), Length(max=32, message=lazy("登录名最多 32 个字符。"))],
        filters=[trimmed],
        description=lazy("2 至 32 个汉字、字母或数字，不含空格，例如 wangli。"),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )

    def validate_login(self, field: Field) -> None:
        """Tell a login that is not well formed beside its field."""
        if not login_is_well_formed(folded(field.data or "")):
            raise ValidationError(_("请用 2 至 32 个汉字、字母或数字，可含 . _ -，不含空格。"))
