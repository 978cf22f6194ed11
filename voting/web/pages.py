"""Rendering of pages, the filters they use, and the one page for every refusal."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from jinja2 import StrictUndefined
from markupsafe import Markup
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from voting import clock
from voting.errors import Refusal
from voting.i18n import _, lazy
from voting.web.qr import svg

Reply = Response | str | tuple[str | Response, int]

_SENTENCES: dict[int, str] = {
    HTTPStatus.NOT_FOUND: lazy("没有这个页面。请检查地址，或回到首页重新进入。"),
    HTTPStatus.METHOD_NOT_ALLOWED: lazy("不能这样打开这个地址。请回到上一页，用页面上的按钮操作。"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lazy("提交的内容太大，没有接收。请减小文件后再试。"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: lazy("提交的格式不对，没有接收。"),
    HTTPStatus.BAD_REQUEST: lazy("提交的内容不完整或无法识别，操作没有生效。请刷新页面后再试。"),
    HTTPStatus.INTERNAL_SERVER_ERROR: lazy(
        "系统出了问题，刚才的操作没有生效。请稍后再试；若再次出现，请告诉会务人员。"
    ),
}


def page(template: str, **context: Any) -> str:
    """Render a template."""
    return render_template(template, **context)


def day(value: date | None) -> str:
    """Show a day as 2026年11月22日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def moment(value: datetime | None) -> str:
    """Show a moment as 2026年11月22日 14:30, by a clock in China."""
    return f"{day(clock.local(value).date())} {clock_time(value)}" if value else ""


def clock_time(value: datetime | None) -> str:
    """Show the time of a moment as 14:30, by a clock in China."""
    return clock.local(value).strftime("%H:%M") if value else ""


def percent(part: int, whole: int, places: int = 1) -> str:
    """Show part/whole as a percentage, rounded half up; a dash where there is no base."""
    if whole == 0:
        return "—"
    share = Fraction(part * 100, whole)
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


def spaced(name: str) -> str:
    """Set a name of two characters wide, as on every official list: 丁　一."""
    wide = "\u3000"
    return name[0] + wide + name[1] if len(name) == 2 else name  # noqa: PLR2004 - two characters


def code(text: str) -> str:
    """Group a receipt code for reading aloud: XXXX XXXX XX."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def wants_json() -> bool:
    """Tell whether the caller is a script of ours rather than a person's browser."""
    return request.accept_mimetypes.best == "application/json" or request.path.startswith("/box/")


def _refused(message: str, error: str, status: int) -> Response:
    if wants_json():
        reply = jsonify(error=error, message=message)
    else:
        reply = Response(page("errors/refusal.html", message=message, status=status, code=error))
    reply.status_code = status
    return reply


def _on_refusal(refusal: Refusal) -> Response:
    return _refused(str(refusal.message), refusal.code, refusal.status)


def _on_http_error(error: HTTPException) -> BaseResponse:
    if error.response is not None or error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    sentence = _SENTENCES.get(error.code, _SENTENCES[HTTPStatus.BAD_REQUEST])
    return _refused(str(sentence), error.name.lower().replace(" ", "_"), error.code)


def _on_lost_store(_error: OperationalError) -> Response:
    return _refused(
        _("数据库暂时无法访问，刚才的操作没有生效，请稍后再试。"),
        "unavailable",
        HTTPStatus.SERVICE_UNAVAILABLE,
    )


def _on_unstorable(_error: Exception) -> Response:
    """Refuse a value that no column can hold: a NUL in a text, a number beyond all ids."""
    sentence = str(_SENTENCES[HTTPStatus.BAD_REQUEST])
    return _refused(sentence, "wrong_input", HTTPStatus.UNPROCESSABLE_ENTITY)


def init_app(app: Flask) -> None:
    """Give an application its filters and its page for refusals."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=day, moment=moment, clock=clock_time, percent=percent, spaced=spaced, code=code
    )
    app.jinja_env.globals["qr_svg"] = svg
    app.jinja_env.globals["Markup"] = Markup
    app.register_error_handler(Refusal, _on_refusal)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(OperationalError, _on_lost_store)
    app.register_error_handler(DataError, _on_unstorable)
    app.register_error_handler(OverflowError, _on_unstorable)
