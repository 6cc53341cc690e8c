"""The groups of cases that figures are about: by kind, role, state, proposer, and the bases of rates."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.intake.workbook.vocabulary import vocabulary
from assistant.ledger import ANSWERED_BY_US, LEADING, CaseKind, Ledger, LedgerCase, Role, Year
from assistant.tallies.tally import Selection

KIND_WORDS: dict[CaseKind, str] = {"建议": "人大代表建议", "提案": "政协提案"}
PARTIES = "党派团体"
FACE_DUE = "主办建议＋党派团体主办提案"
MOST_THEMES = 24


@dataclass(frozen=True)
class Groups:
    """The cases of one list of the ledger. ``as_of`` None counts everything that is closed."""

    ledger: Ledger
    year: Year = "this"
    as_of: date | None = None

    @cached_property
    def all(self) -> Selection:
        return Selection("", self.ledger.of(self.year))

    @cached_property
    def themes(self) -> dict[str, Selection]:
        return self.all.by("theme", lambda c: c.theme)

    @cached_property
    def departments(self) -> dict[str, Selection]:
        return self.all.by("department", lambda c: c.department)

    @cached_property
    def kinds(self) -> tuple[CaseKind, ...]:
        present = {c.kind for c in self.all.cases}
        return tuple(k for k in KIND_WORDS if k in present)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        present = {c.role for c in self.all.cases if c.role}
        return tuple(r for r in ("主办", "独办", "承办", "分办", "会办", "参阅") if r in present)

    def role_word(self, role: Role, kind: CaseKind = "") -> str:
        """The ledger's own word for a role (协办 for 会办), by kind where they differ."""
        words = Counter(c.role_word for c in self.all.cases if c.role == role and kind in ("", c.kind))
        word = words.most_common(1)[0][0].removesuffix("单位").removesuffix("件") if words else role
        return word if word in vocabulary().roles.get(role, ()) else role

    def of_kind(self, kind: CaseKind) -> Selection:
        return self.all.where(KIND_WORDS[kind], lambda c: c.kind == kind, "kind")

    def of_role(self, role: Role, within: Selection | None = None, kind: CaseKind = "") -> Selection:
        return self._in(within).where(self.role_word(role, kind), lambda c: c.role == role, "role")

    def _in(self, within: Selection | None) -> Selection:
        return self.all if within is None else within

    def done(self, within: Selection | None = None) -> Selection:
        return self._in(within).where("已办结", self.is_done, "closed")

    def open(self, within: Selection | None = None) -> Selection:
        return self._in(within).where("未办结", lambda c: not self.is_done(c), "closed")

    def is_done(self, case: LedgerCase) -> bool:
        if self.as_of and case.closed:
            return case.closed <= self.as_of
        return case.done

    def on_time(self, within: Selection | None = None) -> Selection:
        """Closed by the day that was set; one with no such day counts as kept."""
        return self.done(within).where(
            "按时", lambda c: c.due is None or c.closed is None or c.closed <= c.due, "due", "closed"
        )

    def late(self, within: Selection | None = None) -> Selection:
        return self.done(within).where("超期", lambda c: bool(c.due and c.closed and c.closed > c.due), "due", "closed")

    def overdue(self) -> Selection:
        """Open after the day that was set."""
        day = self.as_of
        return self.open().where("已超期", lambda c: bool(day and c.due and c.due < day), "due")

    @cached_property
    def lead(self) -> Selection:
        """Cases that this office answers: 独办, 承办, 主办, 分办."""
        words = [self.role_word(r) for r in self.roles if r in ANSWERED_BY_US]
        name = "主办件" if words == ["主办"] else f"应答复件（{'＋'.join(words)}）"
        return self.all.where("", lambda c: c.role in ANSWERED_BY_US, "role").called(name)

    @cached_property
    def lead_done(self) -> Selection:
        return self.done(self.lead).called(f"已办结{self.lead.name}")

    @cached_property
    def classed(self) -> Selection:
        """Cases that bear a result: those of ours that are closed; without roles or closing dates all there are."""
        if 0 < len(self.lead_done) < len(self.all):
            return self.lead_done
        return self.all.called("全部件")

    @cached_property
    def face_due(self) -> Selection:
        """Cases that many offices must answer face to face: led 建议 and led 提案 of parties and organisations."""
        return self.lead.where(
            "",
            lambda c: c.role in LEADING and (c.kind == "建议" or c.proposer_type == PARTIES),
            "kind",
            "role",
            "proposer_type",
        ).called(FACE_DUE)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Units that lead cases, the one with most first; several only in a ledger over all units."""
        led = {c.lead: 0 for c in self.all.cases if c.lead and c.role in ("", *ANSWERED_BY_US)}
        listed = Counter(c.lead for c in self.all.cases)
        return tuple(sorted(led, key=lambda u: -listed[u])) if len(led) > 2 else ()
