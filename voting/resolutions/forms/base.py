"""What the forms about documents share."""

from fractions import Fraction

from wtforms import Field, ValidationError

from voting.i18n import _, lazy
from voting.resolutions import presets
from voting.resolutions.rules import ItemClass
from voting.resolutions.wording import BASE_LABELS, CLASS_LABELS

OPERATORS: list[tuple[str, str]] = [
    (">=", lazy("达到即可（含本数，≥）")),
    (">", lazy("须超过（不含本数，>）")),
]


BASES = [(base.value, label) for base, label in BASE_LABELS.items()]
CLASSES = [(each.value, label) for each, label in CLASS_LABELS.items()]


def preset_choices() -> list[tuple[str, str]]:
    """Return the presets by their titles."""
    return [(name, presets.preset(name).title) for name in presets.names()]


def item_class(word: str | None) -> ItemClass:
    """Return the class a form holds."""
    return ItemClass(word or ItemClass.OTHER)


def check_share(field: Field) -> None:
    """Validate that a field holds a share between 0 and 1, if it holds anything."""
    if field.data and fraction(field.data) is None:
        raise ValidationError(_("请写成分数，如 1/2 或 2/3。"))


def fraction(words: str) -> str | None:
    """Return a share as it is written in files, or None for what is none."""
    try:
        share = Fraction(words.replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return None
    return str(share) if 0 < share <= 1 else None
