"""What holds for every award, whatever the ballots: order, quotas, ties, nobody by chance."""

from hypothesis import given, strategies as st

from voting.awards.counting import answer, count

IDS = ("a", "b", "c", "d", "e")

ballots = st.lists(
    st.fixed_dictionaries(
        {
            "marks": st.fixed_dictionaries(
                {
                    "s": st.dictionaries(
                        st.sampled_from(IDS), st.sampled_from(("approve", "abstain"))
                    )
                }
            ),
            "count": st.integers(1, 4),
        }
    ),
    max_size=12,
)
scores = st.lists(st.integers(0, 100), min_size=1, max_size=3)
sections = st.fixed_dictionaries(
    {
        "id": st.just("s"),
        "quota": st.integers(1, 4),
        "limit": st.integers(1, 5),
        "exact": st.booleans(),
        "jury_weight": st.sampled_from((None, "2/5", "1/2")),
        "threshold": st.sampled_from((None, {"share": "1/3"}, {"share": "1/2", "operator": ">"})),
        "nominees": st.lists(scores, min_size=5, max_size=5).map(
            lambda several: [
                {"id": id_, "name": f"候选{id_}", "jury": jury}
                for id_, jury in zip(IDS, several, strict=True)
            ]
        ),
    }
)
awards = st.builds(
    lambda section, ballots: {
        "kind": "award",
        "eligible": 48,
        "attended": 48,
        "sections": [section],
        "ballots": ballots,
    },
    sections,
    ballots,
)


def counted(award: dict) -> dict:
    return answer(count(award))


def the_section(award: dict) -> dict:
    return counted(award)["sections"][0]


@given(awards, st.randoms(use_true_random=False))
def test_neither_the_order_of_the_ballots_nor_that_of_the_nominees_decides_anything(
    award, shuffler
):
    shuffled = list(award["ballots"])
    nominees = list(award["sections"][0]["nominees"])
    shuffler.shuffle(shuffled)
    shuffler.shuffle(nominees)
    other = award | {
        "ballots": shuffled,
        "sections": [award["sections"][0] | {"nominees": nominees}],
    }
    assert counted(award) == counted(other)


@given(awards)
def test_places_are_honoured_tied_or_vacant_and_never_more_than_the_quota(award):
    section = the_section(award)
    tied = section["tied"]
    seats = tied["seats"] if tied else 0

    assert len(section["winners"]) + seats + section["vacant"] == section["quota"]
    if tied:
        assert len(tied["between"]) > tied["seats"] > 0
        assert not set(tied["between"]) & set(section["winners"])


@given(awards)
def test_whoever_is_honoured_ranks_above_whoever_is_not(award):
    section = the_section(award)
    tied = section["tied"]["between"] if section["tied"] else []
    passed = [row for row in section["nominees"] if row["passed"]]
    ranks = {row["id"]: row["rank"] for row in passed}
    others = [rank for id_, rank in ranks.items() if id_ not in section["winners"]]

    assert all(ranks[id_] < min(others, default=99) for id_ in section["winners"])
    assert len({ranks[id_] for id_ in tied}) <= 1


@given(awards)
def test_a_section_with_a_tie_is_left_to_people(award):
    section = the_section(award)
    expected = ["runoff", "decision"] if section["tied"] else []
    assert section["next"] == (expected or (["leave_vacant"] if section["vacant"] else []))


@given(awards)
def test_votes_are_some_of_the_valid_ballots(award):
    result = counted(award)
    section = result["sections"][0]
    assert sum(row["votes"] for row in section["nominees"]) <= (
        result["counts"]["valid"] * section["limit"]
    )
