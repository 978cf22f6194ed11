"""Responses from paper: read as a file with the checks of the phone, kept as a batch, removed.

A batch has its own 发出 and 收回. Its responses are kept sorted, so that the order of the sheets,
which may be that of a list of names, is lost.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.surveys import queries, responses
from voting.surveys.answers import Checked
from voting.surveys.models import Invalidation, ResponseBatch, Survey
from voting.surveys.responses import Batch
from voting.surveys.rules import Mode, State
from voting.surveys.service.drafts import demand_version, locked, subject

OPEN_TO_BATCHES = frozenset({State.OPEN, State.CLOSED})
_MOST_REASONS = 500


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What the office says of a batch. ``issued`` None: nobody knows, by an open link only."""

    title: str
    issued: int | None


def read(found: Survey, content: bytes, name: str) -> Batch:
    """Read a file of responses; raises with everything that cannot be read, row by row."""
    demand_open(found)
    today = clock.local(found.closed_at or clock.now()).date().isoformat()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"responses{_suffix(name)}"
        path.write_bytes(content)
        batch = responses.read_file(path, queries.manifest_of(found).program, today)
    if not batch.returned:
        raise WrongInput(_("文件里没有答卷：第一行是题目，从第二行起一行一份。"))
    return batch


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isalnum() else ""


def check(found: Survey, facts: BatchFacts, batch: Batch) -> None:
    """Refuse a batch whose figures cannot be, or that is there already."""
    if facts.issued is None and found.mode != Mode.OPEN:
        raise WrongInput(_("请填写这一批发出了多少份，否则算不出回收率。"))
    if facts.issued is not None and facts.issued < batch.returned:
        raise WrongInput(
            _(
                "文件里有 %(returned)s 份答卷，比发出的 %(issued)s 份还多。"
                "请核对发出数，或删去文件里不是答卷的行。",
                returned=batch.returned,
                issued=facts.issued,
            )
        )
    content = _content(batch)
    for each in queries.batches(found.id):
        if each.title == facts.title:
            raise WrongInput(_("已经有一批叫“%(title)s”，请换一个名称。", title=each.title))
        # A few short answers may well be the same twice; so many are the same file.
        if each.content == content and each.valid >= found.least:
            raise WrongInput(
                _("这些答卷已经导入过，就是“%(title)s”这一批，没有再导入。", title=each.title)
            )


def keep(survey_id: int, facts: BatchFacts, batch: Batch, actor: str) -> ResponseBatch:
    """Keep a batch: all of it, or nothing."""
    with unit_of_work() as session:
        found = locked(session, survey_id)
        demand_open(found)
        check(found, facts, batch)
        made = ResponseBatch(
            survey_id=survey_id,
            title=facts.title,
            issued=facts.issued,
            returned=batch.returned,
            valid=len(batch.valid),
            invalid_rows=_reasons(batch),
            content=_content(batch),
            imported_at=clock.now(),
        )
        session.add(made)
        found.version += 1
        session.flush()
        audit.record(
            actor,
            Event.SURVEY_BATCH_IMPORTED,
            subject(found),
            title=made.title,
            issued=made.issued,
            returned=made.returned,
            valid=made.valid,
        )
    return made


def remove(survey_id: int, batch_id: int, version: int, reason: str, actor: str) -> None:
    """Remove a batch that was kept by mistake, and what was judged of its responses."""
    with unit_of_work() as session:
        found = locked(session, survey_id)
        demand_version(found, version)
        demand_open(found)
        kept = _batch(session, survey_id, batch_id)
        session.execute(
            delete(Invalidation).where(
                Invalidation.survey_id == survey_id,
                Invalidation.response.startswith(f"batch:{batch_id}:"),
            )
        )
        session.delete(kept)
        found.version += 1
        audit.record(
            actor,
            Event.SURVEY_BATCH_REMOVED,
            subject(found),
            title=kept.title,
            returned=kept.returned,
            reason=reason,
        )


def demand_open(found: Survey) -> None:
    """Refuse batches of a survey that is not published yet, or counted already."""
    if found.state == State.DRAFT:
        raise NotReady(_("问卷还没有发布，题目可能还会改，不能录入纸质答卷。请先发布。"))
    if found.state not in OPEN_TO_BATCHES:
        raise NotReady(_("问卷已经统计或作废，不能再录入或移除纸质答卷。"))


def invalid_rows(batch: ResponseBatch) -> list[tuple[int, str]]:
    """Return which rows came back and do not count, and why."""
    return [(row, reason) for row, reason in json.loads(batch.invalid_rows)]


def _batch(session: Session, survey_id: int, batch_id: int) -> ResponseBatch:
    kept = session.get(ResponseBatch, batch_id)
    if kept is None or kept.survey_id != survey_id:
        raise NotFound(_("没有这一批答卷，可能刚被移除。请刷新页面。"))
    return kept


def _reasons(batch: Batch) -> str:
    told = [[each.row, each.message] for each in batch.invalid[:_MOST_REASONS]]
    return json.dumps(told, ensure_ascii=False)


def _content(batch: Batch) -> bytes:
    """Return the valid responses as canonical JSON, sorted."""
    rows = sorted(_row(checked) for _place, checked in batch.valid)
    return f"[{','.join(rows)}]".encode()


def _row(checked: Checked) -> str:
    pairs = [
        [name, list(value) if isinstance(value, tuple) else value]
        for name, value in checked.answers.items()
        if value is not None
    ]
    return json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))
