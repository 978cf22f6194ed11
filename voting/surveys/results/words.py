"""The words that many used in what they wrote: never one that fewer than ``least`` used.

Chinese has no spaces between words, and what a dictionary does not know matters most here. So a
word is a run of two to twelve characters (or a word of letters) that stands in enough different
comments; one that only ever stands inside a longer one is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

SHORTEST, LONGEST = 2, 12
MOST = 40
"""How many words a question shows at most."""
_EDGES = frozenset(
    "的了是在和与及或也都就而但很太更最被把让给对于从向到为以等地得着过吗呢吧啊呀哦"
    "我你您他她它这那哪谁个些每各某不没无有能会可应该要想请让使又还再才只已将"
    "一二三四五六七八九十几多少"
)
"""Characters that begin or end no word worth showing."""
_KEPT = frozenset({"不满", "不足", "不够", "不便", "不公", "不好", "没有", "过多", "过高"})
_STOPPED = frozenset(
    {"希望", "建议", "觉得", "认为", "可以", "需要", "比较", "非常", "方面", "问题"}
)
"""Words that nearly every comment has and that say nothing of what it is about."""
_RUN = re.compile(r"[㐀-鿿]+|[A-Za-z]{2,20}")
_BETWEEN = re.compile(f"{'|'.join(sorted(_STOPPED))}|[的了吗呢吧啊呀很太更最也都把被]")
"""Where one word ends and another begins, whatever stands around."""


def frequent(comments: Sequence[str], least: int) -> list[tuple[str, int]]:
    """Return words with the number of different comments that use them, the most used first."""
    runs = [_RUN.findall(_BETWEEN.sub(" ", comment)) for comment in comments]
    common = _common(runs, least)
    chosen = [
        (term, n)
        for term, n in common.items()
        if _is_word(term) and not any(n == common[longer] for longer in _around(term, common))
    ]
    chosen.sort(key=lambda each: (-each[1], each[0]))
    return chosen[:MOST]


def _common(runs: Sequence[Sequence[str]], least: int) -> dict[str, int]:
    """Return all terms that enough comments have; a long one has no rare part."""
    common: dict[str, int] = {}
    for length in range(SHORTEST, LONGEST + 1):
        users: dict[str, set[int]] = defaultdict(set)
        for place, these in enumerate(runs):
            for term in _terms(these, length, common):
                users[term].add(place)
        longer = {term: len(places) for term, places in users.items() if len(places) >= least}
        common |= longer
        if not any(not term.isascii() for term in longer):
            break
    return common


def _terms(runs: Sequence[str], length: int, common: Mapping[str, int]) -> Iterator[str]:
    for run in runs:
        if run.isascii():
            if length == SHORTEST:
                yield run.casefold()
            continue
        for start in range(len(run) - length + 1):
            term = run[start : start + length]
            if length == SHORTEST or (term[:-1] in common and term[1:] in common):
                yield term


def _is_word(term: str) -> bool:
    if term in _KEPT or term.isascii():
        return True
    return term[0] not in _EDGES and term[-1] not in _EDGES


def _around(term: str, common: Iterable[str]) -> Iterator[str]:
    """Return the words that a term is only a part of."""
    return (each for each in common if len(each) > len(term) and term in each and _is_word(each))
