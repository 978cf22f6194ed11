"""Forms of the check-in desk and of the cards."""

import re
import unicodedata
from typing import Self

from wtforms import BooleanField, Field, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from voting.congress.forms.fields import boxes
from voting.congress.service import CardChoice
from voting.i18n import _, lazy
from voting.web.fields import FILL, at_most
from voting.web.forms import TellingForm


class DeskForm(TellingForm):
    """What was scanned or typed at the desk."""

    given = StringField(
        lazy("工号，或扫描会议卡上的二维码"),
        [InputRequired(FILL), Length(max=500)],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "autofocus": True,
            "enterkeyhint": "done",
        },
    )


class CardsForm(TellingForm):
    """Whose cards to print: whole delegations, whole units, or people by number."""

    delegations = boxes(lazy("按代表团"))
    units = boxes(lazy("按部门"))
    numbers = TextAreaField(
        lazy("按工号"),
        [at_most(20_000)],
        description=lazy("可填多个，用空格、逗号或换行分开。"),
        render_kw={"rows": 3},
    )
    understood = BooleanField(
        lazy("我知道：重新打印会生成新的验证码，这些人以前卡上的验证码立即失效。")
    )

    @classmethod
    def offering(cls, delegations: list[str], units: list[str]) -> Self:
        """Return the form with these delegations and units to choose from."""
        form = cls.from_request()
        form.delegations.choices = [(name, name) for name in delegations]
        form.units.choices = [(name, name) for name in units]
        return form

    def validate_understood(self, field: Field) -> None:
        """Print only once the consequence is understood."""
        if not field.data:
            raise ValidationError(_("请先勾选，确认旧卡上的验证码将失效。"))

    @property
    def choice(self) -> CardChoice:
        """What was said, for the service."""
        text = unicodedata.normalize("NFKC", self.numbers.data or "")
        return CardChoice(
            delegations=frozenset(self.delegations.data or ()),
            units=frozenset(self.units.data or ()),
            numbers=frozenset(re.split(r"[\s,、;]+", text)) - {""},
        )
