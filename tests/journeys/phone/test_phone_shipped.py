"""What is shipped to phones: its size, its age, where it comes from."""

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.phone.evaluations import Sheet, five, of_evaluation
from voting.ballots import words
from voting.web.assets import STATIC

MOST_BYTES = 60_000
ONLY_EVALUATIONS = {"cards.js", "grading.js", "overview.js", "texts.js", "ballot-cards.css"}
VENDOR = STATIC / "vendor"
OWN = sorted((STATIC / "js").rglob("*.js"))
SHIPPED = sorted(STATIC.rglob("*.js"))
TEMPLATES = sorted((STATIC.parent.parent / "templates" / "polls").glob("*ballot*.html"))

# What came after ES2020, in the forms it would be written in.
TOO_NEW = {
    "logical assignment": r"\?\?=|\|\|=|&&=",
    "numeric separator": r"\b\d+_\d",
    "static class field": r"\bstatic\s+#?\w+\s*=",
    "private member": r"[\s.]#\w+\s*[(=;]",
    "static block": r"\bstatic\s*\{",
    "Array.at": r"\.at\(",
    "replaceAll": r"\.replaceAll\(",
    "structuredClone": r"\bstructuredClone\b",
    "Object.hasOwn": r"\bObject\.hasOwn\b",
    "findLast": r"\.findLast(?:Index)?\(",
    "toSorted and its kin": r"\.to(?:Sorted|Reversed|Spliced)\(",
    "Promise.any": r"\bPromise\.any\b",
    "WeakRef": r"\bWeakRef\b",
    "replaceChildren": r"\.replaceChildren\(",
    "Error cause": r"new Error\([^)]*\{\s*cause\b",
    "crypto.subtle, which plain HTTP does not have": r"\bcrypto\.subtle\b",
    "crypto.randomUUID, which plain HTTP does not have": r"\brandomUUID\b",
    "eval": r"\beval\(|\bnew Function\b",
}


def code_of(path: Path) -> str:
    """The source without comments."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"^\s*//.*$|\s//\s.*$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(STATIC).as_posix())
def test_a_shipped_script_uses_nothing_newer_than_es2020(path):
    code = code_of(path)
    found = {what: re.findall(form, code, flags=re.MULTILINE) for what, form in TOO_NEW.items()}
    assert {what: where for what, where in found.items() if where} == {}


def test_newer_forms_would_be_noticed():
    newer = "a ??= 1; 1_000; class A { static b = 1; #c() {} static {} } x.at(0); s.replaceAll()"
    noticed = {what for what, form in TOO_NEW.items() if re.search(form, newer)}
    assert noticed == {
        "logical assignment",
        "numeric separator",
        "static class field",
        "private member",
        "static block",
        "Array.at",
        "replaceAll",
    }


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.relative_to(STATIC).as_posix())
def test_nothing_waits_outside_a_function(path):
    at_the_edge = [line for line in code_of(path).splitlines() if re.match(r"\S*\bawait\b", line)]
    assert at_the_edge == []


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.relative_to(STATIC).as_posix())
def test_a_module_stays_small_and_every_exported_thing_says_what_it_is(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 300
    exported = [at for at, line in enumerate(lines) if re.match(r"export (async )?function", line)]
    assert [lines[at] for at in exported if not lines[at - 1].rstrip().endswith("*/")] == []


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.relative_to(STATIC).as_posix())
def test_a_script_holds_no_sentence_of_its_own(path):
    assert re.findall(r"[\"'`][^\"'`\n]*[一-鿿][^\"'`\n]*[\"'`]", code_of(path)) == []


def test_third_party_files_are_the_ones_that_were_built():
    described = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
    assert {entry["file"] for entry in described["files"]} == {
        path.name for path in VENDOR.glob("*.js")
    }
    for entry in described["files"]:
        content = (VENDOR / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        head = content[:400].decode(errors="ignore")
        for package in entry["packages"]:
            assert f"{package['name']}@{package['version']}" in head
            assert package["licence"] == "MIT"


def test_every_third_party_package_brings_its_licence():
    described = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
    licences = (VENDOR / "LICENCES").read_text(encoding="utf-8")
    script = (VENDOR / "renew.sh").read_text(encoding="utf-8")
    for package in (part for entry in described["files"] for part in entry["packages"]):
        named = f"{package['name']} {package['version']}\n====="
        assert named in licences
        assert f"'{package['name']}@{package['version']}'" in script
    assert licences.count("Permission is hereby granted") == len(
        re.findall("^={20,}$", licences, flags=re.MULTILINE)
    )


def test_phone_and_server_know_the_same_characters():
    shipped = (VENDOR / "words.js").read_text(encoding="utf-8")
    listed = re.search(r'"([^"]+)"', shipped)
    assert listed
    assert listed[1] == words.word_list()


def weight_of(voter, address, way: Callable[[], object]) -> dict[str, int]:
    """What a page loads on its way, packed: address and bytes."""
    packed: dict[str, int] = {}

    def weigh(response) -> None:
        # What is asked of the service meanwhile (manifest, state, receipts) is not the page.
        if "json" not in response.headers["content-type"]:
            packed[response.url] = len(gzip.compress(response.body(), 9))

    voter.page.on("requestfinished", lambda request: weigh(request.response()))
    voter.opens(address)
    voter.step("keep").locator("svg").wait_for()
    voter.takes_paper()
    way()
    voter.reviews()
    voter.casts()
    return packed


def names_of(packed: dict[str, int]) -> set[str]:
    return {url.rsplit("/", 1)[-1] for url in packed}


def test_the_ballot_page_loads_at_most_sixty_kilobytes(hall, a_phone):
    voter = a_phone()
    packed = weight_of(voter, hall.address(), lambda: None)
    assert {"02002", "noble.js", "words.js", "qr.js", "page.js", "site.css"} <= names_of(packed)
    assert {"sheet.js", "ballot.css"} <= names_of(packed)
    assert not names_of(packed) & ONLY_EVALUATIONS
    assert all(url.startswith(hall.url) for url in packed)
    assert sum(packed.values()) <= MOST_BYTES


def test_the_sheet_of_an_evaluation_loads_at_most_sixty_kilobytes(a_hall, a_phone):
    contests = five(3)
    hall = a_hall(*contests, **of_evaluation(contests))
    voter = a_phone()

    def write() -> None:
        sheet = Sheet(hall, voter)
        sheet.opens_texts("丁一")
        sheet.text("丁一", "优点").fill("踏实。")

    packed = weight_of(voter, hall.address(), write)
    assert names_of(packed) >= ONLY_EVALUATIONS
    assert not names_of(packed) & {"sheet.js", "rules.js"}
    assert sum(packed.values()) <= MOST_BYTES


@pytest.mark.parametrize("contests", [(), five(2)], ids=["election", "evaluation"])
def test_every_module_of_the_ballot_page_is_announced_in_its_head(a_hall, a_phone, contests):
    hall = a_hall(*contests, **of_evaluation(contests)) if contests else a_hall()
    voter = a_phone(hall.address())
    voter.step("keep")
    told = set(
        voter.run(
            "() => Array.from(document.querySelectorAll('link[rel=modulepreload], script[src]'))"
            ".map((one) => one.href || one.src)"
        )
    )
    loaded = set(
        voter.run(
            "() => performance.getEntriesByType('resource').map((one) => one.name)"
            ".filter((name) => name.endsWith('.js'))"
        )
    )
    assert loaded == told


def test_the_page_brings_no_inline_script_or_style():
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text) == []


@pytest.mark.parametrize("contests", [(), five(2)], ids=["election", "evaluation"])
def test_the_strict_content_policy_stops_nothing_on_the_page(a_hall, a_phone, contests):
    hall = a_hall(*contests, **of_evaluation(contests)) if contests else a_hall()
    voter = a_phone()
    said = []
    voter.page.on("console", lambda message: said.append(message.text))
    voter.opens(hall.address())
    voter.page.locator(".saved-code svg").wait_for()
    voter.takes_paper()
    voter.reviews()
    voter.casts()
    assert said == []
