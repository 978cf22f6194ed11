"""The words of XLSForm, and what Chinese offices write instead."""

import unicodedata
from collections.abc import Mapping

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"

SHEETS: Mapping[str, str] = {
    "survey": SURVEY,
    "问卷": SURVEY,
    "题目": SURVEY,
    "问题": SURVEY,
    "choices": CHOICES,
    "选项": CHOICES,
    "选项表": CHOICES,
    "settings": SETTINGS,
    "设置": SETTINGS,
}

HEADERS: Mapping[str, Mapping[str, str]] = {
    SURVEY: {
        "type": "type",
        "类型": "type",
        "题型": "type",
        "name": "name",
        "名称": "name",
        "编号": "name",
        "label": "label",
        "题目": "label",
        "标题": "label",
        "题干": "label",
        "hint": "hint",
        "提示": "hint",
        "填写提示": "hint",
        "required": "required",
        "必答": "required",
        "必填": "required",
        "required_message": "required_message",
        "必答提示": "required_message",
        "relevant": "relevant",
        "relevance": "relevant",
        "显示条件": "relevant",
        "constraint": "constraint",
        "约束": "constraint",
        "约束条件": "constraint",
        "constraint_message": "constraint_message",
        "约束提示": "constraint_message",
        "choice_filter": "choice_filter",
        "选项筛选": "choice_filter",
        "选项表": "list",
        "默认": "default",
        "默认值": "default",
        "default": "default",
        "appearance": "appearance",
        "外观": "appearance",
        "calculation": "calculation",
        "计算": "calculation",
        "parameters": "parameters",
        "参数": "parameters",
    },
    CHOICES: {
        "list_name": "list_name",
        "list name": "list_name",
        "选项表": "list_name",
        "列表": "list_name",
        "name": "name",
        "value": "name",
        "名称": "name",
        "值": "name",
        "label": "label",
        "选项": "label",
        "标题": "label",
        "文字": "label",
        "exclusive": "exclusive",
        "排他": "exclusive",
        "互斥": "exclusive",
        "score": "score",
        "分值": "score",
        "得分": "score",
    },
    SETTINGS: {
        "form_title": "form_title",
        "title": "form_title",
        "问卷标题": "form_title",
        "标题": "form_title",
        "form_id": "form_id",
        "id_string": "form_id",
        "问卷编号": "form_id",
        "version": "version",
        "版本": "version",
        "default_language": "default_language",
        "默认语言": "default_language",
    },
}
TRANSLATED = frozenset({"label", "hint", "required_message", "constraint_message"})
MEDIA = frozenset({"image", "audio", "video", "media", "big-image", "图片", "音频", "视频"})
"""Columns that would put pictures or sounds beside a text."""
BINDING = frozenset({"trigger", "repeat_count", "bind", "body", "instance", "save_to", "read_only"})
"""Columns that would change what a question does in ways that are not supported."""

TYPES: Mapping[str, str] = {
    "select_one": "select_one",
    "select one": "select_one",
    "select one from": "select_one",
    "select1": "select_one",
    "单选": "select_one",
    "单选题": "select_one",
    "select_multiple": "select_multiple",
    "select multiple": "select_multiple",
    "select multiple from": "select_multiple",
    "select all that apply from": "select_multiple",
    "多选": "select_multiple",
    "多选题": "select_multiple",
    "rank": "rank",
    "排序": "rank",
    "排序题": "rank",
    "likert": "likert",
    "量表": "likert",
    "量表题": "likert",
    "range": "range",
    "打分": "range",
    "评分": "range",
    "nps": "nps",
    "enps": "nps",
    "推荐度": "nps",
    "integer": "integer",
    "int": "integer",
    "整数": "integer",
    "decimal": "decimal",
    "数字": "decimal",
    "小数": "decimal",
    "text": "text",
    "string": "text",
    "填空": "text",
    "填空题": "text",
    "文字": "text",
    "简答": "long",
    "简答题": "long",
    "问答": "long",
    "问答题": "long",
    "date": "date",
    "日期": "date",
    "time": "time",
    "时间": "time",
    "note": "note",
    "说明": "note",
    "acknowledge": "acknowledge",
    "trigger": "acknowledge",
    "知悉": "acknowledge",
    "确认": "acknowledge",
    "calculate": "calculate",
    "计算": "calculate",
    "begin group": "begin_group",
    "begin_group": "begin_group",
    "开始分组": "begin_group",
    "开始分页": "begin_group",
    "开始矩阵": "begin_matrix",
    "end group": "end_group",
    "end_group": "end_group",
    "结束分组": "end_group",
    "结束分页": "end_group",
    "结束矩阵": "end_group",
}
LISTED = frozenset({"select_one", "select_multiple", "rank", "likert"})
OR_OTHER = frozenset({"or_other", "or other", "含其他", "其他"})

_MEDIA_TYPES = ("image", "photo", "audio", "video", "file", "barcode", "background-audio")
_PLACE_TYPES = ("geopoint", "geotrace", "geoshape", "start-geopoint", "gps", "location", "osm")
_TIME_TYPES = ("start", "end", "today", "audit")
_DEVICE_TYPES = ("deviceid", "device_id", "subscriberid", "subscriber_id", "simserial", "sim_id")
_PERSON_TYPES = ("username", "phonenumber", "phone_number", "email")
_LINKED_TYPES = ("uri:deviceid", "uri:username", "uri:phonenumber", "uri:email")
_FILE_TYPES = (
    "select_one_from_file",
    "select_multiple_from_file",
    "select_one_external",
    "select_multiple_external",
    "csv-external",
    "xml-external",
)
_REPEAT_TYPES = (
    "begin repeat",
    "begin_repeat",
    "end repeat",
    "end_repeat",
    "begin loop",
    "end loop",
)
REFUSED: Mapping[str, str] = {
    **dict.fromkeys(_MEDIA_TYPES, "media"),
    **dict.fromkeys(_PLACE_TYPES, "place"),
    **dict.fromkeys((*_TIME_TYPES, *_DEVICE_TYPES, *_PERSON_TYPES, *_LINKED_TYPES), "device"),
    **dict.fromkeys(_FILE_TYPES, "file"),
    **dict.fromkeys(_REPEAT_TYPES, "repeat"),
}
"""Types of XLSForm that are known and not taken, and why."""

APPEARANCES = frozenset(
    {"minimal", "multiline", "likert", "horizontal", "vertical", "columns", "quick", "nps"}
    | {"compact", "autocomplete"}
)
"""Appearances that are kept; the others say nothing to this product."""

_YES = frozenset({"yes", "true", "true()", "1", "y", "是", "必答", "√", "✓"})
_NO = frozenset({"", "no", "false", "false()", "0", "n", "否"})


def plain(text: str) -> str:
    """Return a word in its plainest spelling: half width, small letters, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def truth(text: str) -> bool | None:
    """Read yes or no; ``None`` where it is neither."""
    word = plain(text)
    return True if word in _YES else False if word in _NO else None
