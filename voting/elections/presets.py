"""The presets (data files beside this module) and how one is extended, overridden and resolved.

A preset is a JSON object; ``extends`` names the one it changes. Shares are strings. A threshold
is an object with ``share`` (or ``num`` and ``den``), ``op`` and ``base``, or a text such as
``"1/2 > eligible"``. Unknown keys and wrong values are refused, each with its place.
"""

import functools
import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

from voting.elections.preset_fields import FIELDS, MORE_THAN_SEATS
from voting.elections.rules import ElectionRules, SizeRow, Threshold
from voting.i18n import _
from voting.polls.reading import Reader, shown, within

Data = Mapping[str, object]

DEFAULT = "union_election_2016"
_FOLDER = resources.files("voting.elections") / "presets"


@functools.cache
def names() -> tuple[str, ...]:
    """Return the names of all presets, in alphabetical order."""
    files = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in files if name.endswith(".json")))


@functools.cache
def preset(name: str) -> ElectionRules:
    """Return a preset by its name; one that does not exist is refused, naming those that do."""
    return resolve(name)


def resolve(given: object, place: str = "rules") -> ElectionRules:
    """Return the rules a name or an object with ``extends`` and overrides stands for.

    Raises :class:`voting.polls.reading.WrongDocument` with every wrong field.
    """
    reader = Reader()
    data = _layers(given, place, reader)
    values = {
        field: read(reader, data[field], within(place, field))
        for field, read in FIELDS.items()
        if field in data
    }
    reader.done()
    return ElectionRules(**values)


def as_data(rules: ElectionRules) -> dict[str, Any]:
    """Return rules as they are frozen in a manifest: JSON without floats; ``resolve`` reads it."""
    return {
        "name": rules.name,
        "title": rules.title,
        "standard": rules.standard,
        "quorum": _threshold_data(rules.quorum),
        "elect": _threshold_data(rules.elect),
        "secret": rules.secret,
        "proxy": rules.proxy,
        "margin": {
            key: MORE_THAN_SEATS if rate is None else str(rate)
            for key, rate in rules.margin.items()
        },
        "writein": rules.writein.value,
        "overvote": rules.overvote,
        "blank": rules.blank.value,
        "tie": rules.tie,
        "runoff": {"elect": rules.runoff.elect.value, "writein": rules.runoff.writein.value},
        "short": [step.value for step in rules.short],
        "reballot_new_candidates": rules.reballot_new_candidates,
        "list_order": rules.list_order.value,
        "tally_order": rules.tally_order,
        "publicity_days": rules.publicity_days,
        "publicity_unit": rules.publicity_unit.value,
        "publicity_counts_first_day": rules.publicity_counts_first_day,
        "vacancy_months": rules.vacancy_months,
        "ban": sorted(bar.value for bar in rules.ban),
        "delegates_from": rules.delegates_from,
        "women_committee_from": rules.women_committee_from,
        "sizes": {key: [_row_data(row) for row in rows] for key, rows in rules.sizes.items()},
    }


def _threshold_data(threshold: Threshold) -> dict[str, str]:
    return {
        "share": threshold.text,
        "op": threshold.share.op,
        "base": threshold.base.value,
    }


def _row_data(row: SizeRow) -> dict[str, int | None]:
    data = {"members_to": row.members_to, "least": row.least, "most": row.most}
    return data if row.also is None else {**data, "also": row.also}


# --- Layers: a preset, what it extends, and what overrides it ---------------------------------


def _layers(given: object, place: str, reader: Reader) -> dict[str, object]:
    if isinstance(given, str):
        if given in names():
            return _stored(given)
        reader.wrong(place, _no_such_preset(given))
        return {}
    if not isinstance(given, Mapping):
        reader.wrong(place, _("应为预设的名称，或带有 extends 的对象。"))
        return {}
    reader.mapping(given, place, (*FIELDS, "extends"))
    own = {key: _spelt_out(reader, key, value, place) for key, value in given.items()}
    base = own.pop("extends", None)
    if base is not None:
        return _merged(_layers(base, within(place, "extends"), reader), own)
    if own.keys() >= FIELDS.keys():
        return own
    reader.wrong(
        within(place, "extends"),
        _("缺少这一项：请写明以哪个预设为基础。可用的有：%(known)s。", known="、".join(names())),
    )
    return {}


def _stored(name: str) -> dict[str, object]:
    data: dict[str, object] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    base = data.pop("extends", None)
    own = {"name": name, **data}
    if base is None:
        return {"standard": name, **own}
    return _merged(_stored(str(base)), own)


def _merged(below: Data, above: Data) -> dict[str, object]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        both = isinstance(under, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(under, value) if both else value  # type: ignore[arg-type]  # both
    return merged


def _spelt_out(reader: Reader, key: str, value: object, place: str) -> object:
    """Bring a threshold into the form ``{share, op, base}``, as far as it is given."""
    if key not in {"quorum", "elect"}:
        return value
    if isinstance(value, str):
        return _from_text(reader, value, within(place, key))
    if isinstance(value, Mapping) and ("num" in value or "den" in value):
        return _from_num_den(reader, value, within(place, key))
    return value


def _from_text(reader: Reader, text: str, place: str) -> dict[str, object]:
    found = _THRESHOLD_TEXT.fullmatch(text.strip())
    if not found:
        reader.wrong(place, _('看不懂这个比例：请写成 "1/2 > eligible" 的样子。'))
        return {}
    return {key: part for key, part in found.groupdict().items() if part}


def _from_num_den(reader: Reader, value: Data, place: str) -> dict[str, object]:
    rest = {key: part for key, part in value.items() if key not in {"num", "den"}}
    if "share" in rest:
        reader.wrong(place, _("share 与 num、den 只能写一种。"))
    num = reader.whole(value.get("num"), within(place, "num"))
    den = reader.whole(value.get("den"), within(place, "den"), least=1)
    return {**rest, "share": f"{num}/{den}"} if num is not None and den else rest


def _no_such_preset(name: str) -> str:
    return _(
        "没有名为 %(name)s 的预设。可用的有：%(known)s。",
        name=shown(name),
        known="、".join(names()),
    )


_THRESHOLD_TEXT = re.compile(r"(?P<share>\d+/\d+)(?:\s*(?P<op>>=|>))?(?:\s*(?P<base>[a-z]+))?")
