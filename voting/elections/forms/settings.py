"""The settings of an election: what is filled, how many seats, by which rules."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Self

from wtforms import BooleanField, Field, HiddenField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from voting.elections import presets
from voting.elections.forms.base import labels
from voting.elections.models import Election
from voting.elections.preset_fields import MORE_THAN_SEATS
from voting.elections.queries import base_rules
from voting.elections.rules import Blank, Body, ElectionRules, ListOrder, WriteIn, margin_key
from voting.elections.service import ElectionFacts
from voting.i18n import _, lazy
from voting.polls.sheets import Base
from voting.web.fields import FILL, REASON_LENGTH, WholeNumber, text
from voting.web.forms import VersionedForm
from voting.workdays.rules import DayUnit

# Fields of the form that are keys of a preset, as they are.
_PLAIN = (
    "writein",
    "blank",
    "list_order",
    "publicity_days",
    "publicity_unit",
    "reballot_new_candidates",
)


class SettingsForm(VersionedForm):
    """What is filled, how many seats, by which rules.

    The fields of the rules show those of the preset that was chosen before; when another preset
    is chosen they are not looked at, so that it comes with its own. The margin likewise belongs
    to the body that was shown.
    """

    body = SelectField(lazy("选举的职务"), choices=labels(*Body))
    seats = WholeNumber(
        lazy("应选名额"),
        [InputRequired(FILL), NumberRange(1, 300, lazy("须在 1 至 300 之间。"))],
        render_kw={"inputmode": "numeric"},
    )
    members = WholeNumber(
        lazy("会员人数"),
        [Optional(), NumberRange(1, 1_000_000, lazy("须在 1 以上。"))],
        description=lazy("用于核对名额范围；默认取花名册中的会员人数。"),
        render_kw={"inputmode": "numeric"},
    )
    preset = SelectField(
        lazy("适用规则"),
        choices=lambda: [(name, presets.preset(name).title) for name in presets.names()],
    )
    preliminary = BooleanField(lazy("已进行差额预选，正式选举可以等额"))
    shown_preset = HiddenField()
    shown_body = HiddenField()
    quorum = text(lazy("到会比例（含本数）"), 9, required=True)
    elect_share = text(lazy("当选比例"), 9, required=True)
    elect_op = SelectField(
        lazy("当选比例怎样算"), choices=[(">", lazy("超过这一比例")), (">=", lazy("达到即可"))]
    )
    elect_base = SelectField(lazy("以什么为基数"), choices=labels(*Base))
    margin = text(lazy("差额比例"), 9)
    writein = SelectField(lazy("另选他人"), choices=labels(*WriteIn))
    blank = SelectField(
        lazy("空白票"),
        choices=[
            (Blank.VALID_ABSTAIN.value, lazy("有效，按弃权计")),
            (Blank.VOID_BALLOT.value, lazy("无效")),
        ],
    )
    list_order = SelectField(lazy("候选人顺序"), choices=labels(*ListOrder))
    publicity_days = WholeNumber(
        lazy("公示天数"), [InputRequired(FILL), NumberRange(0, 366, lazy("须在 0 至 366 之间。"))]
    )
    publicity_unit = SelectField(
        lazy("公示按"),
        choices=[
            (DayUnit.WORKDAYS.value, lazy("工作日")),
            (DayUnit.DAYS.value, lazy("自然日")),
        ],
    )
    reballot_new_candidates = BooleanField(lazy("另行选举时可以增加候选人"))
    reason = text(
        lazy("与预设不同的依据"),
        REASON_LENGTH,
        description=lazy("改动了上面的规则时填写，例如：本单位选举办法第九条。"),
    )

    def validate_quorum(self, field: Field) -> None:
        """Read the share."""
        _check_share(field)

    def validate_elect_share(self, field: Field) -> None:
        """Read the share."""
        _check_share(field)

    def validate_margin(self, field: Field) -> None:
        """Read the share."""
        _check_share(field)

    @classmethod
    def fresh(cls, body: Body, members: int, version: int) -> Self:
        """Fill the form with the defaults of the union's preset, or with what was sent."""
        shown = _shown(presets.preset(presets.DEFAULT), body)
        return cls.from_request(members=members or None, version=version, **shown)

    @classmethod
    def of(cls, found: Election, version: int) -> Self:
        """Fill the form with a set-up, or with what was sent."""
        rules, body = base_rules(found), Body(found.body)
        shown = _shown(rules, body) | {"preset": found.preset, "shown_preset": found.preset}
        return cls.from_request(
            seats=found.seats,
            members=found.members,
            preliminary=found.preliminary,
            reason=found.override_reason,
            version=version,
            **shown,
        )

    @property
    def other_preset(self) -> bool:
        """Whether another preset was chosen than the one whose rules were on the page."""
        return bool(self.preset.data != self.shown_preset.data)

    @property
    def facts(self) -> ElectionFacts:
        """What was said, for the service."""
        assert self.seats.data is not None
        return ElectionFacts(
            body=Body(self.body.data),
            seats=self.seats.data,
            members=self.members.data,
            preset=self.preset.data,
            overrides={} if self.other_preset else self._overrides(),
            reason=self.reason.data or "",
            preliminary=bool(self.preliminary.data),
        )

    def _overrides(self) -> dict[str, Any]:
        """Return what differs from the preset, as a preset's file would write it."""
        usual = presets.as_data(presets.preset(self.preset.data))
        margin = self.margin.data and _fraction(self.margin.data)
        mine: dict[str, Any] = {
            "quorum": {"share": _fraction(self.quorum.data or "")},
            "elect": {
                "share": _fraction(self.elect_share.data or ""),
                "op": self.elect_op.data,
                "base": self.elect_base.data,
            },
            **{name: self[name].data for name in _PLAIN},
        }
        if self.body.data == self.shown_body.data:
            mine["margin"] = {margin_key(Body(self.body.data)): margin or MORE_THAN_SEATS}
        return _different(mine, usual)


def _shown(rules: ElectionRules, body: Body) -> dict[str, Any]:
    """Return the rules as the fields show them."""
    data = presets.as_data(rules)
    margin = data["margin"][margin_key(body)]
    return {
        "body": body.value,
        "shown_body": body.value,
        "preset": rules.name,
        "shown_preset": rules.name,
        "quorum": data["quorum"]["share"],
        "elect_share": data["elect"]["share"],
        "elect_op": data["elect"]["op"],
        "elect_base": data["elect"]["base"],
        "margin": "" if margin == MORE_THAN_SEATS else margin,
        **{name: data[name] for name in _PLAIN},
    }


def _different(mine: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in mine.items():
        changed = _different(value, usual[key]) if isinstance(value, Mapping) else value
        if changed and isinstance(value, Mapping):
            found[key] = changed
        elif not isinstance(value, Mapping) and value != usual[key]:
            found[key] = value
    return found


def _check_share(field: Field) -> None:
    if field.data and _fraction(field.data) is None:
        raise ValidationError(_("请写成分数，如 2/3 或 1/2；不要求则写 0。"))


def _fraction(words: str) -> str | None:
    try:
        share = Fraction(words.replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return None
    return str(share) if 0 <= share <= 1 else None
