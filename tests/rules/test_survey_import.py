"""XLSForms read: what is understood, and everything that is wrong told at once with its row."""

import io

import pytest
import xlsxwriter

from tests.rules.survey_forms import CHOICES, imported, markdown
from voting.errors import WrongInput
from voting.polls.reading import WrongDocument
from voting.surveys.form import Kind, Matrix, said
from voting.surveys.form_data import decoded, encoded
from voting.surveys.xlsform.importing import import_file, import_form


def told(survey: str, choices: str = CHOICES) -> list[str]:
    with pytest.raises(WrongDocument) as wrong:
        imported(survey, choices)
    return [str(problem) for problem in wrong.value.problems]


def told_of_row(row: str, columns: str = "type | name | label") -> list[str]:
    return told(f"| {columns} |\n{row}\n| text | last | 其他意见 |")


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def test_all_kinds_of_questions_are_understood():
    form = imported(
        """
        | type | name | label | parameters | calculation |
        | select_one 满意 | a | 单选 | | |
        | select_multiple 字母 | b | 多选 | randomize=true | |
        | rank 字母 | c | 排序 | | |
        | range | d | 打分 | start=0 end=5 step=0.5 | |
        | integer | e | 整数 | | |
        | decimal | f | 小数 | | |
        | text | g | 文字 | | |
        | date | h | 日期 | | |
        | time | i | 时间 | | |
        | note | j | 说明 | | |
        | acknowledge | k | 知悉 | | |
        | calculate | l | | | ${e} + 1 |
        """
    ).form
    questions = list(form.questions())
    assert [question.kind for question in questions] == [
        *(Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK, Kind.RANGE, Kind.INTEGER),
        *(Kind.DECIMAL, Kind.TEXT, Kind.DATE, Kind.TIME, Kind.NOTE, Kind.ACKNOWLEDGE),
        Kind.CALCULATE,
    ]
    assert questions[1].randomize
    assert [str(step) for step in questions[3].scale.steps()][:3] == ["0", "1/2", "1"]


def test_chinese_headings_and_types_are_understood():
    form = imported(
        """
        | 类型 | 名称 | 题目 | 必答 | 提示 | 选项表 | 显示条件 | 约束 | 约束提示 |
        | 单选题 | 部门 | 您的部门 | 是 | 选一项 | 部门 | | | |
        | 量表 满意 | 食堂 | 对食堂满意吗 | | | | | | |
        | 多选 字母 其他 | 活动 | 参加过什么 | | | | ${食堂} = '5' | count-selected(.) <= 2 | |
        | 推荐度 | 推荐 | 愿意推荐吗 | | | | | | |
        | 整数 | 年龄 | 年龄 | | | | | . >= 18 | 须满 18 岁 |
        | 简答 | 建议 | 建议 | 否 | | | | | |
        """
    ).form
    unit, canteen, taken, enps, age, advice = form.questions()
    assert (unit.kind, unit.choices, unit.required) == (Kind.SELECT_ONE, "部门", True)
    assert said(unit.hint) == "选一项"
    assert (canteen.appearance, canteen.relevant) == ("likert", "")
    assert (taken.other, taken.most, taken.constraint) == (True, 2, "")
    assert [choice.name for choice in form.offered(taken)] == ["a", "b", "c", "other"]
    assert enps.scale.is_zero_to_ten
    assert said(age.constraint_message) == "须满 18 岁"
    assert advice.is_long


def test_groups_are_pages_and_tables_are_matrices():
    form = imported(
        """
        | type | name | label | appearance | relevant |
        | text | first | 先问 | | |
        | begin group | page | 食堂 | field-list | ${first} != '' |
        | begin_group | table | 各方面 | table-list | |
        | select_one 满意 | taste | 口味 | | |
        | select_one 满意 | price | 价格 | | |
        | end group | | | | |
        | end group | | | | |
        | begin group | other_page | 环境 | | |
        | select_one 满意 | head | 各方面 | label | |
        | select_one 满意 | light | 光线 | list-nolabel | |
        | select_one 满意 | noise | 噪声 | list-nolabel | |
        | text | more | 还有什么 | | |
        | end group | | | | |
        """
    ).form
    assert [section.name for section in form.sections] == ["", "page", "other_page"]
    (table,) = form.sections[1].items
    assert isinstance(table, Matrix)
    assert [question.name for question in table.questions] == ["taste", "price"]
    head, more = form.sections[2].items
    assert isinstance(head, Matrix)
    assert (head.name, [question.name for question in head.questions]) == (
        "head",
        ["light", "noise"],
    )
    assert more.name == "more"


def test_texts_are_read_in_all_languages_the_default_first():
    content = markdown(
        """
        | type | name | label::English (en) | label::中文 (zh) | hint::中文 (zh) |
        | text | a | Advice | 建议 | 随便写 |
        """,
        """
        | settings |
        | | form_title | form_id | version | default_language |
        | | 试填 | trial | 3 | 中文 (zh) |
        """,
    )
    form = import_form(content, "x.md").form
    (question,) = form.questions()
    assert form.languages == ("中文 (zh)", "English (en)")
    assert question.label == (("中文 (zh)", "建议"), ("English (en)", "Advice"))
    assert said(question.hint, "English (en)") == "随便写"
    assert (form.title, form.id, form.version) == ("试填", "trial", "3")


def test_options_have_scores_and_exclude_others():
    form = imported(
        "| select_multiple 活动 | a | 参加 |",
        """
        | choices |
        | | list_name | name | label | 互斥 | 分值 | 校区 |
        | | 活动 | run | 跑步 | | 2.5 | 东 |
        | | 活动 | none | 都没有 | 是 | | |
        """,
    ).form
    run, none = form.lists[0].choices
    assert (run.score, run.columns, none.exclusive) == ("2.5", (("校区", "东"),), True)


def test_one_form_is_the_same_from_every_format(tmp_path):
    survey = [["type", "name", "label", "required"], ["select_one 是否", "a", "好吗", "是"]]
    choices = [["list_name", "name", "label"], ["是否", 1, "是"], ["是否", 0.0, "否"]]
    settings = [["form_title"], ["试填"]]
    sheets = {"survey": survey, "choices": choices, "settings": settings}
    as_csv = "\n".join(
        f'"{name}",,,,\n' + "\n".join("," + ",".join(str(cell) for cell in row) for row in rows)
        for name, rows in sheets.items()
    ).replace("0.0", "0")
    as_md = "\n".join(
        f"| {name} |\n" + "\n".join("| | " + " | ".join(str(c) for c in row) + " |" for row in rows)
        for name, rows in sheets.items()
    ).replace("0.0", "0")
    chinese = {"问卷": survey, "选项": choices, "设置": settings}
    forms = [
        import_form(workbook(sheets), "form.xlsx").form,
        import_form(workbook(chinese), "form.xlsx").form,
        import_form(as_csv.encode(), "form.csv").form,
        import_form(as_csv.encode("gb18030"), "form.csv").form,
        import_form(as_md.encode(), "form.md").form,
    ]
    assert all(form == forms[0] for form in forms)
    assert [choice.name for choice in forms[0].lists[0].choices] == ["1", "0"]
    assert decoded(encoded(forms[0])) == forms[0]
    path = tmp_path / "form.md"
    path.write_text(as_md, encoding="utf-8")
    assert import_file(path).form == forms[0]


def test_a_csv_may_be_the_survey_alone():
    form = import_form(b"type,name,label\ntext,a,A\n", "a.csv").form
    assert (form.title, [question.name for question in form.questions()]) == ("a", ["a"])


def test_columns_that_say_nothing_here_are_passed_over_and_told():
    found = imported("| type | name | label | remarks |\n| text | a | 问 | 内部备注 |")
    assert found.notes == ("没有读取“remarks”列。",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("| image | a | 拍照 |", "不收图片、声音、视频和文件（image），请删去这一行。"),
        ("| file | a | 传文件 |", "不收图片、声音、视频和文件（file），请删去这一行。"),
        ("| geopoint | a | 位置 |", "不收位置信息（geopoint），请删去这一行。"),
        (
            "| select_one_from_file a.csv | a | 选 |",
            "选项不能来自外部文件（select_one_from_file a.csv），请写在 choices 表里。",
        ),
        ("| begin repeat | a | 每人 |", "不支持重复的分组（begin repeat），请改为分开的题目。"),
        ("| hologram | a | 问 |", "不认识的题型“hologram”。"),
        ("| intger | a | 问 |", "不认识的题型“intger”（是不是“integer”？）。"),
        ("| select_one | a | 问 |", "题型后面要写选项表的名称，如“select_one 满意度”。"),
        ("| select_one 满 意 | a | 问 |", "选项表的名称“满 意”里不能有空格。"),
        ("| select_one 满意度 | a | 问 |", "没有名为“满意度”的选项表（是不是“满意”？）。"),
        ("| | a | 问 |", "缺少题型。"),
        ("| end group | | |", "前面没有开始的分组，请删去这一行。"),
    ],
)
def test_a_type_that_cannot_be_taken_is_told_with_its_row(row, reason):
    assert told_of_row(row) == [f"survey 表第 3 行“type”：{reason}"]


@pytest.mark.parametrize(
    "word",
    [
        "start",
        "end",
        "today",
        "deviceid",
        "username",
        "phonenumber",
        "simserial",
        "subscriberid",
        "audit",
        "email",
    ],
)
def test_nothing_about_device_time_or_person_is_taken(word):
    assert told_of_row(f"| {word} | a | 问 |") == [
        f"survey 表第 3 行“type”：匿名问卷不记录设备、时间和个人身份（{word}），请删去这一行。"
    ]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("| text | | 问 |", "name", "缺少名称。"),
        (
            "| text | 1a | 问 |",
            "name",
            "“1a”不能作名称：以字母、汉字或 _ 开头，只含字母、汉字、数字和 _ - .，最多 64 个字。",
        ),
        ("| text | a | |", "label", "缺少题目文字。"),
        ("| text | a | 您是${last}吗 |", "label", "文字里不能引用其他题目的答案（${…}）。"),
        ("| text | last | 问 |", "", ""),
    ],
)
def test_a_question_without_a_proper_name_or_text_is_told(row, column, reason):
    if not reason:
        assert told_of_row(row) == ["survey 表第 4 行“name”：名称“last”与第 3 行重复。"]
    else:
        assert told_of_row(row) == [f"survey 表第 3 行“{column}”：{reason}"]


@pytest.mark.parametrize(
    ("column", "type_", "cell", "reason"),
    [
        ("required", "text", "${last} = ''", "只能写“是”或“否”，不能写条件。"),
        ("relevant", "text", "${lost} = 1", "没有名称为“lost”的题目可以引用（是不是“last”？）。"),
        ("relevant", "text", "${last} ＝ 'a'", "第 9 个字“＝”是全角符号，请改为半角的 = 。"),
        ("relevant", "text", "${last}", "这里要一个条件（如 ${名称} = '选项'），现为文字。"),
        ("constraint", "integer", ". > '3'", "数字不能和文字“3”比较，请去掉引号。"),
        ("constraint", "note", ". = 1", "“.”只能用在约束里，请写 ${名称}。"),
        ("calculation", "text", "1 + 1", "只有计算题（calculate）能写计算式。"),
        ("calculation", "calculate", "", "计算题要写计算式。"),
        ("calculation", "calculate", "1 +", "表达式没有写完。"),
        ("choice_filter", "text", "name = 'a'", "只有选择题和排序题能筛选选项。"),
        ("choice_filter", "select_one 字母", "校区 = 'a'", "选项表里没有“校区”这一列。"),
        ("default", "integer", "三", "默认值不能用：“三”不是数字。"),
        ("default", "select_one 字母", "d", "默认值不能用：没有名称为“d”的选项。"),
        ("default", "text", "${last}", "默认值不能引用其他题目。"),
        ("parameters", "range", "start=a", "start、end、step 要是数字。"),
        (
            "parameters",
            "range",
            "start=5 end=1",
            "start 要小于 end，step 要大于 0 并能除尽它们的差。",
        ),
        ("parameters", "range", "start=0 end=500", "最多 101 个刻度。"),
        ("parameters", "range", "0-10", "参数要写成 start=0 end=10 的样子。"),
        ("parameters", "text", "rows=3", "这种题没有参数“rows”。"),
        ("parameters", "rank 字母", "randomize=maybe", "randomize 只能是 true 或 false。"),
        ("media::image", "text", "a.png", "题目不能带图片、声音或视频，请删去。"),
        ("bind::type", "text", "int", "不支持这一列的设置，请删去。"),
        ("trigger", "text", "${last}", "不支持这一列的设置，请删去。"),
    ],
)
def test_a_cell_that_is_wrong_is_told_with_its_row_and_column(column, type_, cell, reason):
    row = f"| {type_} | a | 问 | {cell} |"
    assert told_of_row(row, f"type | name | label | {column}") == [
        f"survey 表第 3 行“{column}”：{reason}"
    ]


def test_a_column_with_a_slip_is_told():
    assert told("| type | name | label | relevnt |\n| text | a | 问 | 1 = 1 |") == [
        "survey 表第 2 行：不认识的列“relevnt”（是不是“relevant”？）。"
    ]


def test_missing_and_repeated_columns_are_told():
    assert told("| type | name | name |\n| text | a | b |") == [
        "survey 表第 2 行：缺少“label”这一列。",
        "survey 表第 2 行：“name”列写了两次。",
    ]


def test_groups_that_do_not_fit_are_told():
    assert told(
        """
        | type | name | label | appearance |
        | begin group | one | 一 | |
        | begin group | two | 二 | |
        | text | a | 问 | |
        | end group | | | |
        | end group | | | |
        | begin group | empty | 空 | |
        | end group | | | |
        | begin group | table | 表 | table-list |
        | select_one 满意 | c | 问 | |
        | text | b | 问 | |
        | select_one 是否 | d | 问 | |
        | end group | | | |
        | begin group | open | 开 | |
        """
    ) == [
        "survey 表第 4 行“type”：分组里只能再放一层矩阵题（table-list）。",
        "survey 表第 8 行“type”：这个分组里没有题目。",
        "survey 表第 12 行“type”：矩阵里只能放单选或多选题。",
        "survey 表第 13 行“type”：矩阵里的题要用同一个选项表（满意）。",
        "survey 表第 15 行“type”：这个分组没有结束，请在后面加一行 end group。",
    ]


def test_circles_are_told_once_with_their_way():
    assert told(
        """
        | type | name | label | relevant | calculation |
        | text | a | 问 | ${b} = 'x' | |
        | text | b | 问 | ${c} = 'x' | |
        | text | c | 问 | ${a} = 'x' | |
        | calculate | d | | | ${e} + 1 |
        | calculate | e | | | ${d} + 1 |
        | text | f | 问 | ${f} = 'x' | |
        """
    ) == [
        "survey 表第 3 行：显示条件、计算或选项筛选绕成了圈：a → b → c → a，请去掉其中一处。",
        "survey 表第 6 行：显示条件、计算或选项筛选绕成了圈：d → e → d，请去掉其中一处。",
        "survey 表第 8 行：显示条件、计算或选项筛选绕成了圈：f → f，请去掉其中一处。",
    ]


def test_a_group_that_waits_for_its_own_question_is_a_circle():
    (reason,) = told(
        """
        | type | name | label | relevant |
        | begin group | page | 页 | ${a} = 'x' |
        | text | a | 问 | |
        | end group | | | |
        """
    )
    assert reason.endswith("绕成了圈：a → a，请去掉其中一处。")


def test_options_that_are_wrong_are_told():
    assert told(
        "| select_one 表 | a | 问 |",
        """
        | choices |
        | | list_name | name | label | 互斥 | 分值 | image |
        | | 表 | x | 甲 | | | |
        | | 表 | x | 乙 | | | |
        | | | y | 丙 | | | |
        | | 表 | | 丁 | | | |
        | | 表 | z z | 戊 | | | |
        | | 表 | w | | 或许 | 高 | a.png |
        """,
    ) == [
        "choices 表第 7 行“name”：选项表“表”里“x”与第 6 行重复。",
        "choices 表第 8 行“list_name”：缺少选项表的名称。",
        "choices 表第 9 行“name”：缺少选项的名称。",
        "choices 表第 10 行“name”：“z z”不能作选项名称：最多 64 个字，不含空格和引号。",
        "choices 表第 11 行“label”：缺少选项文字。",
        "choices 表第 11 行“互斥”：只能写“是”或“否”。",
        "choices 表第 11 行“分值”：“高”不是数字。",
        "choices 表第 11 行“image”：选项不能带图片、声音或视频，请删去。",
    ]


def test_the_text_beside_other_needs_its_name():
    assert told("| select_one 字母 or_other | a | 问 |\n| text | a_other | 问 |") == [
        "survey 表第 4 行“name”：名称“a_other”与第 3 行重复。"
    ]


def test_encryption_is_refused():
    choices = "\n| settings |\n| | form_title | public_key |\n| | 试 | MIIB |\n"
    assert told("| text | a | 问 |", choices) == [
        "settings 表第 6 行“public_key”：不支持加密和外送设置，请删去。"
    ]


def test_everything_wrong_in_a_form_is_told_at_once_in_the_order_of_the_rows():
    problems = told(
        """
        | type | name | label | relevant |
        | image | a | 问 | |
        | text | b | | ${zz} = 1 |
        | text | b | 问 | |
        """
    )
    assert problems == [
        "survey 表第 3 行“type”：不收图片、声音、视频和文件（image），请删去这一行。",
        "survey 表第 4 行“label”：缺少题目文字。",
        "survey 表第 4 行“relevant”：没有名称为“zz”的题目可以引用。",
        "survey 表第 5 行“name”：名称“b”与第 4 行重复。",
    ]


def test_no_more_problems_are_told_than_can_be_read():
    problems = told("\n".join(f"| image | a{n} | 问 |" for n in range(300)))
    assert len(problems) == 201
    assert problems[-1] == "还有 100 处问题没有列出。"


def test_a_file_without_questions_is_refused():
    for content in (b"| choices |\n| | list_name | name | label |", workbook({"名单": [["甲"]]})):
        with pytest.raises(WrongDocument, match="没有找到题目"):
            import_form(content, "x.xlsx" if content.startswith(b"PK") else "x.md")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(WrongInput, match="打不开文件"):
        import_file(tmp_path / "none.xlsx")


def test_a_text_that_is_not_utf8_is_refused():
    with pytest.raises(WrongInput, match="UTF-8"):
        import_form("| survey |".encode("utf-16"), "x.md")


def test_calculations_are_typed_whatever_their_order():
    form = imported(
        """
        | type | name | label | calculation | relevant |
        | calculate | a | | ${b} = 'x' | |
        | calculate | b | | concat(${c}, '') | |
        | calculate | c | | ${n} + 1 | |
        | integer | n | 几 | | |
        | text | t | 问 | | ${a} |
        """
    )
    assert form.program.order.index("a") > form.program.order.index("b")


def test_what_waits_for_a_circle_is_not_told_besides():
    reasons = told(
        """
        | type | name | label | calculation |
        | calculate | c | | contains(${a}, 'x') |
        | calculate | d | | contains(${c}, 'x') |
        | calculate | a | | ${b} |
        | calculate | b | | concat(${a}, '') |
        """
    )
    assert [reason.partition("：")[2] for reason in reasons] == [
        "显示条件、计算或选项筛选绕成了圈：a → b → a，请去掉其中一处。"
    ]
