"""审核 on the page: a paper through the checks, its safe fixes taken one by one, what doesn't apply said and kept."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from assistant.checks import Lookup
from assistant.export.fixed_file import write_fixed
from assistant.export.replacing import opened
from assistant.findings import Finding
from assistant.page.workbench import Workbench
from assistant.reporting.checked import Checked
from assistant.reporting.comments import write_comments
from assistant.reporting.html import html
from assistant.reporting.table import write_table
from assistant.reviewing import fixing
from assistant.reviewing.review import Against, Reviewed, letter_text, review, with_layout
from knowledge_base.errors import InputError, SetupError

PASTED = "粘贴的稿件.txt"
WITHHELD = "这处改动会带来新的问题，没有改，请手工修改。"
UNPLACED = "这处在文件里不能自动改（如脚注、自动编号），请手工修改。"


@dataclass(frozen=True)
class Review:
    """A paper under review. ``file`` is its newest copy and ``before`` the review before the last fixes; ``fixed``
    counts the fixes so far; ``original`` is the text as it was brought."""

    file: Path
    original: str
    kind: str
    stage: str
    against: Against
    reviewed: Reviewed
    checked: Checked
    fixed: int = 0
    before: "Review | None" = None

    @property
    def folder(self) -> Path:
        return self.file.parent.parent

    @property
    def fixable(self) -> tuple[Finding, ...]:
        return fixing.choose(self.reviewed.draft.text, (f for _, f in self.checked.open))

    def finding(self, n: int) -> Finding:
        """Raises InputError for a number of a list that is no longer shown."""
        findings = self.reviewed.report.findings
        if not 1 <= n <= len(findings):
            raise InputError("这一处已经不在了，请看新的结果。")
        return findings[n - 1]


class ReviewDesk:
    """Papers are copied into the home's exports and never changed where they came from."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def begin(
        self, file: str | None, text: str, kind: str, stage: str, proposal: str | None, sources: Sequence[str]
    ) -> Review:
        """Raises InputError for no paper, two papers, and what can't be read."""
        if file and text.strip():
            raise InputError("上传的文件和粘贴的文字只能用一样，请清除其中之一。")
        if not file and not text.strip():
            raise InputError("请先放入稿件文件（txt、md、docx），或粘贴文字。")
        against = Against.read(
            Path(proposal) if proposal else None, [Path(s) for s in sources], self._bench.settings.office
        )
        folder = self._bench.settings.home / "exports" / "review" / uuid4().hex / "0"
        folder.mkdir(parents=True)
        copy = folder / (Path(file).name if file else PASTED)
        try:
            if file:
                shutil.copyfile(file, copy)
            else:
                copy.write_text(text, encoding="utf-8")
            return self._look(copy, letter_text(copy), kind, stage, against)
        except BaseException:
            shutil.rmtree(folder.parent, ignore_errors=True)
            raise

    def again(self, review: Review, kind: str, stage: str) -> Review:
        """The same paper as another kind or at another stage."""
        looked = self._look(review.file, review.original, kind, stage, review.against)
        return replace(looked, fixed=review.fixed, before=review.before)

    def accept(self, review: Review, numbers: Iterable[int] | None = None) -> tuple[Review, str]:
        """The safe fixes of these findings (None: of all that are open) in a new copy, and what to say about it. Raises
        InputError when none can be made."""
        text = review.reviewed.draft.text
        wanted = review.fixable if numbers is None else tuple(review.finding(n) for n in numbers)
        others = [replace(f, fix=None) for f in review.reviewed.report.findings if f not in wanted]
        done = fixing.fix(text, [*wanted, *others], lambda t: self._findings(t, review))
        if not done.made:
            raise InputError(WITHHELD)
        target = review.file.parent.parent / str(int(review.file.parent.name) + 1) / _fixed_name(review.file)
        placed = write_fixed(review.file, target, [fixing.edit(text, f) for f in done.made], letter_text)
        if not placed:
            raise InputError(UNPLACED)
        known = self._bench.store.dismissed(text)
        after = letter_text(target)
        for (check, quote), reason in known.items():
            self._bench.store.dismiss(after, check, quote, reason)
        looked = self._look(target, review.original, review.kind, review.stage, review.against)
        left = len(wanted) - len(placed)
        said = f"已改正 {len(placed)} 处" + (f"，另有 {left} 处请手工修改。" if left else "。")
        return replace(looked, fixed=review.fixed + len(placed), before=review), said

    def dismiss(self, review: Review, n: int, reason: str) -> Review:
        """Marks a finding as not applicable, for good; an empty reason takes the mark back."""
        finding = review.finding(n)
        about = _about(finding, review.reviewed.report.findings)
        for text in {review.original, review.reviewed.draft.text}:
            self._bench.store.dismiss(text, finding.check, about, reason.strip())
        return replace(review, checked=self._checked(review.file, review.original, review.reviewed))

    def files(self, review: Review) -> list[str]:
        """The report as HTML, as Excel and, for a Word file, as comments; the fixed paper when something was fixed."""
        folder = review.folder / "report"
        name = review.checked.path.removesuffix(review.file.suffix)
        with opened(folder / f"{name}（校核报告）.html") as out:
            out.write(html([review.checked]))
        write_table([review.checked], folder / f"{name}（校核结果）.xlsx")
        files = [folder / f"{name}（校核报告）.html", folder / f"{name}（校核结果）.xlsx"]
        if review.file.suffix.lower() == ".docx":
            files.append(folder / f"{name}（批注）.docx")
            write_comments(review.file, review.checked, files[-1], letter_text)
        return [str(f) for f in ([review.file] if review.fixed else []) + files]

    def forget(self, review: Review | None) -> None:
        """Removes the copies."""
        if review is not None:
            shutil.rmtree(review.folder, ignore_errors=True)

    def _look(self, file: Path, original: str, kind: str, stage: str, against: Against) -> Review:
        read = review(letter_text(file), kind, stage, against, self._lookup())
        reviewed = with_layout(file, read, against.profile)
        return Review(file, original, kind, stage, against, reviewed, self._checked(file, original, reviewed))

    def _checked(self, file: Path, original: str, reviewed: Reviewed) -> Checked:
        store = self._bench.store
        known = store.dismissed(original) | store.dismissed(reviewed.draft.text)
        findings = reviewed.report.findings
        said = {f: known[key] for f in findings if (key := (f.check, _about(f, findings))) in known}
        return Checked(file.name.replace("（改正）", ""), reviewed, dismissed=said)

    def _findings(self, text: str, seen: Review) -> Sequence[Finding]:
        return review(text, seen.kind, seen.stage, seen.against, self._lookup()).report.findings

    def _lookup(self) -> Lookup | None:
        """None while there is no index: the checks say then what they could not decide."""
        try:
            return self._bench.kb
        except SetupError:
            return None


def _about(finding: Finding, among: Iterable[Finding]) -> str:
    """What a finding speaks of: its quotation, or what it says where that tells it from the others of its rule."""
    same = (f for f in among if (f.check, f.quote) == (finding.check, finding.quote))
    return finding.quote if finding.quote and all(f.message == finding.message for f in same) else finding.message


def _fixed_name(file: Path) -> str:
    return f"{file.stem.removesuffix('（改正）')}（改正）{file.suffix}"
