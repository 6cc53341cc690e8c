"""A model's answer in the chat, sentence by sentence: every [n] must exist and hold what the sentence says."""

import re
from collections.abc import Iterator, Sequence

from assistant.drafting import novelty
from assistant.drafting.assertions import GROUNDED, MASS, share, unheard
from assistant.drafting.cleaning import Sentences, address_in, clean
from assistant.drafting.matter import weights
from assistant.drafting.model_words import pattern
from assistant.findings import Finding, Severity
from assistant.numerals import find_numbers
from knowledge_base.documents import Passage

_MARK = re.compile(r"\s*[\[［【]\s*(?:资料)?(\d{1,2}(?:\s*[,，、]\s*\d{1,2})*)\s*[\]］】]")
_LEADING = re.compile(rf"(?:{_MARK.pattern})+")
_GRAVE = ("weighty", "funding", "absolute", "attention")
_NOTHING = re.compile(
    r"(?:资料|知识库|材料|文件)(?:中|里|内)?(?:都|均)?(?:没有|未)(?:讲|提|说|载|涉|规定|找到|相关|给出|能)?"
)


class CitedText:
    """Feed it what the model writes; what it gives back may be shown. Passages are numbered anew in the order in which
    the answer first names them; ``citations`` has them so."""

    def __init__(self, passages: Sequence[Passage], instructions: str) -> None:
        self.text = ""
        self.citations: list[Passage] = []
        self.findings: list[Finding] = []
        self._passages = passages
        self._instructions = instructions
        self._sentences = Sentences()
        self._held = ""

    def take(self, chunk: str) -> Iterator[str]:
        for sentence in self._sentences.feed(chunk):
            yield from self._next(sentence)

    def close(self) -> Iterator[str]:
        yield from self._next(self._sentences.close())
        yield from self._next("")

    @property
    def denies(self) -> bool:
        """Whether all it says is that the passages do not say it."""
        return not self.citations and bool(_NOTHING.search(self.text))

    def _next(self, sentence: str) -> Iterator[str]:
        """One sentence is held back: its [n] may stand after its full stop."""
        if trailing := _LEADING.match(sentence):
            end = re.search(r"[。！？\n]*$", self._held)
            assert end
            self._held = self._held[: end.start()] + trailing.group().strip() + self._held[end.start() :]
            sentence = sentence[trailing.end() :]
        ready, self._held = self._held, sentence
        if shown := self._checked(ready):
            self.text += shown
            yield shown

    def _checked(self, raw: str) -> str:
        numbers = [int(n) for m in _MARK.finditer(raw) for n in re.findall(r"\d+", m[1])]
        piece = clean(_MARK.sub("", raw), self._instructions)
        end = "\n" if piece.breaks and self.text + piece.text else ""
        if not piece.text:
            return end
        cited = list(dict.fromkeys(n for n in numbers if 1 <= n <= len(self._passages)))
        why = self._doubt(piece.text, cited)
        if not cited and not why and not _NOTHING.search(piece.text):
            cited = self._bearing(piece.text)
        marks = "".join(f"[{self._renumbered(n)}]" for n in cited)
        body, stop = (piece.text[:-1], piece.text[-1]) if piece.text[-1] in "。！？" else (piece.text, "")
        unknown = [n for n in numbers if n not in cited]
        if unknown and not why:
            self._find("warning", f"这句引用了不存在的第{unknown[0]}段，已删去该编号，请核对出处。", body)
        if why:
            body = f"〔待核实：{body}〕"
            self._find("error", why, body)
        return f"{body}{marks}{stop}{end}"

    def _doubt(self, sentence: str, cited: Sequence[int]) -> str:
        """Why the sentence must be checked by a person; empty when its passages bear it out."""
        held_by = [self._passages[n - 1] for n in cited] or list(self._passages)
        material = "\n".join(map(_whole, held_by))
        figures = {n.base() for n in find_numbers(material) if n.needs_source}
        wrong = next((n.text for n in find_numbers(sentence) if n.needs_source and n.base() not in figures), "")
        if (address := address_in(sentence)) and address not in material:
            wrong = address
        if wrong := wrong or unheard(sentence, material):
            where = "所引段落" if cited else "检索到的段落"
            return f"“{wrong}”在{where}中找不到，请核对。"
        if _NOTHING.search(sentence):
            return ""
        if (m := next(filter(None, (pattern(k).search(sentence) for k in _GRAVE)), None)) and m.group() not in material:
            return f"“{m.group()}”在所引段落中找不到，请核对。"
        if new := novelty.strange(sentence, material):
            return f"所引段落没有讲到“{'、'.join(new[:4])}”，请核对。"
        if sum(weights(sentence).values()) >= MASS and share(sentence, material) < GROUNDED:
            return "所引段落没有讲到这些内容，请核对。"
        return ""

    def _bearing(self, sentence: str) -> list[int]:
        """The first passage that alone bears the sentence out, for one that names none."""
        if sum(weights(sentence).values()) < MASS and not any(n.needs_source for n in find_numbers(sentence)):
            return []
        return next(([n] for n in range(1, len(self._passages) + 1) if not self._doubt(sentence, [n])), [])

    def _renumbered(self, number: int) -> int:
        passage = self._passages[number - 1]
        if passage not in self.citations:
            self.citations.append(passage)
        return self.citations.index(passage) + 1

    def _find(self, severity: Severity, message: str, quote: str) -> None:
        start = len(self.text)
        self.findings.append(
            Finding(
                "chat-unsupported", "回答无出处", severity, message, start, start + len(quote), quote, "unsupported"
            )
        )


def _whole(passage: Passage) -> str:
    issued = f"{passage.issued.year}年{passage.issued.month}月{passage.issued.day}日" if passage.issued else ""
    return f"{passage.title} {passage.number} {passage.issuer} {issued} {passage.heading}\n{passage.text}"
