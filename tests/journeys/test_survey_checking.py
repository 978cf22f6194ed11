"""The phone checks a whole response exactly as the server does, whatever form and answers are."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from tests.journeys.phone.browser import modules_only
from tests.journeys.phone.hall import serving
from tests.rules.survey_forms import TODAY, program as written
from tests.rules.survey_questions import forms
from voting.polls.reading import WrongDocument
from voting.surveys.answers import Trouble, check
from voting.surveys.program import Program, compile_form

LOAD = """async () => {
  const answers = await import("/static/now/js/survey/answers.js");
  const program = await import("/static/now/js/survey/program.js");
  const other = (language) => (/en/i.test(language) ? "Other" : "其他");
  window.checked = (text, raws, today) => {
    const found = new program.Program(JSON.parse(text), other);
    return JSON.parse(raws).map((raw) => {
      const { pairs, faults, asked, known } = answers.check(found, raw, today);
      const told = found.names.filter((name) => faults[name]);
      return {
        answers: pairs,
        faults: told.map((name) => [name, faults[name].trouble]),
        asked: found.names.filter((name) => asked.has(name)),
        computed: Object.keys(known).filter((name) => !pairs.some((pair) => pair[0] === name))
          .map((name) => [name, known[name]]),
      };
    });
  };
}"""
RICH = written(
    """
    | type | name | label | required | 显示条件 | 约束 | 选项筛选 | 计算 | 参数 |
    | select_one 是否 | ate | 吃过吗 | yes | | | | | |
    | select_one 满意 | taste | 口味 | yes | ${ate} = 'yes' | . >= 2 | | | |
    | select_multiple 活动 or_other | took | 参加过 | | | count-selected(.) <= 2 | | | |
    | integer | age | 年龄 | | ${took_other} != 'x' | . >= 18 and . <= 70 | | | |
    | calculate | band | | | ${ate} = 'yes' | | | if(${age} > 40, 'old', 'young') | |
    | calculate | twice | | | | | | ${age} * 2 | |
    | text | why | 为什么 | yes | ${band} = 'young' or ${twice} > 120 | string-length(.) > 1 | | | |
    | range | nps | 推荐 | | | | | | start=0 end=10 step=2.5 |
    | rank 字母 | order | 排序 | | | | | | |
    | select_one 城 | city | 城市 | | | | 区 = ${ate} | | |
    | select_multiple 城 | cities | 城市 | | | | 区 = ${ate} or name = 'b' | | |
    | date | day | 哪天 | | | . <= today() | | | |
    | time | at | 几点 | | | . > '08:00' | | | |
    | acknowledge | ok | 知悉 | yes | | | | | |
    | decimal | __proto__ | 原型 | | | . < 5 | | | |
    | decimal | constructor | 构造 | | ${__proto__} != 2 | | | | |
    """,
    """
    | choices |
    | | list_name | name | label | exclusive | 区 |
    | | 是否 | yes | 是 | | |
    | | 是否 | no | 否 | | |
    | | 满意 | 3 | 满意 | | |
    | | 满意 | 2 | 一般 | | |
    | | 满意 | 1 | 不满意 | | |
    | | 活动 | run | 跑步 | | |
    | | 活动 | sing | 合唱 | | |
    | | 活动 | read | 读书 | | |
    | | 活动 | none | 都没有 | yes | |
    | | 字母 | a | 甲 | | |
    | | 字母 | b | 乙 | | |
    | | 字母 | c | 丙 | | |
    | | 城 | a | 甲城 | | yes |
    | | 城 | b | 乙城 | | no |
    | | 城 | c | 丙城 | | yes |
    """,
)
NUMBERS = [
    "3",
    "4",
    "40",
    "41",
    "７0",
    " 2.50 ",
    "1,000",
    "-1",
    "x",
    "1e3",
    "0.25",
    "10",
    "7.5",
    "2",
]
DAYS = ["2026-05-01", "2026/5/1", "2026年5月1日", "2027-01-01", "2026-02-30", "0000-01-01", "５"]
HOURS = ["08:30", "8：05", "25:00", "7:59:00", "noon"]
FITTING = {
    "integer": ["20", "40", "６0", " 70 "],
    "decimal": ["2", "1.50", "-0.5"],
    "range": ["2.5", "5", "10"],
    "date": ["2026-05-01", "2026/5/1"],
    "time": ["08:30", "9:05"],
    "acknowledge": ["OK"],
    "text": ["太咸", " 太\r\n咸 "],
}
SIGNS = [
    "太咸",
    "太咸\r\n了",
    " \u3000短 ",
    "x",
    "e\u0301",
    "a\u200bb",
    "长" * 201,
    "长" * 2001,
    "𠮷a",
]


@pytest.fixture(scope="module")
def phone(browser):
    context = browser.new_context()
    page = context.new_page()
    with serving(modules_only()) as url:
        page.goto(url)
        page.evaluate(LOAD)
        yield page
        context.close()


def answer(rng: Any, program: Program, name: str) -> Any:
    """What somebody, or some other program, might send for a question."""
    step = program.steps[name]
    names = [choice.name for choice in step.choices]
    if not names:
        fitting = FITTING.get(step.question.kind.value)
        if fitting and rng.random() < 0.9:
            return rng.choice(fitting)
        return rng.choice([*NUMBERS, *DAYS, *HOURS, *SIGNS, "OK", "ok", ["3"], []])
    some = rng.sample(names, rng.randint(0, len(names)))
    return rng.choice(
        [
            rng.choice(names),
            rng.choice(names),
            some,
            some,
            names,
            " ".join(some),
            [],
            "zz",
            some * 2,
        ]
        if rng.random() < 0.5
        else [rng.choice(names)]
    )


def response(rng: Any, program: Program) -> dict[str, Any]:
    """Most questions answered with something, some with what is no answer."""
    raw = {}
    for name, step in program.steps.items():
        if rng.random() < 0.9:
            raw[name] = answer(rng, program, name)
        if step.question.other and rng.random() < 0.5:
            raw[step.question.other_name] = rng.choice(SIGNS)
    return raw


def of_server(program: Program, raw: dict[str, Any]) -> dict[str, Any]:
    found = check(program, raw, TODAY)
    return {
        "answers": [[name, plain(value)] for name, value in found.answers.items()],
        "faults": [[fault.question, fault.trouble.value] for fault in found.faults],
        "asked": [name for name in program.steps if name in found.asked],
        "computed": sorted([name, plain(value)] for name, value in found.computed.items()),
    }


def plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def agree(phone, program: Program, raws: list[dict[str, Any]]) -> None:
    sent = [json.dumps(program.data()), json.dumps(raws), TODAY]
    found = phone.evaluate("(sent) => checked(...sent)", sent)
    for raw, phones in zip(raws, found, strict=True):
        phones["computed"].sort()
        assert phones == of_server(program, raw), raw


CHANCE = st.randoms(use_true_random=True)
A_FEW = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@settings(A_FEW, max_examples=10)
@given(CHANCE)
def test_phone_and_server_judge_hundreds_of_responses_alike(phone, rng):
    agree(phone, RICH, [response(rng, RICH) for _ in range(60)])


@settings(A_FEW, max_examples=1, derandomize=True)
@given(CHANCE)
def test_among_such_responses_are_good_ones_and_every_kind_of_fault(rng):
    found = [of_server(RICH, response(rng, RICH)) for _ in range(800)]
    troubles = {trouble for each in found for _name, trouble in each["faults"]}
    assert troubles == {trouble.value for trouble in Trouble}
    assert any(each["answers"] and not each["faults"] for each in found)


@settings(A_FEW, max_examples=40)
@given(forms(), CHANCE)
def test_phone_and_server_agree_on_forms_of_every_shape(phone, form, rng):
    try:
        program = compile_form(form)
    except WrongDocument:
        return
    agree(phone, program, [response(rng, program) for _ in range(12)])
