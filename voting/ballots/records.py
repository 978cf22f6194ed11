"""Opened records in the box: split, sorted, and counted again from the rows that are stored."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, func, insert, select, text

from voting.ballots.models import OpenedMark, OpenedText, OpenedVerdict, OpenedWriteIn
from voting.ballots.rules import Outcome
from voting.ballots.tally import Counts, MarkRecord, TextRecord, VerdictRecord, WriteInRecord

# Sorted records come in runs of equal ones. The database multiplies each run by itself, which
# takes a quarter of the time of sending it 150,000 rows.
_WRITE_RUN = text("""
    INSERT INTO opened_mark (manifest_hash, contest, option, position, voter_group, mark)
    WITH RECURSIVE place (position) AS (
        SELECT CAST(:first AS INTEGER)
        UNION ALL
        SELECT position + 1 FROM place WHERE position + 1 < :beyond
    )
    SELECT :manifest_hash, :contest, :option, position, :voter_group, :mark FROM place
""")


def write(connection: Connection, manifest_hash: bytes, counts: Counts) -> None:
    """Write every record as a row of its own; a position counts them within option or contest."""
    for run in _runs(counts):
        connection.execute(_WRITE_RUN, {"manifest_hash": manifest_hash, **run})
    for table, rows in (
        (OpenedWriteIn, _name_rows(manifest_hash, counts)),
        (OpenedVerdict, _verdict_rows(manifest_hash, counts)),
        (OpenedText, _text_rows(manifest_hash, counts)),
    ):
        if rows:
            connection.execute(insert(table), rows)


def read(connection: Connection, manifest_hash: bytes) -> Counts:
    """Return the tally of the rows."""
    mark = OpenedMark.contest, OpenedMark.option, OpenedMark.voter_group, OpenedMark.mark
    name = OpenedWriteIn.contest, OpenedWriteIn.text, OpenedWriteIn.voter_group
    beside = OpenedText.contest, OpenedText.option, OpenedText.slot, OpenedText.text
    verdict = OpenedVerdict.voter_group, OpenedVerdict.outcome, OpenedVerdict.reason
    marks = select(*mark, func.count()).where(OpenedMark.manifest_hash == manifest_hash)
    names = select(*name, func.count()).where(OpenedWriteIn.manifest_hash == manifest_hash)
    texts = select(*beside, func.count()).where(OpenedText.manifest_hash == manifest_hash)
    verdicts = select(*verdict, OpenedVerdict.sheets).where(
        OpenedVerdict.manifest_hash == manifest_hash
    )
    return Counts(
        {MarkRecord(*r[:4]): r[4] for r in connection.execute(marks.group_by(*mark))},
        {WriteInRecord(*r[:3]): r[3] for r in connection.execute(names.group_by(*name))},
        {
            VerdictRecord(group, Outcome(outcome), reason): sheets
            for group, outcome, reason, sheets in connection.execute(verdicts)
        },
        {TextRecord(*r[:4]): r[4] for r in connection.execute(texts.group_by(*beside))},
    )


def _runs(counts: Counts) -> Iterator[dict[str, object]]:
    """Yield each run of equal marks with the places it takes among the marks of its option."""
    reached: Counter[tuple[str, str]] = Counter()
    for record, number in sorted(counts.marks.items()):
        first = reached[record[:2]]
        reached[record[:2]] += number
        yield {
            "contest": record.contest,
            "option": record.option,
            "voter_group": record.group,
            "mark": record.mark,
            "first": first,
            "beyond": first + number,
        }


def _name_rows(manifest_hash: bytes, counts: Counts) -> list[dict[str, object]]:
    return [
        {
            "manifest_hash": manifest_hash,
            "contest": record.contest,
            "position": position,
            "voter_group": record.group,
            "text": record.text,
        }
        for position, record in enumerate(counts.write_in_records())
    ]


def _text_rows(manifest_hash: bytes, counts: Counts) -> list[dict[str, object]]:
    reached: Counter[tuple[str, str, str]] = Counter()
    rows: list[dict[str, object]] = []
    for record, number in sorted(counts.texts.items()):
        for _again in range(number):
            rows.append(
                {
                    "manifest_hash": manifest_hash,
                    "contest": record.contest,
                    "option": record.option,
                    "slot": record.slot,
                    "position": reached[record[:3]],
                    "text": record.text,
                }
            )
            reached[record[:3]] += 1
    return rows


def _verdict_rows(manifest_hash: bytes, counts: Counts) -> list[dict[str, object]]:
    return [
        {
            "manifest_hash": manifest_hash,
            "voter_group": verdict.group,
            "outcome": verdict.outcome.value,
            "reason": verdict.reason,
            "sheets": number,
        }
        for verdict, number in sorted(counts.verdicts.items())
    ]
