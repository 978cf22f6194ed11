"""Every page, whoever wrote it: a title, one heading, words to translate, nothing inline."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, g
from jinja2 import Environment, FileSystemLoader, nodes
from jinja2.ext import i18n
from wtforms import BooleanField, IntegerField, RadioField, StringField
from wtforms.validators import InputRequired

import voting
from voting import i18n as language
from voting.web import assets, csrf, pages
from voting.web.forms import PageForm

ROOT = Path(voting.__file__).parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "voting" / "static"
CSS = STATIC / "css"
ALL = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))

# Chinese letters and the full-width punctuation that goes with them.
CHINESE = re.compile("[\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff65]")
TRANSLATORS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}


class _AnyFilter(dict):
    """Parsing asks whether a filter exists, not what it does."""

    def __contains__(self, _name):
        return True

    def __missing__(self, _name):
        return str


def _parser() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), extensions=[i18n], autoescape=True)
    made.filters = _AnyFilter(made.filters)
    return made


PARSER = _parser()


def source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def parsed(name: str) -> nodes.Template:
    return PARSER.parse(source(name), name)


def parent_of(tree: nodes.Template) -> str | None:
    found = tree.find(nodes.Extends)
    return found.template.as_const() if found else None


def lineage(name: str) -> list[nodes.Template]:
    """Return a template and those it extends, itself first."""
    found = [parsed(name)]
    while (parent := parent_of(found[-1])) is not None:
        found.append(parsed(parent))
    return found


def is_part(name: str) -> bool:
    """Tell whether a template is never shown by itself: a layout, macros, a partial (_name)."""
    return name.startswith(("layouts/", "macros/")) or name.rsplit("/", 1)[-1].startswith("_")


PAGES = [name for name in ALL if parent_of(parsed(name)) is not None and not is_part(name)]


class Outline:
    """What a page puts together from its own blocks, those of its layouts, and its partials."""

    def __init__(self, name: str) -> None:
        trees = lineage(name)
        self.root = trees[-1]
        self.blocks = {
            block.name: block for tree in reversed(trees) for block in tree.find_all(nodes.Block)
        }

    def headings(self) -> tuple[int, int]:
        """Return the fewest and the most <h1> the page can show."""
        return self._within(self.root.body)

    def _within(self, several) -> tuple[int, int]:
        fewest = most = 0
        for node in several:
            least, largest = self._in(node)
            fewest, most = fewest + least, most + largest
        return fewest, most

    def _in(self, node) -> tuple[int, int]:
        match node:
            case nodes.Block():
                counted = self._within(self.blocks[node.name].body)
            case nodes.TemplateData():
                counted = (len(re.findall(r"<h1[\s>]", node.data)),) * 2
            case nodes.If():
                counted = self._one_of([node.body, *(each.body for each in node.elif_), node.else_])
            case nodes.For():
                # A loop may run never, or more than once.
                counted = (0, 2 * self._within(node.body)[1] + self._within(node.else_)[1])
            case nodes.Include(template=nodes.Const()):
                counted = self._within(parsed(node.template.value).body)
            case nodes.Macro():
                counted = (0, 0)
            case _:
                counted = self._within(node.iter_child_nodes())
        return counted

    def _one_of(self, branches) -> tuple[int, int]:
        counted = [self._within(branch) for branch in branches]
        return min(low for low, _high in counted), max(high for _low, high in counted)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_exactly_one_main_heading(name):
    assert Outline(name).headings() == (1, 1)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_a_title_of_its_own(name):
    title = Outline(name).blocks["title"]
    assert not title.required, "write {% block title %}"
    assert any(title.find_all(nodes.Output))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_stands_on_the_common_base(name):
    assert 'lang="zh-Hans"' in "".join(
        data.data for data in Outline(name).root.find_all(nodes.TemplateData)
    )


def untranslated(node, inside=False) -> Iterator[tuple[int, str]]:
    """Yield line and text of Chinese words that are not handed to gettext."""
    if isinstance(node, nodes.Call):
        called = node.node
        inside = isinstance(called, nodes.Name) and called.name in TRANSLATORS
    text = node.data if isinstance(node, nodes.TemplateData) else None
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        text = node.value
    if text and CHINESE.search(text) and not inside:
        yield node.lineno, text.strip()
    for child in node.iter_child_nodes():
        direct = isinstance(node, nodes.Call) and isinstance(child, nodes.Const)
        yield from untranslated(child, inside and direct)


@pytest.mark.parametrize("name", ALL)
def test_every_chinese_sentence_can_be_translated(name):
    assert list(untranslated(parsed(name))) == []


def test_the_search_for_untranslated_words_finds_them_in_text_attributes_and_defaults():
    page = "<p>到会</p><i title=\"{{ x or '无' }}\">{{ _('发出') }}{{ note('好') }}</i>"
    found = [text for _line, text in untranslated(PARSER.parse(page))]
    assert found == ['<p>到会</p><i title="', "无", "好"]


INLINE = re.compile(
    r"\sstyle\s*=|\son[a-z]+\s*=|javascript:|<style[\s>]"
    r"|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")",
    re.IGNORECASE,
)


# A file to be kept and opened without any server carries its styles inside.
KEPT_AS_FILES = {"reports/archive.html"}


@pytest.mark.parametrize("name", sorted(set(ALL) - KEPT_AS_FILES))
def test_no_script_or_style_stands_in_the_page_itself(name):
    assert INLINE.findall(source(name)) == []


@pytest.mark.parametrize(
    "bad",
    ['<p style="a">', '<a onclick="a()">', "<script>a()</script>", '<a href="javascript:a">'],
)
def test_the_search_for_inline_code_finds_it(bad):
    assert INLINE.search(bad)


FORM = re.compile(r"<form\b(?P<head>.*?)>(?P<body>.*?)</form>", re.DOTALL | re.IGNORECASE)
TOKEN = re.compile(r"\bcsrf\(\)|csrf_token|\bhidden\(")


INCLUDED = re.compile(r"{%-?\s*include\s+[\"']([^\"']+)[\"']\s*-?%}")


def with_partials(name: str) -> str:
    """Return the source of a template with the partials it includes put in their places."""
    return INCLUDED.sub(lambda found: with_partials(found[1]), source(name))


# Looking up a receipt code, and writing without a name, borrow nobody's authority: the endpoints
# never read a cookie.
ANONYMOUS_FORMS = {
    "motions/letterbox/boxes.html",
    "motions/letterbox/nameless.html",
    "motions/letterbox/opened.html",
    "reports/result.html",
}


@pytest.mark.parametrize("name", sorted(set(ALL) - ANONYMOUS_FORMS))
def test_every_posting_form_carries_the_token(name):
    forms = FORM.finditer(with_partials(name))
    posting = [form for form in forms if 'method="post"' in form["head"].lower()]
    assert [form[0][:80] for form in posting if not TOKEN.search(form["body"])] == []


@pytest.mark.parametrize("name", ALL)
def test_every_picture_says_what_it_shows(name):
    assert [tag for tag in re.findall(r"<img\b[^>]*>", source(name)) if "alt=" not in tag] == []


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_fetched_from_elsewhere(name):
    assert re.findall(r"(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//", source(name)) == []


@pytest.mark.parametrize("name", ALL)
def test_every_asset_a_page_names_is_there(name):
    named = re.findall(r"asset\(\s*['\"]([^'\"]+)['\"]\s*\)", source(name))
    assert [path for path in named if not (STATIC / path).is_file()] == []


# Colours -----------------------------------------------------------------------------------------

SHEETS = sorted(CSS.glob("*.css"))
TEXT, SIGN = 4.5, 3.0  # WCAG 2.2: text (1.4.3), borders and marks (1.4.11)
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink-2") for ground in ("paper", "ground", "wash")],
    ("ink-2", "off", TEXT),
    ("red-ink", "paper", TEXT),
    ("red-ink", "ground", TEXT),
    ("red-ink", "red-wash", TEXT),
    ("ink", "red-wash", TEXT),
    ("ink-2", "red-wash", TEXT),
    ("green-ink", "green-wash", TEXT),
    ("ink", "green-wash", TEXT),
    ("ink-2", "green-wash", TEXT),
    ("amber-ink", "amber-wash", TEXT),
    ("amber-ink", "paper", TEXT),
    ("ink", "amber-wash", TEXT),
    ("ink-2", "amber-wash", TEXT),
    ("green", "paper", TEXT),
    ("amber", "paper", TEXT),
    ("red", "paper", TEXT),
    ("paper", "red", TEXT),
    ("paper", "red-ink", TEXT),
    ("paper", "green", TEXT),
    ("paper", "ink", TEXT),
    ("edge", "paper", SIGN),
    ("edge", "ground", SIGN),
    ("red", "wash", SIGN),
    ("green", "wash", SIGN),
    ("focus", "paper", SIGN),
    ("focus", "ground", SIGN),
    ("focus", "wash", SIGN),
]
ONLY_DECORATION = {"line"}


def tokens() -> dict[str, str]:
    text = (CSS / "site.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6});", text))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_defines_it():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_that_meet_stand_apart_enough(front, back, least):
    found = tokens()
    assert contrast(found[front], found[back]) >= least


def test_every_colour_of_the_palette_has_its_contrast_checked():
    checked = {name for front, back, _least in PAIRS for name in (front, back)}
    assert set(tokens()) - checked - ONLY_DECORATION == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_variable_a_style_sheet_uses_is_defined(sheet):
    text = sheet.read_text(encoding="utf-8")
    defined = re.findall(r"(--[a-z0-9-]+)\s*:", (CSS / "site.css").read_text("utf-8") + text)
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", text)) - set(defined) == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_style_sheets_fetch_nothing(sheet):
    text = sheet.read_text(encoding="utf-8")
    assert re.findall(r"@import|@font-face|url\((?!#)", text) == []


def test_the_style_sheet_of_every_page_is_lean():
    assert len(gzip.compress((CSS / "site.css").read_bytes(), 9)) <= 12 * 1024


def test_movement_is_dropped_for_those_who_ask_for_it():
    assert "prefers-reduced-motion: reduce" in (CSS / "site.css").read_text(encoding="utf-8")


# The macros at work ------------------------------------------------------------------------------


@pytest.fixture
def bare():
    """A bare application with the templates and nobody signed in."""
    made = Flask("pages", static_folder=None, template_folder=str(TEMPLATES))
    made.secret_key = "only for these tests"
    language.init_app(made)
    pages.init_app(made)
    assets.init_app(made)
    csrf.init_app(made, lambda _endpoint: True)
    made.context_processor(
        lambda: {"current": SimpleNamespace(kind="nobody", name=""), "may": lambda *_: False}
    )
    return made


@pytest.fixture
def show(bare):
    """Render a snippet that may use every macro."""

    def _show(snippet, path="/people?q=王&page=2", **values):
        head = (
            '{% from "macros/forms.html" import confirm_button, errors, field, hidden, post_button,'
            " search %}"
            '{% from "macros/parts.html" import empty, full_name, nav_link, pager, progress, stat,'
            " steps, todo %}"
        )
        with bare.test_request_context(path):
            g.csrf_key = b"key"
            return bare.jinja_env.from_string(head + snippet).render(**values)

    return _show


class SeatsForm(PageForm):
    name = StringField("名称", [InputRequired("请填写名称。")], description="写全称。")
    place = StringField("地点")
    seats = IntegerField("应选人数", [InputRequired("请填写人数。")])
    way = RadioField("方式", choices=[("a", "差额"), ("b", "等额")])
    sure = BooleanField("已核对", [InputRequired("请核对后勾选。")])


@pytest.fixture
def filled(bare):
    with bare.test_request_context("/", method="POST", data={"seats": "九人", "place": "<礼堂>"}):
        g.csrf_key = b"key"
        form = SeatsForm.from_request()
        form.validate()
        yield form


def test_a_field_names_its_hint_and_its_error_for_screen_readers(show, filled):
    page = show("{{ field(f) }}", f=filled.name)
    assert 'aria-describedby="name-hint name-error"' in page
    assert 'aria-invalid="true"' in page
    assert re.search(r'<p class="error" id="name-error" role="alert">请填写名称。</p>', page)
    assert 'id="name-hint">写全称。</p>' in page


def test_a_field_keeps_what_was_typed_when_it_is_refused(show, filled):
    assert 'value="九人"' in show("{{ field(f) }}", f=filled.seats)
    assert 'value="&lt;礼堂&gt;"' in show("{{ field(f) }}", f=filled.place)


def test_only_fields_that_may_be_left_empty_are_marked_so(show, filled):
    assert "（选填）" in show("{{ field(f) }}", f=filled.place)
    assert "（选填）" not in show("{{ field(f) }}", f=filled.name)


def test_a_choice_is_a_group_with_a_legend(show, filled):
    page = show("{{ field(f) }}", f=filled.way)
    assert "<fieldset" in page
    assert "<legend>方式</legend>" in page
    assert page.count('type="radio"') == 2


def test_the_summary_of_errors_leads_to_each_field(show, filled):
    page = show("{{ errors(form) }}", form=filled)
    assert 'role="alert"' in page
    assert '<a href="#name">名称：请填写名称。</a>' in page
    assert '<a href="#sure">' in page


def test_hidden_fields_hold_the_token_once(show, filled):
    assert show("{{ hidden(form) }}", form=filled).count('name="csrf_token"') == 1


def test_an_act_that_is_asked_for_needs_a_second_press(show):
    page = show(
        '{{ confirm_button("/annul", "作废", "选票全部失效。", "确认作废", {"version": 3}) }}'
    )
    assert "<details" in page
    assert page.index("<summary") < page.index("<form") < page.index("确认作废")
    assert "选票全部失效。" in page
    assert '<input type="hidden" name="version" value="3">' in page
    assert 'name="csrf_token"' in page


def test_an_act_may_ask_for_its_reason_on_the_way(show):
    page = show(
        '{% call post_button("/a", "作废", "danger", "确认") %}<input name="why">{% endcall %}'
    )
    assert page.index("<form") < page.index('name="why"') < page.index("</form>")


def test_the_pager_keeps_the_search_and_says_where_one_is(show, bare):
    bare.add_url_rule("/people", "people", lambda: "")
    page = show("{{ pager(page) }}", page=SimpleNamespace(page=2, pages=14, total=312))
    assert "q=%E7%8E%8B" in page
    assert "page=1" in page
    assert "page=3" in page
    assert "第 2 页，共 14 页，312 条" in page


def test_the_pager_is_silent_when_everything_fits(show):
    one = SimpleNamespace(page=1, pages=1, total=3)
    assert show("{{ pager(page) }}", page=one).strip() == ""


def test_a_name_is_set_wide_broken_at_its_dots_and_escaped(show):
    assert "丁\u3000一" in show('{{ full_name("丁一") }}')
    assert "买买提·<wbr>阿不都热西提" in show('{{ full_name("买买提·阿不都热西提") }}')
    assert "&lt;b&gt;张三" in show('{{ full_name("<b>张三") }}')


def test_a_menu_marks_the_page_one_is_on_and_those_below_it(show):
    link = '{{ nav_link("/people", "名册") }}'
    assert "aria-current" in show(link, path="/people/7")
    assert "aria-current" not in show(link, path="/people-of-note")


def test_a_to_do_list_tells_what_must_be_from_what_may(show):
    issues = [
        SimpleNamespace(text="没有批复。", url="/x", blocking=True),
        SimpleNamespace(text="没有照片。", url="", blocking=False),
    ]
    page = show("{{ todo(issues) }}", issues=issues)
    assert page.index("必须办") < page.index("没有批复。") < page.index("请留意")
    assert page.count("去办理") == 1
    assert "都办好了" in show('{{ todo([], "都办好了") }}')


def test_steps_are_told_by_position_and_in_words(show):
    page = show('{{ steps(["封存", "投票", "开箱"], 1) }}')
    assert page.count('aria-current="step"') == 1
    assert page.index("（已完成）") < page.index("aria-current") < page.index("开箱")


def test_a_bar_without_a_base_does_not_divide_by_nothing(show):
    assert 'max="1"' in show('{{ progress(0, 0, "收回") }}')


STATUSES = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503]


@pytest.mark.parametrize("status", STATUSES)
def test_a_refusal_says_what_is_wrong_and_leads_back(bare, status):
    with bare.test_request_context("/"):
        page = pages.page("errors/refusal.html", status=status, message="会议卡<已>作废。")
    assert page.count("<h1>") == 1
    assert 'role="alert">会议卡&lt;已&gt;作废。</p>' in page
    assert re.search(r'<a class="btn primary" href="/[^"]*">', page)
    assert str(status) in page


def test_a_refusal_needs_nobody_to_be_known_and_no_cookie(bare):
    bare.jinja_env.globals.pop("csrf")
    with bare.test_request_context("/"):
        assert "系统出了问题" in pages.page("errors/refusal.html", status=500)
