"""The form of a congress."""

from typing import Self

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Optional

from voting.congress.forms.fields import choices_of, ordinal_field, required_text
from voting.congress.models import Congress
from voting.congress.presets import presets
from voting.congress.rules import Body
from voting.congress.service import CongressFacts
from voting.i18n import lazy
from voting.web.fields import CHOOSE, FILL, REASON_LENGTH, Day, at_most
from voting.web.forms import TellingForm, plain_text, trimmed


def _preset_choices() -> list[tuple[str, str]]:
    return [(each.name, each.title) for each in presets().values()]


class CongressForm(TellingForm):
    """One term of a congress."""

    organisation = required_text(lazy("单位名称"), 80, render_kw={"autocomplete": "organization"})
    ordinal = ordinal_field(lazy("第几届"))
    preset = SelectField(lazy("适用规则"), choices=_preset_choices)
    body = RadioField(
        lazy("大会形式"),
        [InputRequired(CHOOSE)],
        choices=choices_of(Body),
        default=Body.DELEGATES.value,
        description=lazy("代表大会由选出的代表参加；全体大会由全体会员（职工）参加。"),
    )
    assembly = StringField(
        lazy("大会名称"),
        [at_most(40), plain_text],
        filters=[trimmed],
        description=lazy(
            "不填则按规则取名，例如“会员代表大会”。双代会可填“教职工暨工会会员代表大会”。"
        ),
    )
    term_starts = Day(lazy("届期开始"), [InputRequired(FILL)])
    term_ends = Day(lazy("届期届满"), [InputRequired(FILL)])
    extended_until = Day(
        lazy("延期至"), [Optional()], description=lazy("经上级批准延期换届的才填写。")
    )
    extension_note = StringField(
        lazy("延期的批准依据"), [at_most(REASON_LENGTH), plain_text], filters=[trimmed]
    )
    version = HiddenField(default="1")

    @classmethod
    def of(cls, congress: Congress) -> Self:
        """Fill the form with a congress, or with what was sent."""
        names = (
            "organisation",
            "ordinal",
            "body",
            "assembly",
            "term_starts",
            "term_ends",
            "extended_until",
            "extension_note",
            "version",
        )
        kept = {name: getattr(congress, name) for name in names}
        return cls.from_request(preset=congress.preset_name, **kept)

    @property
    def facts(self) -> CongressFacts:
        """What was said, for the service."""
        assert self.ordinal.data is not None
        assert self.term_starts.data is not None
        assert self.term_ends.data is not None
        return CongressFacts(
            organisation=self.organisation.data or "",
            ordinal=self.ordinal.data,
            body=Body(self.body.data),
            preset=self.preset.data,
            term_starts=self.term_starts.data,
            term_ends=self.term_ends.data,
            assembly=self.assembly.data or "",
            extended_until=self.extended_until.data,
            extension_note=self.extension_note.data or "",
        )
