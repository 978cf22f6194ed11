"""By which rules documents are voted on."""

from collections.abc import Mapping
from typing import Any, Self

from wtforms import Field, HiddenField, SelectField
from wtforms.validators import InputRequired, NumberRange

from voting.i18n import lazy
from voting.resolutions import presets
from voting.resolutions.forms.base import BASES, OPERATORS, check_share, fraction, preset_choices
from voting.resolutions.models import Resolution
from voting.resolutions.queries import rules_of
from voting.resolutions.rules import ResolutionRules
from voting.resolutions.service import ResolutionFacts
from voting.web.fields import FILL, REASON_LENGTH, WholeNumber, text
from voting.web.forms import VersionedForm


class SettingsForm(VersionedForm):
    """The rules of a vote.

    The fields show the preset that was chosen before; when another one is chosen they are not
    looked at, so that it comes with its own.
    """

    preset = SelectField(lazy("适用规则"), choices=preset_choices)
    shown_preset = HiddenField()
    quorum = text(lazy("到会比例（含本数）"), 9, required=True)
    pass_share = text(lazy("通过比例"), 9, required=True)
    pass_op = SelectField(lazy("通过比例怎样算"), choices=OPERATORS)
    pass_base = SelectField(lazy("以什么为基数"), choices=BASES)
    materials_days = WholeNumber(
        lazy("文件在会前几天发给代表"),
        [InputRequired(FILL), NumberRange(0, 366, lazy("须在 0 至 366 之间。"))],
        description=lazy("不作规定的写 0。"),
    )
    reason = text(
        lazy("与预设不同的依据"),
        REASON_LENGTH,
        description=lazy("改动了上面的规则时填写，例如：本单位表决办法第五条。"),
    )

    def validate_quorum(self, field: Field) -> None:
        """Read the share."""
        check_share(field)

    def validate_pass_share(self, field: Field) -> None:
        """Read the share."""
        check_share(field)

    @classmethod
    def fresh(cls, preset: str, version: int) -> Self:
        """Fill the form with a preset, or with what was sent."""
        return cls.from_request(version=version, **_shown(presets.preset(preset)))

    @classmethod
    def of(cls, found: Resolution, version: int) -> Self:
        """Fill the form with a set-up, or with what was sent."""
        shown = _shown(rules_of(found)) | {"preset": found.preset, "shown_preset": found.preset}
        return cls.from_request(version=version, reason=found.override_reason, **shown)

    @property
    def other_preset(self) -> bool:
        """Whether another preset was chosen than the one whose rules were on the page."""
        return bool(self.preset.data != self.shown_preset.data)

    @property
    def facts(self) -> ResolutionFacts:
        """What was said, for the service."""
        return ResolutionFacts(
            preset=self.preset.data,
            overrides={} if self.other_preset else self._overrides(),
            reason=self.reason.data or "",
        )

    def _overrides(self) -> dict[str, Any]:
        """Return what differs from the preset, as a preset's file would write it."""
        usual = presets.as_data(presets.preset(self.preset.data))
        mine: dict[str, Any] = {
            "quorum": {"share": fraction(self.quorum.data or "")},
            "pass": {
                "share": fraction(self.pass_share.data or ""),
                "op": self.pass_op.data,
                "base": self.pass_base.data,
            },
            "materials_days": self.materials_days.data,
        }
        return _different(mine, usual)


def _shown(rules: ResolutionRules) -> dict[str, Any]:
    """Return the rules as the fields show them."""
    data = presets.as_data(rules)
    return {
        "preset": rules.name,
        "shown_preset": rules.name,
        "quorum": data["quorum"]["share"],
        "pass_share": data["pass"]["share"],
        "pass_op": data["pass"]["op"],
        "pass_base": data["pass"]["base"],
        "materials_days": data["materials_days"],
    }


def _different(mine: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in mine.items():
        if isinstance(value, Mapping):
            if changed := _different(value, usual[key]):
                found[key] = changed
        elif value != usual[key]:
            found[key] = value
    return found
