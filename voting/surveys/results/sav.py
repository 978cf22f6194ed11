"""SPSS files (.sav): the tables as rows, numbers with value labels, and “—” as a missing number.

SPSS holds labels of limited length; longer ones are cut here, and :func:`cuts` tells which.
"""

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from voting.i18n import _
from voting.surveys.results import flat
from voting.surveys.results.labels import VALUE, VARIABLE, Cutter
from voting.surveys.results.reading import Results
from voting.surveys.wording import WITHHELD

MIME = "application/x-spss-sav"
_MADE_AT = b"01 Jan 2600:00:00"
_MOMENT = slice(92, 92 + len(_MADE_AT))
"""Where the head of the file says when it was made; ours never says."""
_FILE_LABEL, _NOTE = 64, 80
_NAME = re.compile(r"[A-Za-z一-鿿][A-Za-z0-9_.一-鿿]*(?<![._])")
_LONGEST_NAME = 64
_RESERVED = frozenset(
    ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with")
)


@dataclass(slots=True)
class Variable:
    """A column of a .sav file: numbers (None: missing) or texts, with its label.

    ``codes``: what the numbers of a coded column mean.
    """

    name: str
    label: str
    values: list[float | None] | list[str]
    codes: dict[float, str] = field(default_factory=dict)
    decimals: int = 0

    @property
    def is_text(self) -> bool:
        """Whether it holds texts."""
        return bool(self.values) and isinstance(self.values[0], str)


def results_sav(results: Results) -> bytes:
    """Return all tables as one long one."""
    cutter = Cutter()
    made = _cut(_variables(results), cutter)
    return _written(made, results.title, _notes(cutter))


def cuts(results: Results) -> dict[str, str]:
    """Return the labels that a .sav file cannot hold whole, and what is left of each."""
    cutter = Cutter()
    _cut(_variables(results), cutter)
    return cutter.cuts


def rows_sav(title: str, variables: Sequence[Variable]) -> bytes:
    """Return one row a person; labels that are too long are cut, and the notes say so."""
    cutter = Cutter()
    made = _cut(variables, cutter)
    return _written(made, title, _told(cutter))


def names_for(wanted: Sequence[str]) -> list[str]:
    """Return for each name one that SPSS allows, no two alike."""
    taken: set[str] = set()
    found = []
    for n, name in enumerate(wanted, start=1):
        fits = len(name.encode()) <= _LONGEST_NAME and _NAME.fullmatch(name) is not None
        made = name if fits and name.casefold() not in taken | _RESERVED else f"v{n}"
        while made.casefold() in taken:
            made += "_x"
        taken.add(made.casefold())
        found.append(made)
    return found


def _variables(results: Results) -> list[Variable]:
    rows = flat.rows(results)
    names = flat.columns()
    return [
        Variable("question", names[0], [row.question for row in rows]),
        _coded("label", names[1], [row.label for row in rows]),
        _coded("kind", names[2], [row.kind for row in rows]),
        _coded("by", names[3], [row.by for row in rows]),
        _coded("grp", names[4], [row.group for row in rows]),
        _coded("item", names[5], [row.item for row in rows]),
        Variable("count", names[6], [_number(row.count) for row in rows]),
        Variable("percent", names[7], [_number(row.percent) for row in rows], decimals=1),
        Variable("value", names[8], [_number(row.value) for row in rows], decimals=2),
        Variable("count_text", _("人数（文字）"), [row.count for row in rows]),
        Variable("percent_text", _("比例（文字）"), [row.percent for row in rows]),
        Variable("value_text", _("数值（文字）"), [row.value for row in rows]),
    ]


def _coded(name: str, label: str, texts: Sequence[str]) -> Variable:
    """Return texts as numbers with value labels, in the order they first appear; empty: missing."""
    codes = {text: float(n) for n, text in enumerate(dict.fromkeys(filter(None, texts)), start=1)}
    values: list[float | None] = [codes.get(text) for text in texts]
    return Variable(name, label, values, {n: text for text, n in codes.items()})


def _number(text: str) -> float | None:
    plain = text.removesuffix("%")
    return None if plain in {"", WITHHELD} else float(Fraction(plain))


def _cut(variables: Sequence[Variable], cutter: Cutter) -> list[Variable]:
    return [
        Variable(
            each.name,
            cutter.cut(each.label, VARIABLE),
            each.values,
            {n: cutter.cut(text, VALUE) for n, text in each.codes.items()},
            each.decimals,
        )
        for each in variables
    ]


def _notes(cutter: Cutter) -> list[str]:
    said = _("“—”表示不予列出，人数为缺失值；文字列里写作“—”。")
    return [*_lines(said), *_told(cutter)]


def _told(cutter: Cutter) -> list[str]:
    if not cutter.cuts:
        return []
    return [
        *_lines(_("下列标签超过长度限制，已截短，全文如下：")),
        *(line for whole in cutter.cuts for line in _lines(whole)),
    ]


def _lines(text: str) -> list[str]:
    """Break a text into the short lines that notes of a file are made of."""
    lines, raw = [], text.encode()
    while raw:
        piece = raw[:_NOTE].decode(errors="ignore")
        lines.append(piece)
        raw = raw[len(piece.encode()) :]
    return lines


def _written(variables: Sequence[Variable], title: str, notes: Sequence[str]) -> bytes:
    # Both are large and only needed here: who never asks for a .sav never waits for them.
    import polars as pl  # noqa: PLC0415
    import pyreadstat  # noqa: PLC0415

    frame = pl.DataFrame(
        {each.name: each.values for each in variables},
        schema={each.name: pl.String if each.is_text else pl.Float64 for each in variables},
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "results.sav"
        pyreadstat.write_sav(frame, path, **_described(variables, title, notes))
        return _timeless(path.read_bytes())


def _described(
    variables: Sequence[Variable], title: str, notes: Sequence[str]
) -> Mapping[str, Any]:
    return {
        "file_label": title.encode()[:_FILE_LABEL].decode(errors="ignore"),
        "column_labels": {each.name: each.label for each in variables},
        "variable_value_labels": {each.name: each.codes for each in variables if each.codes},
        "variable_format": {
            each.name: f"F10.{each.decimals}" for each in variables if not each.is_text
        },
        "note": list(notes),
    }


def _timeless(raw: bytes) -> bytes:
    """Return a file that does not say when it was made: two exports of the same are equal."""
    return raw[: _MOMENT.start] + _MADE_AT + raw[_MOMENT.stop :]
