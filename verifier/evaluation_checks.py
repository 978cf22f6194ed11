"""Checks of an evaluation's result: figures, scores, flags and ranks, worked out anew."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from verifier.canonical import Node
from verifier.documents import Bundle
from verifier.evaluation_plan import band_of
from verifier.numbers import exact, percent
from verifier.recount_evaluation import Evaluation, printed
from verifier.report import Mismatch

WITHHELD = "withheld"
_SAME = ("scheme", "labels", "unknown", "base", "min_group", "small_groups", "dimensions")


def held_rightly(bundle: Bundle) -> str:
    """Judge quorum and validity anew, and the rates."""
    evaluation, result, counts = Evaluation(bundle), bundle.result, bundle.counts
    if result["quorum"].value is not evaluation.quorum:
        raise Mismatch("到会人数是否达到规定，复算与结果不符")
    if result["valid"].value is not evaluation.valid:
        raise Mismatch("测评是否有效，复算与结果不符")
    rates = {
        "returned": percent(counts.returned, counts.issued),
        "valid": percent(counts.valid, counts.returned),
    }
    if result["rates"].value != rates:
        raise Mismatch("回收率、有效率复算与结果不符")
    return f"收回 {counts.returned}/{counts.issued}，有效 {counts.valid}/{counts.returned}"


def plan_kept(bundle: Bundle) -> str:
    """Compare what the result repeats of the plan with the manifest."""
    evaluation, result = Evaluation(bundle), bundle.result
    for key in _SAME:
        if result[key].value != evaluation.plan.rules[key].value:
            raise Mismatch(f"结果中的 {key} 与清单中的测评方案不符")
    grades = {evaluation.plan.grades(contest) for contest in evaluation.plan.contests}
    one = grades.pop() if len(grades) == 1 else ()
    if result["scale"].texts() != list(evaluation.plan.scale or one):
        raise Mismatch("结果中的等次与清单中的测评方案不符")
    _refuse_other_groups(evaluation)
    return f"方案与清单一致，计分方式 {evaluation.plan.kind}"


def _refuse_other_groups(evaluation: Evaluation) -> None:
    bundle = evaluation.bundle
    said = {row["id"].text(): row for row in bundle.result["groups"]}
    expected = {str(group["id"]): group for group in _groups(evaluation)}
    if set(said) != set(expected) or len(said) != len(list(bundle.result["groups"])):
        raise Mismatch("结果中的组别与清单不符")
    for id_, row in said.items():
        title = expected[id_]["title"]
        for key, value in expected[id_].items():
            if row[key].value != value:
                raise Mismatch(f"组别“{title}”的 {key} 与清单或票数不符")
        if row["valid"].whole() + row["rejected"].whole() != expected[id_]["returned"]:
            raise Mismatch(f"组别“{title}”的有效、无效票之和不等于收回")
    for id_, records in zip(expected, bundle.records.groups, strict=False):
        if (said[id_]["valid"].value, said[id_]["rejected"].value) != (
            records.valid,
            records.rejected,
        ):
            raise Mismatch("各组有效、无效票与开箱记录不符")


def _groups(evaluation: Evaluation) -> Iterator[dict[str, object]]:
    """Return what the result must say of every group of the plan, in the manifest's order."""
    bundle, rules = evaluation.bundle, evaluation.plan.rules.get("groups")
    if rules is None:
        return
    returned = Counter(entry.group for entry in bundle.board.entries)
    for box in bundle.boxes:
        returned[box.group] += box.returned
    papers = set(bundle.counts.papers)
    for place, group in enumerate(bundle.manifest.groups):
        row = rules[group.id].mapping()
        yield {
            "id": group.id,
            "title": row["title"].value,
            "weight": row["weight"].value,
            "eligible": len(group.electors),
            "issued": len(papers.intersection(group.electors)),
            "returned": returned[place],
        }


def _subjects(evaluation: Evaluation) -> dict[str, Node]:
    """Return the subjects of the result, which must be those of the ballot, or none."""
    said = list(evaluation.bundle.result["subjects"])
    expected = evaluation.subjects if evaluation.held else []
    if [each["id"].value for each in said] != expected:
        raise Mismatch("结果中的测评对象或其次序与选票不符")
    return dict(zip(expected, said, strict=True))


def _refuse(name: str, said: Node, expected: Mapping[str, object], place: str = "") -> None:
    for key, value in expected.items():
        if said[key].value != value:
            raise Mismatch(f"“{name}”{place}的 {key} 复算为 {value}，与结果不符")


def figures_follow(bundle: Bundle) -> str:
    """Count every subject's grades anew, in all and by dimension, with their shares."""
    evaluation = Evaluation(bundle)
    subjects = _subjects(evaluation)
    first = bundle.manifest.contests[0]
    for subject, said in subjects.items():
        name, table = first.names[subject], evaluation.table(subject)
        _refuse(name, said, {"name": name, "note": first.notes[subject]})
        _refuse(name, said, evaluation.summary(table, evaluation.base).document())
        dimensions = said["dimensions"].mapping()
        if set(dimensions) != set(evaluation.plan.dimensions):
            raise Mismatch(f"“{name}”的维度与方案不符")
        for contest, row in dimensions.items():
            line = evaluation.line(contest, table[contest], evaluation.base)
            _refuse(name, row, line.document(), f"（{contest}）")
    return f"{len(subjects)} 名测评对象的票数和比例逐一复算相符"


def scores_follow(bundle: Bundle) -> str:
    """Work out every score anew, as far as the groups it is weighted by are told apart."""
    evaluation = Evaluation(bundle)
    plan, subjects = evaluation.plan, _subjects(evaluation)
    known = not plan.weighted or evaluation.told_apart
    for subject, said in subjects.items():
        name = bundle.manifest.contests[0].names[subject]
        extra = printed(plan.extra.get(subject))
        _refuse(name, said, {"pooled": printed(evaluation.pooled(subject)), "extra": extra})
        if known:
            _refuse(name, said, {"score": printed(evaluation.score(subject))})
            for contest in plan.dimensions:
                score = printed(evaluation.score_of_dimension(contest, subject))
                _refuse(name, said["dimensions"][contest], {"score": score}, f"（{contest}）")
    if not plan.scores:
        return "方案不计分"
    if not known:
        return "有的组人数过少，各组没有分开公布：加权得分无法复算，只复算了不加权的得分"
    return f"{len(subjects)} 名测评对象的得分逐一复算相符"


def groups_follow(bundle: Bundle) -> str:
    """Count what each voter group said anew; where they are not told apart, compare the sums."""
    evaluation = Evaluation(bundle)
    shown = 0
    for subject, said in _subjects(evaluation).items():
        name, rows = bundle.manifest.contests[0].names[subject], said["by_group"].mapping()
        if evaluation.plan.groups and evaluation.told_apart:
            if set(rows) != set(evaluation.plan.groups):
                raise Mismatch(f"“{name}”的组别与清单不符")
            for group, row in rows.items():
                _refuse_group(evaluation, subject, group, row)
        else:
            _refuse_more_than_all(name, said, rows)
        shown += sum(row.value != WITHHELD for row in rows.values())
    return f"各组票数复算相符（公布 {shown} 项）"


def _refuse_group(evaluation: Evaluation, subject: str, group: str, row: Node) -> None:
    name = evaluation.bundle.manifest.contests[0].names[subject]
    expected = evaluation.group_document(group, subject)
    table = evaluation.table_of(group, subject)
    sizes = [evaluation.line(contest, marks, None).n for contest, marks in table.items()]
    least = evaluation.plan.rules["min_group"].whole()
    if any(0 < size < least for size in sizes):
        raise Mismatch(f"“{name}”在组别 {group} 的票数少于 {least} 张，不应单独公布")
    if row.value != expected:
        raise Mismatch(f"“{name}”在组别 {group} 的票数或得分复算与结果不符")


def _refuse_more_than_all(name: str, said: Node, rows: Mapping[str, Node]) -> None:
    """Refuse groups that together show more of a grade than all ballots have."""
    together: Counter[str] = Counter()
    for row in rows.values():
        if row.value != WITHHELD:
            counts = row["counts"].mapping()
            together.update({grade: number.whole() for grade, number in counts.items()})
    whole = {grade: number.whole() for grade, number in said["counts"].mapping().items()}
    if any(number > whole.get(grade, 0) for grade, number in together.items()):
        raise Mismatch(f"“{name}”各组票数之和多于总数")


def places_follow(bundle: Bundle) -> str:
    """Judge bands, flags and ranks anew, by the scores as they are printed."""
    evaluation = Evaluation(bundle)
    subjects = _subjects(evaluation)
    scores = {subject: _score(said) for subject, said in subjects.items()}
    there = [score for score in scores.values() if score is not None]
    for subject, said in subjects.items():
        score = scores[subject]
        rank = None if score is None else 1 + sum(other > score for other in there)
        band = None if score is None else band_of(evaluation.plan.result_bands, score)
        flags = evaluation.flags(subject, score)
        name = bundle.manifest.contests[0].names[subject]
        _refuse(name, said, {"band": band, "flags": flags, "rank": rank})
    return f"{len(subjects)} 名测评对象的档次、提示和名次与公布的得分相符"


def _score(said: Node) -> Fraction | None:
    score = said.get("score")
    return None if score is None else exact(score)
