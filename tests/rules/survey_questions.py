"""Questionnaires of every shape, for properties of import and export."""

from fractions import Fraction

from hypothesis import strategies as st

from voting.surveys.form import (
    Choice,
    ChoiceList,
    Form,
    Kind,
    Matrix,
    Question,
    Scale,
    Section,
    Words,
)

SIGNS = "abz 甲乙丙1=+-@'\"<&é𠮷"
TEXTS = st.text(SIGNS, min_size=1, max_size=12).map(str.strip).filter(bool)
LANGUAGES = st.sampled_from([("",), ("中文 (zh)", "English (en)"), ("en",)])
LISTS = ("表甲", "yes_no")
CONDITIONS = st.sampled_from(["", "${first} > 3", "${first} = '' or not(${first} < 0)"])
SCALES = st.sampled_from(
    [Scale(), Scale(Fraction(1), Fraction(5)), Scale(Fraction(0), Fraction(1), Fraction(1, 4))]
)
APPEARANCES = {
    Kind.TEXT: ["", "multiline"],
    Kind.RANGE: ["", "nps"],
    Kind.SELECT_ONE: ["", "minimal", "horizontal likert"],
}


def words(languages: tuple[str, ...], *, always: bool = False) -> st.SearchStrategy[Words]:
    full = st.tuples(*[TEXTS for _ in languages]).map(
        lambda texts: tuple(zip(languages, texts, strict=True))
    )
    return full if always else st.just(()) | full


@st.composite
def questions(draw, name: str, languages: tuple[str, ...], kinds=tuple(Kind)) -> Question:
    kind = draw(st.sampled_from(kinds))
    chooses = kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK}
    several = kind is Kind.SELECT_MULTIPLE
    required = draw(st.booleans())
    constraint = ""
    if kind in {Kind.INTEGER, Kind.DECIMAL}:
        constraint = draw(st.sampled_from(["", ". >= 0 and . <= 99", ". = 1 or . > 5"]))
    if several:
        constraint = draw(st.sampled_from(["", "not(selected(., 'a'))", "(1 = 1) or (2 = 1)"]))
    return Question(
        name=name,
        kind=kind,
        label=() if kind is Kind.CALCULATE else draw(words(languages, always=True)),
        hint=draw(words(languages)),
        required=required,
        required_message=draw(words(languages)),
        relevant=draw(CONDITIONS),
        constraint=constraint,
        constraint_message=draw(words(languages)),
        choices=draw(st.sampled_from(LISTS)) if chooses else "",
        choice_filter=draw(st.sampled_from(["", "校区 = '东'"])) if chooses else "",
        other=chooses and draw(st.booleans()),
        randomize=chooses and draw(st.booleans()),
        fewest=draw(st.none() | st.integers(1, 2)) if several else None,
        most=draw(st.none() | st.integers(2, 3)) if several else None,
        default="a" if kind is Kind.SELECT_ONE and draw(st.booleans()) else "",
        appearance=draw(st.sampled_from(APPEARANCES.get(kind, [""]))),
        scale=draw(SCALES) if kind is Kind.RANGE else None,
        calculation="${first} + 1" if kind is Kind.CALCULATE else "",
    )


@st.composite
def sections(draw, name: str, languages: tuple[str, ...]) -> Section:
    items: list[Question | Matrix] = []
    for n in range(draw(st.integers(1, 3))):
        inner = f"{name}_{n}"
        if draw(st.integers(0, 3)):
            items.append(draw(questions(inner, languages)))
            continue
        rows = [
            Question(
                f"{inner}_{row}",
                Kind.SELECT_ONE,
                draw(words(languages, always=True)),
                choices="表甲",
            )
            for row in range(draw(st.integers(1, 3)))
        ]
        items.append(Matrix(inner, draw(words(languages)), tuple(rows), draw(CONDITIONS)))
    return Section(tuple(items), name, draw(words(languages)), draw(CONDITIONS))


@st.composite
def forms(draw) -> Form:
    """Draw a form; its first question is a number that conditions ask for."""
    languages = draw(LANGUAGES)
    first = Question("first", Kind.INTEGER, draw(words(languages, always=True)))
    pages = [draw(sections(f"页{n}", languages)) for n in range(draw(st.integers(0, 3)))]
    names = st.lists(st.sampled_from(["a", "b", "丙", "1"]), min_size=1, unique=True)
    lists = tuple(
        ChoiceList(
            name,
            tuple(
                Choice(
                    each,
                    draw(words(languages, always=True)),
                    draw(st.booleans()),
                    draw(st.sampled_from(["", "2.5"])),
                    (("校区", "东"),) if each == "a" else (),
                )
                for each in sorted({"a", *draw(names)})
            ),
        )
        for name in LISTS
    )
    return Form(
        title=draw(TEXTS),
        id=draw(st.just("") | TEXTS),
        version=draw(st.sampled_from(["", "1", "2026-05"])),
        languages=languages,
        sections=(Section((first,)), *pages),
        lists=lists,
    )
