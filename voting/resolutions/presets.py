"""The presets (data files beside this module) and how one is extended, overridden and resolved.

A preset is a JSON object; ``extends`` names the one it changes, or holds it. Shares are strings.
A threshold is an object with ``share`` (or ``num`` and ``den``), ``op`` and ``base``, or a text
such as ``"1/2 > eligible"``; what is left out stays as below. Unknown keys and wrong values are
refused, each with its place.
"""

import functools
from collections.abc import Mapping
from typing import Any

from voting.i18n import _
from voting.polls.presets import Presets, merged, threshold_data
from voting.polls.reading import Reader, within
from voting.resolutions.preset_fields import FIELDS, spelt
from voting.resolutions.rules import ResolutionRules

DEFAULT = "enterprise_congress_2012"
BY_CONGRESS = {
    "union_election_2016": "union_election_2016",
    "school_congress_32": "school_congress_32",
    "shanghai_2017": "shanghai_2017",
    "zhejiang_2010": "zhejiang_2010",
    "henan_2007": "henan_2007",
}
"""Which rules of voting a congress begins with, by the rules it was set up with."""
_PRESETS = Presets("voting.resolutions")
_SAME_AS = {"elect": "pass"}
"""Keys that presets of elections use for the same thing."""


def names() -> tuple[str, ...]:
    """Return the names of all presets, in alphabetical order."""
    return _PRESETS.names


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


# --- Layers: a preset, what it extends, and what overrides it ---------------------------------


def _layers(
    given: object, place: str, reader: Reader, below: ResolutionRules | None
) -> dict[str, object]:
    if isinstance(given, str) and given in names():
        return {**_PRESETS.data(given), "standard": given}
    if isinstance(given, Mapping):
        return _layered(given, place, reader, below)
    if isinstance(given, str):
        reader.wrong(place, _PRESETS.unknown(given))
    else:
        reader.wrong(place, _("应为预设的名称，或带有 extends 的对象。"))
    return {}


def _layered(
    given: Mapping[Any, object], place: str, reader: Reader, below: ResolutionRules | None
) -> dict[str, object]:
    reader.mapping(given, place, (*FIELDS, *_SAME_AS, "extends"))
    own = _own(given, place, reader)
    if "extends" in own:
        return merged(_layers(own.pop("extends"), within(place, "extends"), reader, below), own)
    if below is not None:
        return merged(as_data(below), own)
    if own.keys() >= FIELDS.keys():
        return own
    reader.wrong(within(place, "extends"), _PRESETS.groundless())
    return {}


def _own(given: Mapping[Any, object], place: str, reader: Reader) -> dict[str, object]:
    own = {}
    for key, value in given.items():
        name = _SAME_AS.get(key, key)
        if name in own:
            reader.wrong(within(place, key), _("pass 和 elect 只能写一项。"))
        own[name] = spelt(reader, name, value, within(place, key))
    return own
