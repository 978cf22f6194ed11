"""What holds of every vote on documents, whatever its numbers."""

from hypothesis import assume, given, strategies as st

from tests.rules.resolution_files import counted
from voting.congress.rules import Share
from voting.polls.sheets import Base, Sheets, Threshold
from voting.resolutions.outcome import Asked, Votes, decide
from voting.resolutions.rules import ItemClass, Secrecy, hands, readings

people = st.integers(1, 400)
ops = st.sampled_from([">", ">="])


@st.composite
def sheets(draw) -> Sheets:
    eligible = draw(people)
    attended = draw(st.integers(0, eligible))
    returned = draw(st.integers(0, attended))
    rejected = draw(st.integers(0, returned))
    return Sheets(eligible, attended, attended, returned, returned - rejected, rejected, 0)


@st.composite
def votes(draw, valid: int) -> Votes:
    agree = draw(st.integers(0, valid))
    oppose = draw(st.integers(0, valid - agree))
    return Votes(agree, oppose, valid - agree - oppose)


@given(st.data(), sheets(), ops, st.sampled_from(list(Base)))
def test_everybody_present_is_in_one_figure_and_need_is_exact(data, counts, op, base):
    asked = Asked("d1", "方案", Threshold(Share(1, 2, op), base))
    cast = data.draw(votes(counts.valid))
    outcome = decide(counts, [], [(asked, cast)])
    item = outcome.items[0]

    everybody = cast.agree + cast.oppose + cast.abstain + counts.rejected + item.not_cast
    assert everybody == counts.attended
    left, right = 2 * cast.agree, item.of
    exact = left > right if op == ">" else left >= right
    # Nobody carries anything with no vote at all, even of a base of nobody.
    assert item.carried == (exact and cast.agree > 0)


@given(st.data(), sheets())
def test_one_more_who_agrees_never_loses_a_document(data, counts):
    cast = data.draw(votes(counts.valid))
    assume(cast.oppose > 0)
    more = Votes(cast.agree + 1, cast.oppose - 1, cast.abstain)
    asked = Asked("d1", "方案", Threshold(Share(2, 3, ">="), Base.ELIGIBLE))
    before, after = (decide(counts, [], [(asked, each)]).items[0] for each in (cast, more))
    assert after.carried or not before.carried


@given(people)
def test_the_two_readings_are_never_more_than_one_apart(number):
    both = readings(number)
    assert both.more_than - both.at_least == (1 if number % 2 == 0 else 0)


@given(st.lists(st.sampled_from(["agree", "oppose", "abstain", None]), min_size=2, max_size=30))
def test_a_pile_counts_like_its_ballots_one_by_one(marks):
    single = [{"marks": {"d1": mark} if mark else {}} for mark in marks]
    piled = [
        {"marks": {"d1": mark} if mark else {}, "count": marks.count(mark)}
        for mark in dict.fromkeys(marks)
    ]
    number = len(marks)
    figures = {
        "eligible": number,
        "attended": number,
        "issued": number,
        "returned": number,
    }
    assert counted(**figures, ballots=single) == counted(**figures, ballots=piled)


@given(st.sampled_from(list(ItemClass)))
def test_stricter_secrecy_never_allows_more_hands(item_class):
    stricter = (
        Secrecy.NONE,
        Secrecy.IMPORTANT_ITEMS,
        Secrecy.ALL_APPROVAL_ITEMS,
        Secrecy.ALL,
    )
    order = ["usual", "advised_against", "forbidden"]
    allowed = [order.index(hands(secret, item_class)) for secret in stricter]
    assert allowed == sorted(allowed)
