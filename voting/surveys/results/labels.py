"""Labels as SPSS can hold them: cut by its limits, and every cut is told."""

from dataclasses import dataclass, field

VARIABLE, VALUE = 255, 120
"""Bytes of UTF-8 in the label of a variable (85 汉字) and of a value (40 汉字)."""
_MARK = "…"


@dataclass(slots=True)
class Cutter:
    """Cuts labels and keeps what it cut: the whole text and what is left of it."""

    cuts: dict[str, str] = field(default_factory=dict)

    def cut(self, label: str, most: int) -> str:
        """Return a label of at most so many bytes; a cut one ends in an ellipsis."""
        raw = label.encode()
        if len(raw) <= most:
            return label
        kept = raw[: most - len(_MARK.encode())].decode(errors="ignore") + _MARK
        self.cuts[label] = kept
        return kept
