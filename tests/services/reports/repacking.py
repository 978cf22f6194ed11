"""Taking a bundle apart, changing it, and putting it together again as a skilled forger would."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from voting.ballots import canonical
from voting.ballots.board import tree_hash
from voting.reports.bundle import checksums, packed

Change = Callable[[Any], object]


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put_together(files: dict[str, bytes], path: Path) -> Path:
    """Write a bundle whose checksums and container are right, whatever is in it."""
    inside = {name: data for name, data in files.items() if name != "SHA256SUMS"}
    path.write_bytes(packed(inside | {"SHA256SUMS": checksums(inside)}))
    return path


def changed(data: bytes, name: str, change: Change, path: Path) -> Path:
    """Change one JSON document of a bundle in place, with new checksums."""
    files = files_of(data)
    value = json.loads(files[name])
    change(value)
    files[name] = canonical.encode(value)
    return put_together(files, path)


def resigned(files: dict[str, bytes]) -> None:
    """Put the signatures under whatever result the files hold now."""
    digest = hashlib.sha256(files["result.json"]).hexdigest()
    signatures = json.loads(files["signatures.json"])
    for line in signatures["sign_offs"]:
        line["result_hash"] = digest
    files["signatures.json"] = canonical.encode(signatures)


def rerooted(board: Any) -> None:
    """Give a board the root its entries have, as they stand."""
    board["root"] = tree_hash(
        [
            bytes([entry["group"]])
            + b"".join(unpadded(entry[part]) for part in ("public_key", "paper", "digest"))
            for entry in board["entries"]
        ]
    ).hex()


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 300) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3),
    max_leaves=4,
)
"""Any small JSON value."""


def replaced(document: Any, way: Sequence[int], value: Any) -> Any:
    """Put a value somewhere into a document: ``way`` says which child to follow at each step."""
    if not way or not isinstance(document, dict | list) or not document:
        return value
    keys = list(document) if isinstance(document, dict) else list(range(len(document)))
    key = keys[way[0] % len(keys)]
    document[key] = replaced(document[key], way[1:], value)
    return document
