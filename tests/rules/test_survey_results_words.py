"""Words of comments: only those that enough different people used."""

from hypothesis import given, settings, strategies as st

from voting.surveys.results.words import frequent


def test_a_word_counts_once_a_comment_however_often_it_stands_there():
    assert frequent(["食堂食堂食堂"] * 4 + ["食堂太贵"], 5)[0] == ("食堂", 5)


def test_a_word_of_fewer_people_is_not_shown():
    comments = ["停车场太小"] * 4 + ["食堂排队"] * 5
    words = dict(frequent(comments, 5))
    assert "食堂排队" in words
    assert not any("停车" in word for word in words)


def test_what_all_of_them_wrote_alike_is_one_word_and_not_its_pieces():
    comments = [f"教职工代表大会多开一次{n}" for n in "甲乙丙丁戊"]
    words = [word for word, _n in frequent(comments, 5)]
    assert words == ["教职工代表大会多开一次"]


def test_a_part_that_more_people_used_stands_for_itself():
    words = dict(frequent(["食堂排队"] * 5 + ["食堂贵"] * 3, 5))
    assert words == {"食堂": 8, "食堂排队": 5}


def test_words_that_say_nothing_are_left_out():
    assert frequent(["希望可以"] * 9, 5) == []
    assert frequent(["的了和"] * 9, 5) == []


def test_words_of_letters_are_words_too():
    assert frequent(["WiFi 太慢", "wifi 断了", "WIFI!", "Wifi", "没有 wifi"], 5) == [("wifi", 5)]


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="食堂贵的停车 wi", max_size=12), max_size=30), st.integers(3, 8))
def test_no_word_is_ever_shown_that_fewer_different_comments_use(comments, least):
    for word, n in frequent(comments, least):
        users = sum(word in comment.casefold() for comment in comments)
        assert n >= least
        assert users >= n
