"""What holds for every election, whatever the ballots: order, copies, seats, threshold, ties."""

from hypothesis import given, settings, strategies as st

from voting.elections.counting import answer, count

CANDIDATES = ("a", "b", "c", "d", "e")
NAMES = ("王五", "王 五", "张伟", "張偉", "赵六", "a")
ROSTERS = (
    None,
    [{"name": "王五"}, {"name": "张伟", "unit": "甲"}, {"name": "张伟", "unit": "乙"}],
    [{"name": "王五"}, {"name": "张伟"}, {"name": "赵六", "barred": True}],
)

ballots = st.lists(
    st.fixed_dictionaries(
        {
            "marks": st.dictionaries(
                st.sampled_from(CANDIDATES), st.sampled_from(("approve", "oppose", "abstain"))
            ),
            "write_ins": st.lists(st.sampled_from(NAMES), max_size=3),
            "count": st.integers(1, 4),
        }
    ),
    max_size=12,
)
rules = st.fixed_dictionaries(
    {
        "extends": st.just("union_election_2016"),
        "elect": st.sampled_from(
            ("1/2 > eligible", "1/2 >= eligible", "1/3 > attended", "1/2 > valid", "0/1 > valid")
        ),
        "writein": st.sampled_from(("requires_disapprove", "free", "none")),
    }
)
elections = st.builds(
    lambda rules, seats, ballots, roster: (
        {
            "kind": "election",
            "rules": rules,
            "eligible": 48,
            "attended": 48,
            "seats": seats,
            "candidates": [{"id": key, "name": f"候选人{key}"} for key in CANDIDATES],
            "ballots": ballots,
        }
        | ({"roster": roster} if roster is not None else {})
    ),
    rules,
    st.integers(1, 4),
    ballots,
    st.sampled_from(ROSTERS),
)
relaxed = settings(deadline=None)


def counted(election: dict) -> dict:
    return answer(count(election))


def votes(result: dict) -> dict[str, int]:
    """Everybody who could be elected, with the approvals."""
    printed = {row["id"]: row["approve"] for row in result["tally"]}
    written = {
        row["name"]: row["approve"] for row in result["write_ins"] if row["status"] == "resolved"
    }
    return printed | written


def passed(result: dict) -> set[str]:
    need = result["threshold"]["need"]
    return {key for key, approve in votes(result).items() if approve >= need}


@relaxed
@given(elections, st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_does_not_matter(election, shuffler):
    shuffled = list(election["ballots"])
    shuffler.shuffle(shuffled)

    assert counted(election | {"ballots": shuffled}) == counted(election)


@relaxed
@given(elections)
def test_a_pile_of_equal_ballots_is_as_many_single_ones(election):
    single = [
        {"marks": pile["marks"], "write_ins": pile["write_ins"]}
        for pile in election["ballots"]
        for _ in range(pile["count"])
    ]

    assert counted(election | {"ballots": single}) == counted(election)


@relaxed
@given(elections)
def test_seats_are_filled_waiting_for_a_run_off_or_vacant_and_never_more_than_there_are(election):
    result = counted(election)
    waiting = result["runoff"]["seats"] if result["runoff"] else 0

    assert len(result["elected"]) + waiting + result["vacant"] == election["seats"]
    assert result["vacant"] >= 0
    assert len(set(result["elected"])) == len(result["elected"])


@relaxed
@given(elections)
def test_nobody_below_the_threshold_is_elected_or_sent_into_a_run_off(election):
    result = counted(election)
    between = result["runoff"]["between"] if result["runoff"] else []

    assert {*result["elected"], *between} <= passed(result)


@relaxed
@given(elections)
def test_a_tie_is_never_broken(election):
    result = counted(election)
    number = votes(result)
    left_out = passed(result) - set(result["elected"])

    assert all(number[one] > number[other] for one in result["elected"] for other in left_out)


@relaxed
@given(elections)
def test_a_run_off_is_between_all_who_share_the_votes_at_the_cut_and_only_where_needed(election):
    result = counted(election)
    number = votes(result)
    left_out = passed(result) - set(result["elected"])
    if result["runoff"] is None:
        assert not left_out or len(result["elected"]) == election["seats"]
        return
    between = result["runoff"]["between"]
    at_the_cut = max(number[one] for one in left_out)

    assert set(between) == {one for one in left_out if number[one] == at_the_cut}
    assert 0 < result["runoff"]["seats"] < len(between)


@relaxed
@given(elections)
def test_a_vacancy_is_left_only_when_everybody_who_passed_is_elected(election):
    result = counted(election)

    if result["vacant"]:
        assert set(result["elected"]) == passed(result)


@relaxed
@given(elections)
def test_every_ballot_is_accounted_for(election):
    result = counted(election)
    counts = result["counts"]

    assert counts["valid"] + counts["rejected"] == counts["returned"]
    assert counts["returned"] == sum(pile["count"] for pile in election["ballots"])
    assert counts["blank"] <= counts["valid"]
    for row in result["tally"]:
        assert row["approve"] + row["oppose"] + row["abstain"] == counts["valid"]


@relaxed
@given(elections)
def test_no_ballot_gives_more_approvals_than_there_are_seats(election):
    result = counted(election)
    given_out = sum(row["approve"] for row in (*result["tally"], *result["write_ins"]))

    assert given_out <= election["seats"] * result["counts"]["valid"]


@relaxed
@given(elections, st.permutations(CANDIDATES))
def test_the_order_of_the_candidates_decides_nothing(election, order):
    moved = [{"id": key, "name": f"候选人{key}"} for key in order]

    result, other = counted(election), counted(election | {"candidates": moved})

    assert set(result["elected"]) == set(other["elected"])
    assert result["runoff"] == other["runoff"]
