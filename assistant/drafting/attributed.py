"""Whether a cited paper says what a model's sentence lets it say.

Words of the ask may be repeated anywhere; in a paper's mouth they are a forgery. So what a sentence tells as the word of a
paper is held against that paper alone: its matter, the money it gives or takes, the article named, and whether it demands
or only encourages.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.drafting.matter import ask_words, holds, weights
from assistant.drafting.model_words import pattern
from assistant.marked import PLACEHOLDER, TOKEN

_CITED = re.compile(r"⟦C\d+⟧(?:(?:、|和|以及|与|及)?⟦C\d+⟧)*")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条")
_ARTICLES = re.compile(rf"(?:(?:、|和|至)?{_ARTICLE.pattern}(?:第[一二三四五六七八九十]+[款项])?)*")
_BY = re.compile(r"(?:按照|根据|依据|依照|遵照|按|照)$")
_SAYS = re.compile(r"[^，。；]{0,30}?(?:规定|要求|提出|明确|指出|强调|部署|鼓励|支持)")
_LEAD = re.compile(r"^(?:据此|为此|对此|同时|目前|近年来|其中)[，,]?")
_SANCTION = re.compile(r"罚款|没收|吊销|拘留|处分")
_CLAUSE = re.compile(r"[^，。；：\n]+")
_BREAK = re.compile(r"(?m)(?=^\s*第[一二三四五六七八九十百零〇]+条[\s\u3000])")
_FORCE: dict[str, re.Pattern[str]] = {
    "forbids": re.compile(r"不得|禁止|严禁|不准"),
    "demands": re.compile(r"应当|必须|务必|有义务"),
    "allows": re.compile(r"可以|鼓励|支持|提倡|引导"),
}
_OPPOSED = {
    ("allows", "forbids"),
    ("demands", "forbids"),
    ("forbids", "allows"),
    ("forbids", "demands"),
    ("demands", "allows"),
}
_BOUNDS: dict[str, re.Pattern[str]] = {
    "at least": re.compile(r"不得?(?:低|少|小)于|至少"),
    "at most": re.compile(r"不得?(?:超过|高于|多于|大于)|至多"),
    "more": re.compile(r"(?<!不)(?<!不得)(?:高于|多于|大于)"),
    "less": re.compile(r"(?<!不)(?<!不得)(?:低于|少于|小于)"),
}
NEW, NEW_SHARE = 3.5, 0.15
"""Weight and share of the words that the paper has not, from which on it is not the paper that speaks. Hand-written good
sentences bring none along; what was put into a paper's mouth brought 5.7 and a sixth at least."""
_ALIEN = 0.1
"""The same share for a clause that one line of the paper clearly says otherwise."""
_SPEAKING = 5.0
"""Weight of a clause whose force is compared with that of the paper's."""
_TELLING, _SAME, _CLEARLY = 8.0, 0.5, 0.75
"""Weight of a clause that is compared with the lines of the paper, and the share of its words that one of them must hold
to speak of the same, and to say just that."""


@dataclass(frozen=True)
class Part:
    """What a sentence tells as the word of the papers ``ids``, or of one's ``articles``."""

    ids: tuple[str, ...]
    articles: tuple[str, ...]
    text: str


def parts(sentence: str, ours: Iterable[str]) -> Iterator[Part]:
    """Each part of a sentence, marked text, that is told as the word of a cited paper; a clause that begins with this
    office or its province is its own."""
    selves = tuple(filter(None, ours))
    cited = list(_CITED.finditer(sentence))
    for n, m in enumerate(cited):
        end = cited[n + 1].start() if n + 1 < len(cited) else len(sentence)
        named = _ARTICLES.match(sentence, m.end())
        start = named.end() if named else m.end()
        if not (_BY.search(sentence[: m.start()]) or _SAYS.match(sentence, start, end)):
            continue
        clauses: list[str] = []
        for clause in re.split(r"(?<=[，；：])", sentence[start:end]):
            if clauses and _LEAD.sub("", clause).startswith(selves):
                break
            clauses.append(clause)
        articles = tuple(_ARTICLE.findall(named.group())) if named else ()
        yield Part(tuple(TOKEN.findall(m.group())), articles, "".join(clauses))


def misattributed(sentence: str, papers: Mapping[str, str], ours: Iterable[str]) -> Iterator[str]:
    """Why a paper does not say what the sentence tells as its word; ``papers`` by the ids of their citations."""
    selves = tuple(ours)
    for part in parts(PLACEHOLDER.sub("", sentence), selves):
        text = "\n".join(papers.get(i, "") for i in part.ids)
        if new := _new(part.text, text, selves):
            yield f"所写的文件没有讲到“{'、'.join(new[:4])}”，不能写成它的规定，请核对。"
            continue
        ruled = _of_articles(text, part.articles)
        if ruled and (new := _new(part.text, ruled, selves)):
            yield f"{'、'.join(part.articles)}没有讲到“{'、'.join(new[:4])}”，请核对是第几条。"
        elif amiss := _elsewhere(part.text, ruled or text, selves):
            yield f"所写的文件没有对这件事讲到“{amiss}”，请核对。"
        elif said := _turned(part.text, text, selves):
            yield f"资料写的是“{said[:40]}”，这里的轻重不同，请核对。"


def is_told_by_a_paper(sentence: str, papers: Mapping[str, str], ours: Iterable[str]) -> bool:
    """Whether the sentence, but for its lead, is the word of cited papers, and they say it."""
    selves = tuple(ours)
    told = list(parts(sentence, selves))
    return (
        bool(told)
        and sentence.endswith(told[-1].text)
        and not any(_new(p.text, "\n".join(papers.get(i, "") for i in p.ids), selves) for p in told)
    )


def is_a_rule(sentence: str, papers: Mapping[str, str], ours: Iterable[str]) -> bool:
    """Whether the sentence tells what articles of cited papers say, and no deed (已, 了)."""
    selves = tuple(ours)
    named = all(p.articles for p in parts(sentence, selves))
    return named and is_told_by_a_paper(sentence, papers, selves) and not re.search("已|了", sentence)


def carried_out(sentence: str, papers: Mapping[str, str], ours: Iterable[str], own: str) -> str:
    """The clause that tells in this office's own name what the paper named before it demands (按照…，我省实施…), where
    nothing of its own (``own``) says so; empty when there is none."""
    selves = tuple(ours)
    ids = [id for part in parts(sentence, selves) for id in part.ids]
    if not ids or all(papers.get(id, "") in own for id in ids):
        return ""
    asked, told = "\n".join(papers.get(id, "") for id in ids).splitlines(), own.splitlines()
    for m in _CLAUSE.finditer(sentence):
        weighed = _weighed(m.group(), selves) if m.group().startswith(selves) else {}
        if sum(weighed.values()) < _TELLING:
            continue
        held, done = (max((_held(weighed, line) for line in lines), default=0.0) for lines in (asked, told))
        if held >= _CLEARLY > done:
            return m.group()
    return ""


def _new(said: str, text: str, ours: tuple[str, ...], share: float = NEW_SHARE) -> list[str]:
    """The words, heaviest first, that the text has not; empty when they are few."""
    weighed = _weighed(said, ours)
    new = {w: v for w, v in weighed.items() if not holds(text, w)}
    few = sum(new.values()) < max(NEW, share * sum(weighed.values()))
    return [] if few else sorted(new, key=lambda w: -new[w])


def _elsewhere(said: str, text: str, ours: tuple[str, ...]) -> str:
    """A clause of which no line of the text holds half, or the word that the line which holds it lacks; or money or a sanction of which no line speaks with the rest."""
    lines = text.splitlines()
    for m in _CLAUSE.finditer(said):
        weighed = _weighed(m.group(), ours)
        if sum(weighed.values()) < _TELLING:
            continue
        best = max(lines, key=lambda line: _held(weighed, line), default="")
        if _held(weighed, best) < _SAME:
            return m.group()[:20]
        if _held(weighed, best) >= _CLEARLY and (new := _new(m.group(), best, ours, share=_ALIEN)):
            return new[0]
    for section in said.split("；"):
        for word in dict.fromkeys(_money_and_sanctions().findall(TOKEN.sub(" ", section))):
            rest = {w: v for w, v in _weighed(section, ours).items() if word not in w and w not in word}
            if rest and not any(word in line and _held(rest, line) >= _SAME for line in lines):
                return word
    return ""


def _turned(said: str, text: str, ours: tuple[str, ...]) -> str:
    """The clause of the text that says just this, but forbids where the sentence allows, encourages where it demands, or has another bound."""
    clauses = [m.group().strip() for m in _CLAUSE.finditer(text)]
    for m in _CLAUSE.finditer(said):
        weighed = _weighed(m.group(), ours)
        force, bound = _of(m.group(), _FORCE), _of(m.group(), _BOUNDS)
        if sum(weighed.values()) < _SPEAKING or not (force or bound):
            continue
        best = max(clauses, key=lambda c: _held(weighed, c), default="")
        other_bound = _of(best, _BOUNDS)
        turned = (force, _of(best, _FORCE)) in _OPPOSED or (bound and other_bound and bound != other_bound)
        if turned and _held(weighed, best) >= _CLEARLY:
            return best
    return ""


def _of(clause: str, kinds: Mapping[str, re.Pattern[str]]) -> str:
    """The kind of a clause, as whether it forbids, demands or allows; empty when it is of none or several."""
    found = [name for name, words in kinds.items() if words.search(clause)]
    return found[0] if len(found) == 1 else ""


def _held(weighed: Mapping[str, float], line: str) -> float:
    return sum(v for w, v in weighed.items() if holds(line, w)) / sum(weighed.values()) if weighed else 0.0


def _of_articles(text: str, articles: tuple[str, ...]) -> str:
    """The articles as far as the text has them."""
    return "\n".join(a for a in _BREAK.split(text) if a.strip().startswith(articles)) if articles else ""


@cache
def _money_and_sanctions() -> re.Pattern[str]:
    return re.compile("|".join((*ask_words().benefits.heads, _SANCTION.pattern)))


def _weighed(text: str, ours: tuple[str, ...]) -> dict[str, float]:
    found = weights(TOKEN.sub(" ", text))
    return {w: v for w, v in found.items() if not pattern("stance").fullmatch(w) and not any(w in o for o in ours)}
