"""The presets (data files beside this module) and how one is extended, overridden and resolved.

A preset is a JSON object; ``extends`` names the one it changes, or holds it. Shares are strings.
A threshold is an object with ``share`` (or ``num`` and ``den``), ``op`` and ``base``, or a text
such as ``"1/2 > eligible"``; what is left out stays as below. Unknown keys and wrong values are
refused, each with its place.
"""

import functools
import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from voting.i18n import _
from voting.polls.reading import Reader, shown, within
from voting.resolutions.preset_fields import FIELDS, spelt_out
from voting.resolutions.rules import ResolutionRules, Threshold

Data = Mapping[str, object]

DEFAULT = "enterprise_congress_2012"
BY_CONGRESS = {
    "union_election_2016": "union_election_2016",
    "school_congress_32": "school_congress_32",
    "shanghai_2017": "shanghai_2017",
    "zhejiang_2010": "zhejiang_2010",
    "henan_2007": "henan_2007",
}
"""Which rules of voting a congress begins with, by the rules it was set up with."""
_FOLDER = resources.files("voting.resolutions") / "presets"
_SAME_AS = {"elect": "pass"}
"""Keys that presets of elections use for the same thing."""


@functools.cache
def names() -> tuple[str, ...]:
    """Return the names of all presets, in alphabetical order."""
    files = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in files if name.endswith(".json")))


@functools.cache
def preset(name: str) -> ResolutionRules:
    """Return a preset by its name; one that does not exist is refused, naming those that do."""
    return resolve(name)


def resolve(
    given: object, place: str = "rules", below: ResolutionRules | None = None
) -> ResolutionRules:
    """Return the rules a name or an object with overrides stands for.

    An object without ``extends`` changes ``below``, where there is one. Raises
    :class:`voting.polls.reading.WrongDocument` with every wrong field.
    """
    reader = Reader()
    data = _layers(given, place, reader, below)
    values = {
        field: FIELDS[key](reader, data[key], within(place, key))
        for key, field in _KEYS.items()
        if key in data
    }
    reader.done()
    return ResolutionRules(**values)


_KEYS = {key: "passes" if key == "pass" else key for key in FIELDS}


def as_data(rules: ResolutionRules) -> dict[str, Any]:
    """Return rules as they are frozen in a manifest: JSON without floats; ``resolve`` reads it."""
    return {
        "name": rules.name,
        "title": rules.title,
        "standard": rules.standard,
        "quorum": threshold_data(rules.quorum),
        "pass": threshold_data(rules.passes),
        "classes": {key.value: threshold_data(one) for key, one in rules.classes.items()},
        "secret": rules.secret.value,
        "itemised": rules.itemised,
        "materials_days": rules.materials_days,
        "report_workdays": rules.report_workdays,
        "board_days": rules.board_days,
    }


def threshold_data(threshold: Threshold) -> dict[str, str]:
    """Return a threshold as an object of a preset."""
    return {"share": threshold.text, "op": threshold.share.op, "base": threshold.base.value}


# --- Layers: a preset, what it extends, and what overrides it ---------------------------------


def _layers(
    given: object, place: str, reader: Reader, below: ResolutionRules | None
) -> dict[str, object]:
    if isinstance(given, str) and given in names():
        return _stored(given)
    if isinstance(given, Mapping):
        return _layered(given, place, reader, below)
    if isinstance(given, str):
        reader.wrong(place, _no_such_preset(given))
    else:
        reader.wrong(place, _("应为预设的名称，或带有 extends 的对象。"))
    return {}


def _layered(
    given: Mapping[Any, object], place: str, reader: Reader, below: ResolutionRules | None
) -> dict[str, object]:
    reader.mapping(given, place, (*FIELDS, *_SAME_AS, "extends"))
    own = _own(given, place, reader)
    if "extends" in own:
        return _merged(_layers(own.pop("extends"), within(place, "extends"), reader, below), own)
    if below is not None:
        return _merged(as_data(below), own)
    if own.keys() >= FIELDS.keys():
        return own
    known = "、".join(names())
    reader.wrong(
        within(place, "extends"),
        _("缺少这一项：请写明以哪个预设为基础。可用的有：%(known)s。", known=known),
    )
    return {}


def _own(given: Mapping[Any, object], place: str, reader: Reader) -> dict[str, object]:
    own = {}
    for key, value in given.items():
        name = _SAME_AS.get(key, key)
        if name in own:
            reader.wrong(within(place, key), _("pass 和 elect 只能写一项。"))
        own[name] = spelt_out(reader, name, value, within(place, key))
    return own


def _stored(name: str) -> dict[str, object]:
    data: dict[str, object] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    base = data.pop("extends", None)
    below: dict[str, object] = _stored(str(base)) if base is not None else {}
    return _merged(below, {"name": name, "standard": name, **data})


def _merged(below: Data, above: Data) -> dict[str, object]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        both = isinstance(under, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(under, value) if both else value  # type: ignore[arg-type]  # both
    return merged


def _no_such_preset(name: str) -> str:
    return _(
        "没有名为 %(name)s 的预设。可用的有：%(known)s。",
        name=shown(name),
        known="、".join(names()),
    )
