"""This year beside last year: only what both published, of questions asked alike."""

from tests.rules.survey_forms import CHOICES, answered, program
from tests.rules.survey_results import FACTS, SOURCES, frozen, people
from voting.surveys.policy import Policy, Whole
from voting.surveys.results.comparison import compared
from voting.surveys.results.freezing import freeze
from voting.surveys.results.reading import Results


def scale(choices=CHOICES, **numbers):
    made = program("| select_one 满意 | q | 满意吗 |", choices)
    given = [
        answered(made, {"q": key.strip("_")}) for key, n in numbers.items() for _each in range(n)
    ]
    return Results(freeze(FACTS, made, given, SOURCES, [], [], Policy()))


def test_shares_change_in_percentage_points_and_means_in_steps():
    before, now = scale(_5=50, _4=50), scale(_5=150, _4=50)
    [found] = compared(before, now)
    assert (found.base_before, found.base_now) == (100, 200)
    changes = {each.label: (each.before, each.now, each.change_text) for each in found.changes}
    assert changes["非常满意"] == ("50.0%", "75.0%", "+25.0 个百分点")
    assert changes["满意"] == ("50.0%", "25.0%", "-25.0 个百分点")
    assert changes["平均分"] == ("4.50", "4.75", "+0.25")


def test_the_change_is_of_the_exact_shares_and_rounded_once():
    # 33.33 % to 66.67 %: the rounded shares differ by 33.4, the exact ones by 33.3.
    [found] = compared(scale(_5=10, _4=20), scale(_5=20, _4=10))
    assert found.changes[0].change == "+33.3"


def test_nothing_changed_is_written_without_a_sign():
    [found] = compared(scale(_5=10, _4=10), scale(_5=20, _4=20))
    assert {each.change for each in found.changes} <= {"0.0", "0.00"}


def test_a_question_with_other_options_is_not_compared():
    other = CHOICES.replace("非常满意", "特别满意")
    assert compared(scale(_5=10), scale(other, _5=10)) == []


def test_what_one_of_both_withholds_is_not_compared():
    strict = Policy(whole=Whole.SMALL_CELLS)
    before, now = Results(frozen(policy=strict)), Results(frozen(people(120)))
    found = {each.name: each for each in compared(before, now)}
    hidden = {
        line.label
        for each in before.questions
        if each.name == "o"
        for line in each.lines
        if line.is_withheld
    }
    assert hidden
    assert not hidden & {each.label for each in found["o"].changes}
