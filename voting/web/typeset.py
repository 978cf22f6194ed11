"""PDF set by typst: the words are data, the same words give the same bytes."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import typst

from voting.errors import Unavailable
from voting.i18n import _

MIME = "application/pdf"
FONTS = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "SimSun",
    "Songti SC",
    "FandolSong",
)
"""Fonts with Chinese characters, the best first; one of them must be installed."""


@cache
def _installed() -> Any:
    """Return the fonts of this machine; they are looked for once."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def chinese_fonts(families: Sequence[str] | None = None) -> list[str]:
    """Return the installed fonts that a page can be set in; refuse where there are none."""
    known = set(_installed().families() if families is None else families)
    found = [font for font in FONTS if font in known]
    if not found:
        raise Unavailable(
            _(
                "服务器没有安装中文字体，不能生成 PDF。请管理员安装 fonts-noto-cjk 后再试，"
                "或改为下载 Word 文件。"
            )
        )
    return found


def typeset(template: bytes, data: Mapping[str, Any]) -> bytes:
    """Set a document; what people wrote reaches typst as strings of JSON, never as its source."""
    said = json.dumps({**data, "fonts": chinese_fonts()}, ensure_ascii=False)
    made: bytes = typst.compile(
        template, font_paths=_installed(), sys_inputs={"data": said}, format="pdf"
    )
    return made
