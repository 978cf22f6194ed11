"""Shares as people type them: 2/3, 0.4 or 40%."""

from fractions import Fraction

from wtforms import Field, Form, ValidationError

from voting.i18n import _

_LONGEST = 9


def share_of(text: str) -> Fraction | None:
    """Read a share from 0 to 1; ``None`` for anything else."""
    bare = text.replace(" ", "")
    try:
        share = Fraction(bare.removesuffix("%"))
    except (ValueError, ZeroDivisionError):
        return None
    share = share / 100 if bare.endswith("%") else share
    return share if 0 <= share <= 1 and len(str(share)) <= _LONGEST else None


def is_share(_form: Form, field: Field) -> None:
    """Validate that a field that is not empty holds a share."""
    if field.data and share_of(str(field.data)) is None:
        raise ValidationError(_("请写成分数或百分比，如 2/3、40%。"))
