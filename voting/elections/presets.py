"""The presets (data files beside this module) and how one is extended, overridden and resolved.

A preset is a JSON object; ``extends`` names the one it changes. Shares are strings. A threshold
is an object with ``share`` (or ``num`` and ``den``), ``op`` and ``base``, or a text such as
``"1/2 > eligible"``. Unknown keys and wrong values are refused, each with its place.
"""

import functools
from collections.abc import Mapping
from typing import Any

from voting.elections.preset_fields import FIELDS, MORE_THAN_SEATS
from voting.elections.rules import ElectionRules, SizeRow
from voting.i18n import _
from voting.polls.presets import Presets, merged, spelt_out, threshold_data
from voting.polls.reading import Reader, within

DEFAULT = "union_election_2016"
_PRESETS = Presets("voting.elections")
_THRESHOLDS = frozenset({"quorum", "elect"})


def names() -> tuple[str, ...]:
    """Return the names of all presets, in alphabetical order."""
    return _PRESETS.names


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
        "quorum": threshold_data(rules.quorum),
        "elect": threshold_data(rules.elect),
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


def _row_data(row: SizeRow) -> dict[str, int | None]:
    data = {"members_to": row.members_to, "least": row.least, "most": row.most}
    return data if row.also is None else {**data, "also": row.also}


# --- Layers: a preset, what it extends, and what overrides it ---------------------------------


def _layers(given: object, place: str, reader: Reader) -> dict[str, object]:
    if isinstance(given, str):
        if given in names():
            return {"standard": _PRESETS.root(given), **_PRESETS.data(given)}
        reader.wrong(place, _PRESETS.unknown(given))
        return {}
    if not isinstance(given, Mapping):
        reader.wrong(place, _("应为预设的名称，或带有 extends 的对象。"))
        return {}
    reader.mapping(given, place, (*FIELDS, "extends"))
    own = {
        key: spelt_out(reader, value, within(place, key)) if key in _THRESHOLDS else value
        for key, value in given.items()
    }
    base = own.pop("extends", None)
    if base is not None:
        return merged(_layers(base, within(place, "extends"), reader), own)
    if own.keys() >= FIELDS.keys():
        return own
    reader.wrong(within(place, "extends"), _PRESETS.groundless())
    return {}
