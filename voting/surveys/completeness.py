"""What is missing or wrong in a questionnaire, each with the thing it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from voting.i18n import _
from voting.polls.reading import WrongDocument
from voting.surveys.form import WITH_CHOICES, Form, Item, Kind, Matrix, Question, said
from voting.surveys.program import compile_form

_FEWEST_OPTIONS = 2
_BREAK = "\t"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing to mend: of a question, a matrix or a page by its name (empty: the whole form)."""

    name: str
    text: str


def flaws(form: Form) -> tuple[Flaw, ...]:
    """Return everything that keeps a form from being published, in the order it stands."""
    found = [*_of_pages(form), *_of_expressions(form)]
    order = {name: place for place, name in enumerate(_names(form))}
    return tuple(sorted(dict.fromkeys(found), key=lambda each: order.get(each.name, -1)))


def _names(form: Form) -> Iterator[str]:
    for section in form.sections:
        yield section.name
        for item in section.items:
            yield item.name
            if isinstance(item, Matrix):
                yield from (each.name for each in item.questions)


def _of_pages(form: Form) -> Iterator[Flaw]:
    if not any(question.is_answered for question in form.questions()):
        yield Flaw("", _("问卷里还没有要回答的题目。"))
    for place, section in enumerate(form.sections, start=1):
        if not section.items:
            yield Flaw(section.name, _("第 %(n)s 页没有题目，请添加题目或删去这一页。", n=place))
        for item in section.items:
            yield from _of_item(form, item)


def _of_item(form: Form, item: Item) -> Iterator[Flaw]:
    if isinstance(item, Question):
        yield from _of_question(form, item)
        return
    if not item.questions:
        yield Flaw(item.name, _("矩阵里没有题目，请每行写一个。"))
    for question in item.questions:
        yield from _of_question(form, question)


def _of_question(form: Form, question: Question) -> Iterator[Flaw]:
    called = said(question.label)[:20] or question.name
    if question.kind is not Kind.CALCULATE and not (question.label or question.hint):
        yield Flaw(question.name, _("题目没有文字。"))
    if question.kind in WITH_CHOICES:
        offered = len(form.offered(question))
        if offered < _FEWEST_OPTIONS:
            yield Flaw(question.name, _("“%(called)s”至少要有两个选项。", called=called))
        elif offered < max(question.fewest or 0, question.most or 0):
            yield Flaw(
                question.name,
                _("“%(called)s”只有 %(n)s 个选项，少于限定的个数。", called=called, n=offered),
            )


def _of_expressions(form: Form) -> Iterator[Flaw]:
    try:
        compile_form(form, lambda name, column: f"{name}{_BREAK}{column}")
    except WrongDocument as wrong:
        for problem in wrong.problems:
            name, _tab, column = problem.place.partition(_BREAK)
            yield Flaw(name, _in(column, problem.text))


def _in(column: str, text: str) -> str:
    columns = {
        "relevant": _("显示条件：%(text)s", text=text),
        "constraint": _("回答的约束：%(text)s", text=text),
        "choice_filter": _("选项筛选：%(text)s", text=text),
        "calculation": _("计算式：%(text)s", text=text),
    }
    return columns.get(column, text)
