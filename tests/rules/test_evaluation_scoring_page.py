"""``docs/scoring.md`` tells the truth: its files are counted, its scores are the command's."""

import json
import re
from pathlib import Path

import pytest

from tests.rules.evaluation_files import of_subject
from voting.evaluations.plan_fields import PLAN_KEYS
from voting.evaluations.scheme_fields import SCHEME_KEYS

PAGE = Path(__file__).parents[2].joinpath("docs", "scoring.md").read_text("utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```\n\n(.*?)\n(?:\n|$)", PAGE, re.DOTALL)


@pytest.mark.parametrize(("text", "said"), EXAMPLES)
def test_the_files_of_the_page_have_the_scores_it_says(text, said):
    subject = of_subject(json.loads(text))
    score = re.search(r"Score: ([\d.]*\d)", said)

    assert subject["score"] == (score[1] if score else None)
    if band := re.search(r"band (\w+)", said):
        assert subject["band"] == band[1]
    if flags := re.search(r"Flags: ([\w, ]+)\.", said):
        assert subject["flags"] == flags[1].split(", ")


def test_each_scheme_that_scores_or_flags_has_an_example():
    shown = {json.loads(text)["scheme"]["type"] for text, _said in EXAMPLES}

    assert shown == set(SCHEME_KEYS) - {"counts"}


@pytest.mark.parametrize("kind", SCHEME_KEYS)
def test_each_scheme_has_a_section_with_its_keys(kind):
    section = PAGE.split(f"### `{kind}`", 1)[1].split("\n### ", 1)[0]

    missing = [key for key in SCHEME_KEYS[kind] if f"`{key}`" not in section]
    assert missing == []


def test_each_key_of_a_plan_is_in_the_table():
    assert [key for key in PLAN_KEYS if f"`{key}`" not in PAGE] == []
