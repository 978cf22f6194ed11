"""Language of the pages: the Chinese sentence is the source, other languages are catalogues."""

from babel.support import LazyProxy
from flask import Flask, has_request_context, request
from flask_babel import Babel, gettext

LANGUAGES = ("zh_Hans", "zh_Hant", "en")
_babel = Babel()


def _(sentence: str, **values: object) -> str:
    """Return a sentence in the reader's language, with its values filled in."""
    translated: str = gettext(sentence, **values)
    return translated


def lazy(sentence: str) -> str:
    """Return a sentence that is translated when it is shown (for module constants)."""
    # LazyProxy behaves as str wherever it is rendered; its type says less than that.
    return LazyProxy(gettext, sentence, enable_cache=False)  # type: ignore[return-value]


def _chosen_language() -> str:
    if not has_request_context():
        return LANGUAGES[0]
    return request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])


def init_app(app: Flask) -> None:
    """Make the pages speak simplified Chinese unless a catalogue for another language exists."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "zh_Hans")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Asia/Shanghai")
    _babel.init_app(app, locale_selector=_chosen_language)
