"""``voting count FILE``: count a pile of ballots by the rules; no database, no secret."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click

from voting.ballots.rules import readable
from voting.i18n import _
from voting.polls.reading import Problem, WrongDocument

_MOST_BYTES = 64 * 1024 * 1024
_MOST_DIGITS = 18
_WRONG_INPUT = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a kind of count says: to programs, and to people."""

    data: dict[str, Any]
    text: str


Counter = Callable[[object], Answer]
"""Counts a parsed file, or raises :class:`WrongDocument` with every wrong field."""


def count_command(counters: Mapping[str, Counter]) -> click.Command:
    """Return the command that counts files of these kinds, each by what its slice knows."""

    @click.command("count")
    @click.argument("file", metavar="FILE")
    @click.option("as_json", "--json", is_flag=True, help="Print one JSON document.")
    def count(file: str, *, as_json: bool) -> None:
        """Count the ballots of FILE (JSON; - is standard input) by the rules it names."""
        try:
            document = _parsed(_read(file))
            answer = _counter(document, counters)(document)
        except WrongDocument as wrong:
            for problem in wrong.problems:
                _print(readable(str(problem)), err=True)
            sys.exit(_WRONG_INPUT)
        _print(json.dumps(answer.data, ensure_ascii=False, indent=2) if as_json else answer.text)

    return count


def _counter(document: object, counters: Mapping[str, Counter]) -> Counter:
    known = "、".join(sorted(counters))
    if not isinstance(document, dict):
        _refuse("", _("文件的内容应为一个 JSON 对象 {…}。"))
    if "kind" not in document:
        _refuse("kind", _("缺少这一项。能计的种类有：%(known)s。", known=known))
    kind = document["kind"]
    if not isinstance(kind, str) or kind not in counters:
        _refuse("kind", _("不能计这一种。能计的种类有：%(known)s。", known=known))
    return counters[kind]


def _read(file: str) -> bytes:
    try:
        if file == "-":
            data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        _refuse(file, _("无法读取这个文件：%(reason)s。", reason=error.strerror or "?"))
    if len(data) > _MOST_BYTES:
        _refuse(file, _("文件超过 64 MB，没有读取。"))
    return data


def _parsed(data: bytes) -> object:
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_constant=_constant,
        )
    except UnicodeDecodeError:
        _refuse("", _("文件不是 UTF-8 编码。"))
    except json.JSONDecodeError as error:
        _refuse(
            _("第 %(line)s 行第 %(column)s 列", line=error.lineno, column=error.colno),
            _("不是正确的 JSON。"),
        )
    except RecursionError:
        _refuse("", _("文件嵌套太深，没有读取。"))


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        _refuse(twice, _("同一个对象里写了两次。"))
    return made


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        _refuse("", _("数字太大：%(digits)s…", digits=digits[:_MOST_DIGITS]))
    return int(digits)


def _constant(token: str) -> NoReturn:
    _refuse("", _("%(token)s 不是数字。", token=token))


def _refuse(place: str, text: str) -> NoReturn:
    raise WrongDocument([Problem(place, text)])


def _print(text: str, *, err: bool = False) -> None:
    """Print UTF-8 whatever the terminal was set to."""
    click.echo(text.encode("utf-8", "replace"), err=err)
