"""Where the pages of motions hang, and the words their templates say."""

from dataclasses import dataclass, field

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from voting.i18n import lazy
from voting.motions import rules
from voting.motions.rules import SecondState

bp = Blueprint("motions", __name__)


@dataclass(frozen=True, slots=True)
class Words:
    """What kinds, states and acts are called; templates know it as ``motion_words``."""

    kinds: dict[rules.Kind, str] = field(default_factory=lambda: rules.KIND_LABELS)
    states: dict[rules.State, str] = field(default_factory=lambda: rules.STATE_LABELS)
    acts: dict[rules.Act, str] = field(default_factory=lambda: rules.ACT_LABELS)
    roles: dict[rules.Role, str] = field(default_factory=lambda: rules.ROLE_LABELS)
    grades: dict[rules.Grade, str] = field(default_factory=lambda: rules.GRADE_LABELS)
    classes: dict[rules.Class, str] = field(default_factory=lambda: rules.CLASS_LABELS)
    tasks: dict[rules.AssignmentState, str] = field(default_factory=lambda: rules.ASSIGNMENT_LABELS)
    seconds: dict[SecondState, str] = field(
        default_factory=lambda: {
            SecondState.INVITED: lazy("等待回复"),
            SecondState.GIVEN: lazy("已附议"),
            SecondState.DECLINED: lazy("不附议"),
        }
    )


@bp.record_once
def tell_templates(state: BlueprintSetupState) -> None:
    """Give the templates, macros too, the words."""
    state.app.jinja_env.globals["motion_words"] = Words()
