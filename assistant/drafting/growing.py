"""A model's text as it grows into a section: sentence by sentence cleaned, bound to its figures, doubted where nothing
bears it out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.draft import Block, Run, State
from assistant.drafting.assertions import PROMISED, Ground, doubts, share
from assistant.drafting.cleaning import Fault, Piece, Sentences, address_in, clean, says_again, similar, traditional
from assistant.drafting.dossier import Dossier
from assistant.drafting.figure_places import Setting, misplacements, rebound
from assistant.drafting.matter import holds, matter
from assistant.drafting.offline import organ, provider, to_hear
from assistant.drafting.quoting import as_issued
from assistant.drafting.supplied import is_planned, time_given
from assistant.drafting.tokens import legible, opened, repaired
from assistant.drafting.writer import Brief, Section, Status
from assistant.figures import Figure, show
from assistant.marked import PLACEHOLDER, TOKEN, from_marked, inner, unverified
from assistant.model.redaction import has_stand_in

LONGEST = 2400
"""Characters of a section after which a model that does not end is cut off."""
REPEATS = 3
"""How often a sentence may come again before the model counts as stuck."""
TO_THE_POINT = 0.2
"""Share of the ask's words, by weight, that an answer to it must hold."""
NEAREST = 0.75
"""Fit to the ask, against the best, of evidence whose words count as an answer to it."""
ON_THE_MATTER = 2.0
"""Weight of the ask's words that a paragraph must hold which rests only on what may not be to the point."""
_LEAST = 6
"""Characters below which a text says nothing."""
_NAMED, _QUOTED = 3, 30
"""Most clauses of the 处室 that a note names, and the characters that it quotes of each."""
_MONTH = re.compile(r"\d{1,2}月")
_TITLE = re.compile(r"《([^《》\n]+)》(?:（[^（）\n]{0,30}号）)?")
_WORK = re.compile(r"已[开做办建公采组印发]|做法|进展|情况")
_PLAN = re.compile(r"下一?步|打算|安排|措施|计划")
"""What a model itself says to be missing: it is not asked for twice."""
_THIS_PAPER = re.compile(r"(?:该|上述|前述)(?:文件|条例|办法|意见|通知|规定|法(?![定律])|方案|措施)")
_END = re.compile(r"[。！？；：〕][”’）]?$")
_HALF_TOKEN = re.compile(r"⟦[^⟦⟧]*$")
_FAULTS: dict[Fault, str] = {
    "chatter": "客套和说明",
    "formula": "应由程序写的称谓、套语",
    "leak": "提示词原文",
    "repeat": "重复的句子",
    "refusal": "拒绝作答的话",
    "thought": "思考过程",
    "link": "网址、电话、邮箱或二维码",
    "foreign-language": "外文",
}


@dataclass
class Growing:
    """``raw`` is what the model wrote, for the record; ``paragraphs`` what of it stands."""

    brief: Brief
    dossier: Dossier
    instructions: str
    paragraphs: list[list[Run]] = field(default_factory=lambda: [[]])
    faults: dict[Fault, int] = field(default_factory=dict)
    stuck: str = ""
    raw: str = ""
    _sentences: Sentences = field(default_factory=Sentences)
    _said: dict[str, int] = field(default_factory=dict)
    _length: int = 0

    def __post_init__(self) -> None:
        d, b = self.dossier, self.brief
        people = tuple(p.name for p in b.proposal.proposers)
        asked = f"{b.ask.text}\n{b.proposal.title}"
        pronoun = "贵单位" if b.role == "会办" else b.proposal.pronoun
        p = b.profile
        owner = organ(b.ask, p) if b.ask.duty != "own" else ""
        self._ground = Ground(b.profile, d.supplied, d.known, asked, d.told, people, pronoun, d.papers, d.own, owner)
        self._ours = (p.name, p.short, *p.aliases, p.place, *p.within, *p.superiors)

    def read(self, chunks: Iterable[str]) -> Iterator[str]:
        """The visible text, sentence by sentence. When the stream has ended, half a token says nothing and goes."""
        for chunk in chunks:
            self.raw += chunk
            for sentence in self._sentences.feed(chunk):
                yield from self._add(sentence)
            if self.stuck:
                break
        yield from self._add(_HALF_TOKEN.sub("", self._sentences.close()), last=True)

    def _add(self, sentence: str, *, last: bool = False) -> Iterator[str]:
        if "</think>" in sentence:  # all so far was the model's reasoning, its opening tag withheld by the server
            sentence = sentence.rpartition("</think>")[2]
            self.paragraphs = [[]]
        self._length += len(sentence)
        piece = clean(sentence, self.instructions)
        piece = Piece("", "link", piece.breaks) if address_in(piece.text) else self._seen_before(piece)
        if piece.fault:
            self.faults[piece.fault] = self.faults.get(piece.fault, 0) + 1
        if piece.text:
            whole = bool(_END.search(piece.text))
            runs = self._runs(piece.text if whole or last else f"{piece.text}。", cut=last and not whole)
            self.paragraphs[-1] += runs
            yield "".join(r.text for r in runs)
        if piece.breaks and self.paragraphs[-1]:
            self.paragraphs.append([])
            yield "\n"
        if self._length > LONGEST and not self.stuck:
            self.stuck = "大模型写得过长，已截断。"

    def _seen_before(self, piece: Piece) -> Piece:
        if len(piece.text) < 6:
            return piece
        before = next(
            (said for said in self._said if similar(said, piece.text) or says_again(said, piece.text)), piece.text
        )
        times = self._said[before] = self._said.get(before, 0) + 1
        if times > REPEATS:
            self.stuck = "大模型反复写同一句话，已截断。"
        return Piece("", "repeat", piece.breaks) if times > 1 else piece

    def _runs(self, sentence: str, *, cut: bool = False) -> tuple[Run, ...]:
        ids = [c.id for c in self.dossier.citations]
        sheet = self.dossier.sheet
        sentence = legible(self._with_citations(repaired(sentence, sheet, ids)), sheet)
        setting = self._setting(sentence)
        sentence = rebound(sentence, setting, self.dossier, self._figures_for(sentence))
        runs = as_issued(from_marked(sentence, self._figures_for(sentence), citations=self.dossier.citations))
        later = any(r.kind != "missing" for p in self.paragraphs for r in p)
        why = [
            *doubts(self._spelt_out(sentence), self._ground_of(sentence), later=later),
            *misplacements(sentence, setting, self.dossier),
        ]
        if self._is_beside_the_point(sentence, runs):
            why.append("所依据的材料没有判定为切题，这里又没有讲到诉求所提的事，请核对。")
        if cut:
            why.append("这一句没有写完，请补全或删去。")
        if written := traditional(sentence):
            why.append(f"“{written[:6]}”是繁体字，公文用规范汉字，请改写。")
        if has_stand_in(sentence):
            why.append("这里牵涉个人信息，答复中不应出现，请删改。")
        return _doubtful(runs, " ".join(why)) if why else runs

    def _spelt_out(self, sentence: str) -> str:
        """With the paper that 该条例 means: the last one cited in the paragraph."""
        cited = [*(r.ref for r in self.paragraphs[-1] if r.kind == "citation")]
        return _THIS_PAPER.sub(f"⟦{cited[-1]}⟧", sentence) if cited else sentence

    def _ground_of(self, sentence: str) -> Ground:
        """With the papers that may not be to the point, where the paragraph names them."""
        named = self._named(sentence)
        if not (asides := [a for document, a in self.dossier.aside.items() if document in named]):
            return self._ground
        known = "\n".join([self._ground.known, *(a.known for a in asides)])
        return replace(self._ground, known=known, told=(*self._ground.told, *(t for a in asides for t in a.told)))

    def _named(self, sentence: str) -> set[str]:
        """The papers that the paragraph rests on, with this sentence."""
        refs = {r.ref for r in self.paragraphs[-1]} | set(TOKEN.findall(sentence))
        return {self._document(r) for r in refs} - {""}

    def _is_beside_the_point(self, sentence: str, runs: Sequence[Run]) -> bool:
        """Whether the paragraph rests only on papers that may not be to the point and says next to nothing of what is asked."""
        named = self._named(sentence)
        if not named or not named <= {p.document for p in self.brief.evidence.near} - self._found:
            return False
        said = "".join(r.text for r in (*self.paragraphs[-1], *runs))
        return sum(v for word, v in matter(self.brief.ask).weights.items() if holds(said, word)) < ON_THE_MATTER

    def _figures_for(self, sentence: str) -> Mapping[str, Figure]:
        """What a number in the sentence can mean: a figure that may not be to the point only where its token is written."""
        aside = {id for a in self.dossier.aside.values() for id in a.figures} - set(TOKEN.findall(sentence))
        return {id: f for id, f in self.dossier.sheet.items() if id not in aside}

    def _document(self, ref: str) -> str:
        """The paper of a figure or a citation."""
        d = self.dossier
        if figure := d.sheet.get(ref):
            return figure.source.document
        return next((c.source.document for c in d.citations if c.id == ref), "")

    def _setting(self, sentence: str) -> Setting:
        """The paragraph in which the sentence stands."""
        written = self.paragraphs[-1]
        cited = {r.ref for r in written if r.kind == "citation"} | set(TOKEN.findall(sentence))
        return Setting("".join(r.text for r in written if r.kind != "unverified"), cited, self._ours)

    def _with_citations(self, sentence: str) -> str:
        """Titles that the model typed: those of our citations become tokens, others a visible doubt."""
        ids = {inner(c.source.title): c.id for c in self.dossier.citations}
        marks = [m.span() for m in PLACEHOLDER.finditer(sentence)]

        def token(m: re.Match[str]) -> str:
            if any(a <= m.start() < b for a, b in marks) or m[1] == self.brief.proposal.title:
                return m.group()
            if m[1] in ids:
                return f"⟦{ids[m[1]]}⟧"
            named = m.group() if m.group() in self.dossier.known else ""
            return named or f"〔待核实：{opened(m.group())}〕"

        return _TITLE.sub(token, sentence)

    @property
    def says_something(self) -> bool:
        """Whether anything stands without a doubt: a section of doubts alone helps nobody."""
        stands = "".join(r.text for p in self.paragraphs for r in p if r.kind in ("text", "figure", "citation"))
        return len(re.findall(r"[\u4e00-\u9fff]", stands)) >= _LEAST

    @property
    def found_nothing(self) -> bool:
        """Whether it was shown only what may not be to the point, and says that something is missing and no more."""
        evidence = self.brief.evidence
        sure = evidence.usable or evidence.contributions
        return not sure and {r.kind for p in self.paragraphs for r in p if r.text.strip("。")} == {"missing"}

    @property
    def is_to_the_point(self) -> bool:
        """Whether it speaks of what is asked, or says what the evidence found for it says."""
        said = "".join(r.text for p in self.paragraphs for r in p if r.kind != "missing")
        weighed = matter(self.brief.ask).weights
        total = sum(weighed.values())
        if total and sum(v for w, v in weighed.items() if holds(said, w)) >= TO_THE_POINT * total:
            return True
        best = max((p.fit for p in self.brief.evidence.points), default=0.0)
        points = "".join(p.text for p in self.brief.evidence.points if p.fit >= NEAREST * best) + self.dossier.supplied
        return share(said, points) >= PROMISED

    @property
    def findings(self) -> tuple[str, ...]:
        """What the model should mend, each with the sentence that it is about."""
        doubted = [r for p in self.paragraphs for r in p if r.kind == "unverified"]
        found = [f"“{opened(r.text)}”：{r.note or '没有依据。'}" for r in doubted]
        found += [f"有{_FAULTS[f]}，已删去，不要再写。" for f in self.faults if f != "repeat"]
        if self.found_nothing:
            return ()
        if not self.says_something and not found:
            found.append("没有写出可用的中文正文。")
        elif not self.is_to_the_point:
            found.append("没有讲到这条诉求所提的事。")
        return (*found, self.stuck) if self.stuck else tuple(found)

    @property
    def given(self) -> frozenset[str]:
        """The figures of the 处室 that stand without a doubt."""
        refs = {r.ref for p in self.paragraphs for r in p if r.kind == "figure"}
        return frozenset(f.id for f in self.dossier.sheet.values() if f.id in refs and f.source.kind == "person")

    @property
    def left_out(self) -> str:
        """What the 处室 gave, by its clauses with figures and its times, and the section does not say; Chinese."""
        said = "".join(opened(r.text) for p in self.paragraphs for r in p)
        of_ours = (f for f in self.dossier.sheet.values() if f.source.kind == "person")
        clauses = [f.source.quote.strip("，；。 ") for f in of_ours if show(f) not in said]
        for c in self.brief.evidence.contributions:
            if is_planned([c]) and any(month not in said for month in _MONTH.findall(c.due)):
                clauses.append(f"完成时限：{c.due.strip()}")
        told = [f"“{c if len(c) <= _QUOTED else c[:_QUOTED] + '…'}”" for c in dict.fromkeys(clauses)]
        more = f"等{len(told)}处" if len(told) > _NAMED else ""
        return f"处室材料中的{'、'.join(told[:_NAMED])}{more}没有写入，请看是否补上。" if told else ""

    @property
    def faulty(self) -> int:
        return sum(self.faults.values())

    @property
    def doubted(self) -> int:
        return sum(r.kind == "unverified" for p in self.paragraphs for r in p)

    def why_unusable(self) -> str:
        if self.says_something:
            return "所写内容没有讲到这条诉求"
        if any(r.kind == "unverified" for p in self.paragraphs for r in p):
            return "所写内容都没有依据"
        return f"只有{self.faults_named()}" if self.faults else "没有输出文字"

    def faults_named(self) -> str:
        return "、".join(_FAULTS[f] for f in self.faults)

    def section(self, state: State, problem: str) -> Section:
        """With local ids; ``state`` other than complete leaves a visible mark where the text breaks off."""
        number = self.brief.number
        blocks = [Block("paragraph", tuple(_shortened(p)), ask=number) for p in self.paragraphs if p]
        status = self._status()
        if state != "complete":
            why = "起草被停止" if state == "interrupted" else "大模型中断"
            blocks.append(_missing(f"{why}，本项没有写完", number))
        if gap := self._gap(status):
            blocks.append(_missing(gap, number))
        note = [f"大模型输出中的{self.faults_named()}已删去。"] if self.faults else []
        if status == "open" and self.doubted:
            note.append("大模型所写的有待核实，去掉这些就没有依据，不算已答复。")
        if titles := "、".join(f"《{t}》" for t in self._unsure):
            note.append(f"{titles}没有判定为切题，大模型用了，请核对是否与诉求是一回事。")
        if state == "complete" and self.left_out:
            note.append(self.left_out)
        return Section(number, status, tuple(blocks), self.dossier.citations, state, " ".join([*note, problem]).strip())

    @property
    def _used(self) -> frozenset[str]:
        """The papers whose figures or titles the text has."""
        return frozenset(self._document(r.ref) for p in self.paragraphs for r in p if r.kind in ("citation", "figure"))

    @property
    def _found(self) -> set[str]:
        """The papers that were found to bear on the ask."""
        return {p.document for p in self.brief.evidence.usable}

    @property
    def _unsure(self) -> list[str]:
        """Titles of the papers that the text rests on without their having been found to bear on the ask. A text that
        names none rests on all that was shown."""
        near = {p.document: inner(p.title) for p in self.brief.evidence.near if p.document not in self._found}
        resting = self._used or (set() if self._found or self.brief.evidence.contributions else set(near))
        return [title for document, title in near.items() if document in resting]

    def _status(self) -> Status:
        """The office's own papers count when the text uses them, or at least cites nothing else. Where a sentence is in doubt only
        what stands without it can answer; papers that may not be to the point never do, nor is another organ's matter
        ours to answer."""
        d = self.dossier
        papers = {c.id: c.source.document for c in d.citations}
        own = {papers[c] for c in d.own_citations}
        refs = {r.ref for p in self.paragraphs for r in p if r.kind in ("citation", "figure")}
        used, found = self._used, self._found
        if self.brief.ask.duty == "outside":
            return "elsewhere"
        if not (self.brief.evidence.contributions or (used & found if used else found)):
            return "open"
        if self.doubted and not (used & own or self._stands_on_material(refs)):
            return "basis-only" if used & found else "open"
        if self.brief.evidence.contributions or used & own or (own and not used):
            return "answered"
        return "basis-only"

    def _stands_on_material(self, refs: set[str]) -> bool:
        """Whether a figure of the 处室, or most of the text, stands without a doubt."""
        d = self.dossier
        if any(r in d.sheet and d.sheet[r].source.kind == "person" for r in refs):
            return True
        said = {
            kind: sum(len(r.text) for p in self.paragraphs for r in p if r.kind == kind)
            for kind in ("text", "unverified")
        }
        return bool(self.brief.evidence.contributions) and said["text"] > said["unverified"]

    def _gap(self, status: Status) -> str:
        """What a person still has to supply."""
        ask, profile = self.brief.ask, self.brief.profile
        if status == "elsewhere":
            return to_hear(self.brief, organ(ask, profile))
        contributions = self.brief.evidence.contributions
        planned = is_planned(contributions)
        if status == "answered" and planned:
            return ""
        owner = organ(ask, profile)
        share = f"；涉及{owner}职责的部分，写明其意见" if ask.duty == "mixed" and owner else ""
        who = provider(ask, profile)
        told = "".join(r.text for p in self.paragraphs for r in p if r.kind == "missing")
        work = "" if status == "answered" or _WORK.search(told) else "已开展的工作（写明截止时点和数据）"
        plan = "" if _PLAN.search(told) else f"下一步打算{time_given(contributions)}"
        lacking = "、".join(filter(None, (work, plan)))
        return f"{profile.we}{lacking}{who}{share}" if lacking else ""


def _doubtful(runs: tuple[Run, ...], why: str) -> tuple[Run, ...]:
    """A whole sentence as one visible doubt."""
    missing = tuple(r for r in runs if r.kind == "missing")  # what is said to be missing claims nothing
    text = opened("".join(r.text for r in runs if r.kind != "missing"))
    if not re.search(r"[\u4e00-\u9fff]", text):
        return missing
    end = text[-1] if text[-1:] in tuple("。！？") else ""
    mark = unverified(text.removesuffix(end), why)
    return (mark, *missing, Run(end)) if end else (mark, *missing)


def _shortened(runs: list[Run]) -> Iterator[Run]:
    """A paper is cited with its 文号 once in a paragraph, then by its title."""
    seen: set[str] = set()
    for run in runs:
        if run.kind == "citation" and run.ref in seen:
            yield replace(run, text=re.sub(r"（[^（）]*号）$", "", run.text))
            continue
        seen.add(run.ref)
        yield run


def _missing(what: str, number: int) -> Block:
    return Block("paragraph", (Run(f"〔待补充：{what}〕", "missing"),), ask=number)
