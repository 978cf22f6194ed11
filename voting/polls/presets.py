"""Presets of rules: JSON files that extend each other, and the thresholds written in them.

A threshold is an object with ``share`` (or ``num`` and ``den``), ``op`` and ``base``, or a text
such as ``"1/2 > eligible"``; what is left out stays as it is below.
"""

import functools
import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

from voting.congress.rules import Share
from voting.i18n import _
from voting.polls.reading import Reader, shown, within
from voting.polls.sheets import Base, Threshold

_OPS = (">", ">=")
_THRESHOLD_TEXT = re.compile(r"(?P<share>\d+/\d+)(?:\s*(?P<op>>=|>))?(?:\s*(?P<base>[a-z]+))?")


class Presets:
    """The presets in the folder ``presets`` of a slice, by their names."""

    def __init__(self, package: str) -> None:
        self._folder = resources.files(package) / "presets"

    @functools.cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all presets, in alphabetical order."""
        files = (entry.name for entry in self._folder.iterdir())
        return tuple(sorted(name.removesuffix(".json") for name in files if name.endswith(".json")))

    def root(self, name: str) -> str:
        """Return the preset that a preset extends in the end; itself where it extends none."""
        base = self._read(name).get("extends")
        return name if base is None else self.root(str(base))

    def data(self, name: str) -> dict[str, object]:
        """Return a preset as data, with what it extends below it and its name in it."""
        own = {"name": name, **self._read(name)}
        base = own.pop("extends", None)
        return own if base is None else merged(self.data(str(base)), own)

    def unknown(self, name: str) -> str:
        """Return the sentence that refuses a name, with those that there are."""
        return _(
            "没有名为 %(name)s 的预设。可用的有：%(known)s。",
            name=shown(name),
            known="、".join(self.names),
        )

    def groundless(self) -> str:
        """Return the sentence that refuses overrides of nothing."""
        return _(
            "缺少这一项：请写明以哪个预设为基础。可用的有：%(known)s。",
            known="、".join(self.names),
        )

    def _read(self, name: str) -> dict[str, object]:
        data: dict[str, object] = json.loads((self._folder / f"{name}.json").read_text("utf-8"))
        return data


def merged(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    """Lay data over other data; objects are merged key by key, everything else is replaced."""
    found = dict(below)
    for key, value in above.items():
        under = found.get(key)
        both = isinstance(under, Mapping) and isinstance(value, Mapping)
        found[key] = merged(under, value) if both else value  # type: ignore[arg-type]  # both
    return found


def spelt_out(reader: Reader, value: object, place: str) -> object:
    """Bring a threshold into the form ``{share, op, base}``, as far as it is given."""
    if isinstance(value, str):
        found = _THRESHOLD_TEXT.fullmatch(value.strip())
        if found:
            return {key: part for key, part in found.groupdict().items() if part}
        reader.wrong(place, _('看不懂这个比例：请写成 "1/2 > eligible" 的样子。'))
        return {}
    if isinstance(value, Mapping) and ("num" in value or "den" in value):
        return _from_num_den(reader, value, place)
    return value


def _from_num_den(reader: Reader, value: Mapping[Any, object], place: str) -> dict[Any, object]:
    rest = {key: part for key, part in value.items() if key not in {"num", "den"}}
    if "share" in rest:
        reader.wrong(place, _("share 与 num、den 只能写一种。"))
    num = reader.whole(value.get("num"), within(place, "num"))
    den = reader.whole(value.get("den"), within(place, "den"), least=1)
    return {**rest, "share": f"{num}/{den}"} if num is not None and den else rest


def read_threshold(reader: Reader, value: object, place: str) -> Threshold | None:
    """Read a threshold that is spelt out; more than everything is refused."""
    keys = ("share", "op", "base")
    parts = reader.mapping(value, place, keys, keys)
    if not all(key in parts for key in keys):
        return None
    share = reader.share(parts.get("share"), within(place, "share"))
    op = reader.word(parts.get("op"), within(place, "op"), _OPS)
    base = reader.word(parts.get("base"), within(place, "base"), list(Base))
    if share is None or op is None or base is None:
        return None
    if op == ">" and share == 1:
        reader.wrong(place, _("没有人能得到多于全部的票，请改用 >= 或较小的比例。"))
    return Threshold(Share(share.numerator, share.denominator, op), Base(base))


def read_quorum(reader: Reader, value: object, place: str) -> Threshold | None:
    """Read what attendance is needed: a share of the eligible, itself included."""
    quorum = read_threshold(reader, value, place)
    if quorum and quorum.base is not Base.ELIGIBLE:
        reader.wrong(within(place, "base"), _("到会比例只能以应到会人数（eligible）为基数。"))
    if quorum and quorum.share.op != ">=":
        reader.wrong(within(place, "op"), _("到会比例包括本数，只能为 >=。"))
    return quorum


def threshold_data(threshold: Threshold) -> dict[str, str]:
    """Return a threshold as an object of a preset."""
    return {"share": threshold.text, "op": threshold.share.op, "base": threshold.base.value}
