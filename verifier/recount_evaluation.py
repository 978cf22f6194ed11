"""The figures of an evaluation, counted anew: what each subject got, in all and by voter group.

Voter groups are recounted where records.json tells them apart. Where it does not, the weighted
score of a subject cannot be worked out; everything that rests on all ballots together can.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from verifier.documents import Bundle
from verifier.evaluation_plan import OWN, UNMARKED, VOID, Plan, band_of, read_plan
from verifier.numbers import percent, rounded
from verifier.scoring import Rows, Scoring
from verifier.tally import over_returned, tally

Table = Mapping[str, Counter[str]]
"""Contest → the marks that one subject got, own lines and void ones too."""
Document = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The figures of one line; ``of`` is what shares are shares of."""

    n: int
    of: int
    counts: dict[str, int]
    unknown: int
    abstain: int
    void: int

    def document(self) -> Document:
        """Return what the result must say of it, but for its score."""
        so_far, cumulative = 0, {}
        for grade, number in self.counts.items():
            so_far += number
            cumulative[grade] = percent(so_far, self.of)
        return {
            "n": self.n,
            "of": self.of,
            "counts": self.counts,
            "shares": {grade: percent(number, self.of) for grade, number in self.counts.items()},
            "cumulative": cumulative,
            "unknown": self.unknown,
            "unknown_share": percent(self.unknown, self.of),
            "abstain": self.abstain,
            "abstain_share": percent(self.abstain, self.of),
            "void": self.void,
        }


class Evaluation:
    """The recount of an evaluation."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.plan: Plan = read_plan(bundle.manifest)
        self.scoring = Scoring(self.plan)

    @property
    def valid(self) -> bool:
        """Tell whether no more ballots came back than were issued, from any box."""
        return not over_returned(self.bundle)

    @property
    def quorum(self) -> bool | None:
        """Tell whether enough attended; None where the plan demands nothing."""
        demanded, counts = self.plan.quorum, self.bundle.counts
        if demanded is None or not counts.eligible:
            return None
        return counts.attended >= demanded * counts.eligible

    @property
    def held(self) -> bool:
        """Tell whether there is anything to announce."""
        return self.valid and self.quorum is not False

    @property
    def subjects(self) -> list[str]:
        """Return those who are judged, in the order of the ballot."""
        return list(next(iter(self.plan.contests.values())).names)

    @cached_property
    def _tables(self) -> dict[str, dict[str, Counter[str]]]:
        return {contest: tally(self.bundle, contest) for contest in self.plan.contests}

    def table(self, subject: str) -> Table:
        """Return all marks that a subject got."""
        return {contest: options[subject] for contest, options in self._tables.items()}

    def table_of(self, group: str, subject: str) -> Table:
        """Return the marks that a subject got from a voter group that is told apart."""
        if len(self.plan.groups) == 1:
            return self.table(subject)
        place = list(self.plan.groups).index(group)
        marks = self.bundle.records.groups[place].marks
        return {contest: Counter(marks[contest][subject]) for contest in self.plan.contests}

    @property
    def told_apart(self) -> bool:
        """Tell whether every voter group's marks are known."""
        return bool(self.bundle.records.groups) or len(self.plan.groups) == 1

    # --- Lines --------------------------------------------------------------------------------

    def line(self, contest: str, marks: Counter[str], base: int | None) -> Line:
        """Return a contest's figures; ``base``: the sheets shares are of, or None: the rows."""
        plan, n = self.plan, _rows(marks)
        return Line(
            n=n,
            of=n if base is None else max(base - marks[OWN], 0),
            counts=self._counts(contest, marks),
            unknown=marks[plan.unknown] if plan.unknown else 0,
            abstain=marks[UNMARKED],
            void=marks[VOID],
        )

    def _counts(self, contest: str, marks: Counter[str]) -> dict[str, int]:
        plan, grades = self.plan, self.plan.grades(contest)
        numbers = plan.contests[contest].numbers
        if numbers is None:
            return {grade: marks[grade] for grade in grades}
        bands, found = plan.bands(contest), Counter[str | None]()
        for mark, number in marks.items():
            if numbers.has(mark):
                found[band_of(bands, Fraction(mark))] += number
        return {grade: found[grade] for grade in grades}

    @property
    def base(self) -> int | None:
        """Return the sheets that shares are of; None where they are of the rows that count."""
        base = self.plan.base
        return None if base == "valid" else self.bundle.counts.published()[base]

    def summary(self, table: Table, base: int | None) -> Line:
        """Return a subject's line: all dimensions together, or the overall tick alone."""
        every = {contest: self.line(contest, marks, base) for contest, marks in table.items()}
        summed = [every[self.plan.overall]] if self.plan.overall else list(every.values())
        counts: Counter[str] = Counter()
        for each in summed:
            counts.update(each.counts)
        alike = all(list(each.counts) == list(summed[0].counts) for each in summed)
        return Line(
            n=max(each.n for each in every.values()),
            of=sum(each.of for each in summed),
            counts={grade: counts[grade] for grade in summed[0].counts} if alike else {},
            unknown=sum(each.unknown for each in summed),
            abstain=sum(each.abstain for each in summed),
            void=sum(each.void for each in summed),
        )

    # --- Scores -------------------------------------------------------------------------------

    def pooled(self, subject: str) -> Fraction | None:
        """Return what all rows together are worth, added points included."""
        return self._with_extra(subject, self.scoring.of_rows(_counting(self.table(subject))))

    def score(self, subject: str) -> Fraction | None:
        """Return a subject's score; where groups have weights they must be told apart."""
        if not self.plan.weighted:
            return self.pooled(subject)
        values = {
            group: self.scoring.of_rows(_counting(self.table_of(group, subject)))
            for group in self.plan.groups
        }
        return self._with_extra(subject, self.scoring.of_groups(values))

    def score_of_dimension(self, contest: str, subject: str) -> Fraction | None:
        """Return the score of one dimension, by all groups."""
        if not self.plan.scores:
            return None
        if not self.plan.weighted:
            return self.scoring.part(contest, _counting(self.table(subject))[contest])
        values = {
            group: self.scoring.part(contest, _counting(self.table_of(group, subject))[contest])
            for group in self.plan.groups
        }
        return self.scoring.of_groups(values)

    def _with_extra(self, subject: str, value: Fraction | None) -> Fraction | None:
        return None if value is None else value + self.plan.extra.get(subject, 0)

    def group_document(self, group: str, subject: str) -> Document:
        """Return what the result must say of a subject in one group; shares are of its rows."""
        table, scoring = self.table_of(group, subject), self.scoring
        rows = _counting(table)
        dimensions = {
            contest: self.line(contest, table[contest], None).document()
            | {"score": printed(scoring.part(contest, rows[contest]))}
            for contest in self.plan.dimensions
        }
        whole = self.summary(table, None).document()
        return whole | {"score": printed(scoring.of_rows(rows)), "dimensions": dimensions}

    def flags(self, subject: str, score: Fraction | None) -> list[str]:
        """Return the flags that a subject's line raises, with its score as it is printed."""
        plan, line = self.plan, self.summary(self.table(subject), self.base)
        found = []
        for name, grades, share in plan.flags:
            part = Fraction(sum(line.counts.get(grade, 0) for grade in grades), line.of or 1)
            raised = part < share if name == "below_good" else part > share
            if line.of and raised:
                found.append(name)
        if plan.overall and score is not None and self._differs(subject, score):
            found.append("overall_differs")
        return found

    def _differs(self, subject: str, score: Fraction) -> bool:
        """Tell whether the overall grade given most often is not the band of the total."""
        given = self.table(subject)[self.plan.overall or ""]
        band = band_of(self.plan.result_bands, score)
        most = max(given[grade] for grade in self.plan.scale)
        return bool(most) and band is not None and given[band] < most


def printed(score: Fraction | None) -> str | None:
    """Write a score as the result prints it."""
    return None if score is None else rounded(score, 2)


def _rows(marks: Counter[str]) -> int:
    return sum(number for mark, number in marks.items() if mark not in {OWN, VOID})


def _counting(table: Table) -> Rows:
    """Return the marks that count: a subject's own line and a void one say nothing."""
    return {
        contest: {mark: number for mark, number in marks.items() if mark not in {OWN, VOID}}
        for contest, marks in table.items()
    }
