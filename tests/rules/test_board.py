"""The board of a closed box: its tree, its proofs and the codes on receipts."""

import hashlib

import pytest
from hypothesis import given, strategies as st

from voting.ballots.board import (
    Entry,
    ballot_digest,
    inclusion_proof,
    proves_inclusion,
    receipt_code,
    root,
    tree_hash,
)

# Leaves and roots as published with the reference implementation of RFC 6962.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SOME_LEAVES = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


def by_definition(leaves):
    """RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:k]) + by_definition(leaves[k:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_a_tree_has_the_published_root(size):
    assert tree_hash(LEAVES[:size]).hex() == ROOTS[size]


@given(SOME_LEAVES)
def test_a_tree_is_the_one_of_the_definition(leaves):
    assert tree_hash(leaves) == by_definition(leaves)


@given(SOME_LEAVES)
def test_every_leaf_is_proved_to_be_under_the_root(leaves):
    tree = tree_hash(leaves)
    for index, leaf in enumerate(leaves):
        path = inclusion_proof(leaves, index)
        assert proves_inclusion(leaf, index, len(leaves), path, tree)


@given(st.lists(st.binary(max_size=8), min_size=2, max_size=40, unique=True), st.data())
def test_a_proof_holds_for_nothing_else(leaves, data):
    tree = tree_hash(leaves)
    index = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.integers(0, len(leaves) - 1).filter(lambda i: i != index))
    path = inclusion_proof(leaves, index)
    assert not proves_inclusion(leaves[other], index, len(leaves), path, tree)
    assert not proves_inclusion(leaves[index], other, len(leaves), path, tree)
    assert not proves_inclusion(leaves[index], index, len(leaves), path[1:], tree)
    assert not proves_inclusion(leaves[index], index, len(leaves), [*path, tree], tree)
    assert not proves_inclusion(leaves[index], len(leaves), len(leaves), path, tree)
    assert not proves_inclusion(leaves[index], index, len(leaves), path, by_definition([b"x"]))


def test_there_is_no_proof_for_a_place_outside_the_tree():
    with pytest.raises(IndexError):
        inclusion_proof(LEAVES, len(LEAVES))


def test_the_order_in_which_entries_come_does_not_change_the_root():
    entries = [Entry(bytes([i]) * 32, i % 2, bytes(256), bytes(32)) for i in range(9)]
    assert root(entries) == root(entries[::-1]) == tree_hash([entry.leaf for entry in entries])


def test_a_leaf_is_group_key_paper_and_digest():
    entry = Entry(b"k" * 32, 2, b"p" * 256, b"d" * 32)
    assert entry.leaf == b"\x02" + b"k" * 32 + b"p" * 256 + b"d" * 32


def test_a_receipt_code_is_ten_letters_of_the_digest_and_the_digest_binds_key_and_content():
    digest = ballot_digest(b"key", b"sealed")
    assert digest == hashlib.sha256(b"keysealed").digest()
    assert receipt_code(bytes(32)) == "AAAAAAAAAA"
    assert receipt_code(b"\xff" * 32) == "7777777777"
    assert Entry(b"", 0, b"", digest).code == receipt_code(digest)
    assert len(receipt_code(digest)) == 10
