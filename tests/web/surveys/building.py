"""A draft with its builder: what is typed into the pages, and what they show."""

import io
import re
from html import unescape

from voting.surveys import queries
from voting.surveys.form import Form
from voting.surveys.models import Survey
from voting.surveys.service import drafts, publishing
from voting.surveys.service.drafts import Facts

ACTOR = "王芳"


def empty_draft(title: str = "满意度调查") -> Survey:
    return drafts.create(Facts(title=title), Form(title), ACTOR)


def form_of(survey) -> Form:
    return queries.form_of(queries.survey(survey.id))


def version_of(survey) -> str:
    return str(queries.survey(survey.id).version)


def words(reply) -> str:
    text = re.sub(r"<(script|style).*?</\1>", " ", reply.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def add(secretary, survey, begun="one", page=0, **fields):
    usual = {"label": "您满意吗", "version": version_of(survey)}
    if begun in {"one", "several", "likert", "rank", "matrix"}:
        usual["options"] = "满意\n不满意"
    if begun == "matrix":
        usual["rows"] = "食堂\n班车"
    if begun == "range":
        usual |= {"start": "1", "end": "10", "step": "1"}
    if begun == "calculate":
        usual = {"calculation": "1 + 1", "version": version_of(survey)}
    if begun in {"one", "several", "likert", "rank", "text", "long", "range", "nps"}:
        usual["make"] = begun
    url = f"/surveys/{survey.id}/build/new?make={begun}&page={page}"
    return secretary.post(url, **{**usual, **fields})


def act(secretary, survey, which: str, **fields):
    sent = {"version": version_of(survey), **fields}
    return secretary.post(f"/surveys/{survey.id}/build/act", act=which, **sent)


def order(survey) -> list[list[str]]:
    return [[item.name for item in section.items] for section in form_of(survey).sections]


def shown_fields(page) -> dict[str, str]:
    """Return what a browser would send of the form of a question as it is shown."""
    form = page.text.split('class="card build-form"')[1].split("</form>")[0]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        told = {key: unescape(value) for key, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        ticks = told.get("type") in {"checkbox", "radio"}
        if "name" in told and told["name"] != "csrf_token" and (not ticks or " checked" in tag):
            found[told["name"]] = told.get("value", "y")
    for name, text in re.findall(
        r'<textarea\b[^>]*name="([^"]*)"[^>]*>\r?\n?(.*?)</textarea>', form, re.DOTALL
    ):
        found[name] = unescape(text)
    for name, options in re.findall(
        r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        first = re.search(r'<option[^>]*value="([^"]*)"', options)
        found[name] = unescape((chosen or first)[1])
    return found


def upload(secretary, survey, content: bytes, name: str):
    sent = {"csrf_token": secretary.token(), "file": (io.BytesIO(content), name)}
    return secretary.client.post(f"/surveys/{survey.id}/build/import", data=sent)


def publish(app, survey):
    publishing.publish(survey.id, int(version_of(survey)), ACTOR, app.config["SETTINGS"])


GOOD = """
| 问卷 |
|  | 类型 | 名称 | 题目 | 必答 |
|  | 单选 是否 | happy | 您满意吗 | 是 |
|  | 简答 | why | 为什么 | |
| 选项 |
|  | 选项表 | 名称 | 选项 |
|  | 是否 | yes | 是 |
|  | 是否 | no | 否 |
"""


BAD = GOOD.replace("单选 是否", "单选 没有").replace("简答", "位置")
