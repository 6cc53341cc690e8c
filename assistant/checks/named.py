"""Persons with their posts, and case numbers, as a text names them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from assistant.checks.factsheet import Line, read_sheet
from assistant.checks.groundwords import alternation, words
from assistant.checks.tables import dictionary, surnames
from assistant.intake.people import is_name
from assistant.intake.vocabulary import vocabulary

_NO_SURNAME = re.compile(r"[的了位名各个是等请及其此该每]")
_NO_NAME = re.compile(
    r"[办件督案议省市县区州的了位名各个和与是在有等请由向对从及其此该每]|人大|政协|代表|委员|部分|有关|主要|全体|企业|基层|提案|建议|领衔|群众|妇女|职工|分管|办公|常务|常委|关于|相关|经济|社会|成全|党组|党委|支部|纪委|书记|小组|专家|医生|教师|农民|企业家|学生|第[一二三四五]"
)
_PREFIX = "(?:常务|第一|代理|执行|原)?副?"
_AFTER_NAME = re.compile("领衔|提出|联名|等|的|建|提|反|撰|在|就|代|委|意见|所|来|已|参加|（|\\(|$")
_PERSONAL = re.compile(r"人|姓名|代表|委员|提出|提案者|职务")
_COUNT = r"(?:等)?(?:\d{1,3}|[两二三四五六七八九十]{1,3})?(?:位|名)?(?:全国|省|市|州|县|区)?(?:人大|政协|党)?"
_CASE = re.compile(
    r"(?<![〔\[［【\d年\-—.A-Za-z])(?:第\s*)?(?P<code>[A-Z]{0,4}\s?\d{1,12})\s*号(?!文|线|楼|院|令|公告|机|井|台)"
)
_CODE = re.compile(r"(?<![\dA-Za-z.])[A-Z]{0,4}\d{1,12}(?![\d.%])")
_AFTER_NUMBER = re.compile(r"(?:[〕\]］】）)]\s*第?|[令字路街线]|公告)\s*$")
_LABELLED_CODE = re.compile(r"(?:编?号|提案|建议)[：: ]?([A-Z]{0,4}\d{2,12})(?![\d件个条%年])")
_PROPOSED = re.compile(
    r"(?<![\d年月〔〕\-—.A-Za-z])(?:第\s*)?([A-Z]{0,4}\d{2,12})\s*号[，、：:（(\s]*[\u4e00-\u9fff·]{2,9}(?:代表|委员)(?!会)"
)
"""0412号，瞿某岚代表: a case told by its proposer alone."""
_OF_CASES = re.compile("建议|提案|议案|案号|编号|案由|督办")


@dataclass(frozen=True)
class Person:
    """A name at ``start``/``end`` of its text with the posts that stand beside it."""

    name: str
    start: int
    end: int
    posts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What a source says of a person: the posts, and the line that names them."""

    name: str
    posts: frozenset[str]
    line: Line
    path: str
    sure: bool = True
    """Whether it is a name beyond doubt, and not just two or three characters that begin with a surname."""


def people(text: str) -> list[Person]:
    """Persons who are named with a post or as 代表, 委员 and the like."""
    found: dict[int, Person] = {}
    for m in _named_before().finditer(text):
        posts = tuple(p for p in (m["post"],) if p and p not in words().identities)
        end = m.start() + len(m["names"])
        for name, at in _names(m["names"], m.start()):
            last = at + len(name) == end
            before = _before().search(text, max(0, at - 16), at)
            found[at] = Person(name, at, at + len(name), (posts if last else ()) + _listed(before[0] if before else ""))
    for m in _named_after().finditer(text):
        at = m.start("name")
        sizes = _sizes(m["name"])
        for size in sizes[::-1] if _verb_at(text, at + sizes[1]) else sizes:
            name = m["name"][:size]
            if len(name) == size and _is_person(name) and not any(p.start <= at < p.end for p in found.values()):
                found[at] = Person(name, at, at + size, _listed(m["posts"]))
                break
    return [found[at] for at in sorted(found)]


def people_and(text: str, names: Collection[str]) -> list[Person]:
    """``people``, and wherever one of ``names`` stands right beside a post, whatever its surname."""
    found = {p.start: p for p in people(text)}
    for name in names:
        for m in re.finditer(re.escape(name), text) if name in text else ():
            before, after = _before().search(text, max(0, m.start() - 16), m.start()), _post().match(text, m.end())
            held = (*_listed(before[0] if before else ""), *((after[0],) if after else ()))
            if held and not any(p.start <= m.start() < p.end for p in found.values()):
                found[m.start()] = Person(name, *m.span(), held)
    return [found[at] for at in sorted(found)]


def _verb_at(text: str, at: int) -> bool:
    """Whether a word begins at ``at`` and none right after its first character: 徐某|主持召开."""
    two, _ = dictionary()
    return text[at : at + 2] in two and text[at + 1 : at + 3] not in two


def posts(text: str) -> list[tuple[str, int, int]]:
    """Every post that the text names, with its place."""
    return [(m.group(), *m.span()) for m in _post().finditer(text)]


def head_of(post: str) -> str:
    """副厅长 → 厅长."""
    return re.sub(rf"^{_PREFIX}", "", post)


@lru_cache(maxsize=8)
def known_people(sources: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[Known, ...]]:
    """The persons of the sources by name: in sentences, after labels, alone in a cell."""
    found: dict[str, list[Known]] = {}
    for path, text in sources:
        for line in read_sheet(path, text).lines:
            for name, held, sure in _of_line(line):
                found.setdefault(name, []).append(Known(name, held, line, path, sure))
    return {name: tuple(all_of) for name, all_of in found.items()}


def _of_line(line: Line) -> Iterator[tuple[str, frozenset[str], bool]]:
    """Names with posts; the last says whether the words around leave no doubt that it is a name."""
    for p in people(line.text.replace("\t", "，")):
        yield p.name, frozenset(p.posts), True
    row = frozenset(p for p, _, _ in posts(line.whole)) if line.cells else frozenset[str]()
    columns = [column for column, _ in line.cells]
    for label, name in pairwise(columns):
        if _label_before().fullmatch(label) and _is_person(
            name
        ):  # a list of labels and names, taken for a table's head
            yield name, frozenset[str](), True
    for column, cell in line.cells:
        plain = re.sub(r"（[^（）]*）", "", cell)
        for part in re.split(r"[、，,\s]+", plain):
            name = _identity().sub("", part)
            if _is_person(name):
                yield (
                    name,
                    frozenset(p for p, _, _ in posts(column)) or row,
                    name != part or bool(_PERSONAL.search(column)),
                )
    for m in _labelled().finditer(line.text):
        for name in re.split(r"[、，,和\s]+", m["names"]):
            bare = _identity().sub("", re.sub("（.*$", "", name))
            if _is_person(bare):
                beside = re.match(
                    r"\s*（([^（）]*)）", line.text[m.start("names") + m["names"].find(bare) + len(bare) :]
                )
                yield bare, frozenset((*_listed(m["label"]), *_listed(beside[1] if beside else ""))), True
    for m in _introduced().finditer(line.text):
        for part in re.split("[、和]", m["names"]):
            for size in (4, 3, 2):
                if (
                    len(part) >= size
                    and _is_person(part[:size])
                    and (len(part) == size or _AFTER_NAME.match(part[size:]))
                ):
                    yield part[:size], frozenset[str](), True
                    break
    for m in _DOTTED.finditer(line.text):
        yield _bare_dotted(m["first"], m["second"]), frozenset[str](), True
    for m in _BRACKETED.finditer(line.text):
        if all(_is_post(post) for post in re.split("[、，,兼]", m["posts"])) and not _NO_BEARER.search(m["name"]):
            yield m["name"], frozenset(_listed(m["posts"])), True
    for m in _seated().finditer(line.text):
        if _is_person(m["name"]):
            yield (
                m["name"],
                frozenset[str](),
                bool(_PERSONAL.search(line.text[: m.start()][-8:])) or _unlike_words(m["name"]),
            )
    parts = [p for p in re.split(r"[\s，。；、：｜|／/（）()\t·:,;]+", line.text) if p]
    for i, part in enumerate(parts):
        name = _identity().sub("", _label_before().sub("", part))
        if _is_person(name):
            beside = [p for p in parts[max(0, i - 1) : i + 2] if p != part and _is_post(p)]
            told = name != part or bool(beside) or (i > 0 and bool(_label_before().fullmatch(parts[i - 1])))
            yield name, frozenset(q for p in beside for q in _listed(p)), told or _unlike_words(name)


_BRACKETED = re.compile(
    r"(?:^|(?<=[\s，。；、：:|]))(?P<name>[\u4e00-\u9fff]{2,4})[（(](?P<posts>[\u4e00-\u9fff、，,]{2,16})[）)]"
)
"""普某昌（局长）: a name whatever its surname."""
_NO_BEARER = re.compile(rf"{_NO_NAME.pattern}|[处科室厅局部委组院会人员长任]$|领导|单位|联系")
_DOTTED = re.compile(r"(?P<first>[\u4e00-\u9fff]{2,10})·(?P<second>[\u4e00-\u9fff]{2,10})")


def _bare_dotted(first: str, second: str) -> str:
    """A name like 巴特尔·额尔敦图 without the posts and words that stand at it."""
    ahead = list(
        re.finditer(rf"{_post().pattern}|{alternation(words().identities)}|{alternation(words().person_labels)}", first)
    )
    after = re.search(
        rf"{_post().pattern}|{alternation(words().identities)}|带队|参加|主持|介绍|出席|陪同|负责|联系", second
    )
    return f"{first[ahead[-1].end() :] if ahead else first}·{second[: after.start()] if after else second}"


@cache
def _seated() -> re.Pattern[str]:
    """A name after the section where someone works (养老处祁某昭), up to a mark."""
    return re.compile(
        rf"(?:处|科|室|部|股|组|中心|站|所|大队|支队)[\s　]*(?P<name>(?:{_compound()}|[{_single()}])[\u4e00-\u9fff]{{1,2}})(?=$|[\s，。；、：）)（(,;\d])"
    )


def _unlike_words(name: str) -> bool:
    two, _ = dictionary()
    return len(name) >= 3 and name[:2] not in two and name[1:3] not in two


@dataclass(frozen=True)
class Case:
    """A case number as written at ``start``/``end``; ``code`` without 第, blanks and leading zeros."""

    code: str
    start: int
    end: int
    text: str


def cases(text: str) -> Iterator[Case]:
    """Numbers of 建议 and 提案 in a paragraph (W353号, 第0156号, （164 号）)."""
    for m in _CASE.finditer(text):
        if _AFTER_NUMBER.search(text, max(0, m.start() - 4), m.start()):
            continue
        if m["code"][0].isalpha() or _OF_CASES.search(text, max(0, m.start() - 60), m.end() + 40):
            yield Case(code_key(m["code"]), m.start("code"), m.end("code"), m["code"])


@cache
def code_key(code: str) -> str:
    bare = re.sub(r"\s", "", code).upper()
    letters = re.match(r"[A-Z]*", bare)
    head = letters.group() if letters else ""
    return head + (bare[len(head) :].lstrip("0") or "0")


@lru_cache(maxsize=8)
def known_cases(sources: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[tuple[Line, str], ...]]:
    """The case numbers of the sources with the lines (and paths) that hold them."""
    found: dict[str, list[tuple[Line, str]]] = {}
    for path, text in sources:
        for line in read_sheet(path, text).lines:
            codes = [c.code for c in cases(line.text)]
            for column, cell in line.cells:
                if re.search(r"号|案", column):
                    codes += [code_key(c) for c in _CODE.findall(cell)]
            if not line.cells:
                codes += [code_key(c) for c in _LABELLED_CODE.findall(line.text)]
                codes += [code_key(c) for c in _PROPOSED.findall(line.text)]
            for code in dict.fromkeys(codes):
                found.setdefault(code, []).append((line, path))
    return {code: tuple(lines) for code, lines in found.items()}


@lru_cache(maxsize=8)
def codes_anywhere(sources: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """Every token of digits in the sources that a case number might be."""
    return frozenset(code_key(c) for _, text in sources for c in _CODE.findall(text))


def _names(run: str, at: int) -> Iterator[tuple[str, int]]:
    """The names of 陈某源、龚某杰 with their places; of the words before the first only its last two or three."""
    for m in re.finditer(r"[^、和与]+", run):
        part = m.group()
        for size in (4, 3, 2):
            name = part[-size:]
            if len(name) == size and _is_person(name):
                yield name, at + m.end() - size
                break


@lru_cache(maxsize=4096)
def _is_person(name: str) -> bool:
    if "·" in name:
        return is_name(name) and not _post().search(name)
    longest = _sizes(name)[0]
    given = name[1:] if len(name) == longest and not _NO_SURNAME.match(name) else name
    known = is_name(name) or (name[:1] in _single() and re.fullmatch("[\u4e00-\u9fff]{2,3}", name) is not None)
    return 2 <= len(name) <= longest and known and not _NO_NAME.search(given) and not _post().search(name)


@cache
def _compound() -> str:
    return "|".join({*vocabulary().double_surnames, *(s for s in surnames() if len(s) > 1)})


@cache
def _single() -> str:
    """Surnames of one character."""
    return vocabulary().surnames + "".join(s for s in surnames() if len(s) == 1)


def _sizes(name: str) -> tuple[int, ...]:
    """How long a name that begins so may be, the likelier length first."""
    return (4, 3) if name[:2] in _compound().split("|") else (3, 2)


@cache
def _introduced() -> re.Pattern[str]:
    """代表、委员 before a name: 委员温某白、陆某松联名."""
    name = rf"[{_single()}][\u4e00-\u9fff]{{1,4}}"
    return re.compile(
        rf"(?:人大代表|政协委员|代表团|代表|委员|提出人|提案人|领衔人?|联系人|经办人|签发人|报告人|汇报人)(?P<names>{name}(?:[、和]{name}){{0,5}})"
    )


def _is_post(text: str) -> bool:
    """Whether a piece of a line is a post and no more: 厅长, 市政府办公厅主任."""
    return len(text) <= 16 and bool(re.search(rf"(?:{_post().pattern})$", text))


@cache
def _identity() -> re.Pattern[str]:
    return re.compile(rf"(?:等\d*[名位]?)?(?:{alternation(words().identities)})$|等$")


@cache
def _label_before() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternation(words().person_labels)})")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(m.group() for m in _post().finditer(text))


@cache
def _post() -> re.Pattern[str]:
    return re.compile(rf"{_PREFIX}(?:{alternation(words().posts)})")


@cache
def _before() -> re.Pattern[str]:
    """Posts that stand right before a name: 党组书记、厅长."""
    post = _post().pattern
    return re.compile(rf"(?:{post}[、兼]?)+$")


@cache
def _named_before() -> re.Pattern[str]:
    """Names, then what they are: 陈某源、龚某杰两位代表, 李某厅长."""
    first = f"(?:{_compound()}|[{_single()}])"
    name = rf"{first}(?:(?!副)[\u4e00-\u9fff]){{1,2}}"
    what = rf"(?P<post>{_post().pattern}|{alternation(words().identities)})"
    return re.compile(
        rf"(?P<names>{name}(?:[、和与]{name}){{0,9}}?)(?:（[^（）]{{2,16}}）)?{_COUNT}[（(]?(?:[\u4e00-\u9fff]{{0,8}}?[厅局委省市部会])?{what}"
    )


@cache
def _named_after() -> re.Pattern[str]:
    """What someone is, then the name: 厅长李某, 党组书记、厅长 李某."""
    return re.compile(
        rf"(?P<posts>(?:{_post().pattern}[、兼]?)+|人大代表|政协委员)(?:同志)?[：:\s]*(?P<name>(?:{_compound()}|[{_single()}])[\u4e00-\u9fff]{{1,2}})"
    )


@cache
def _labelled() -> re.Pattern[str]:
    label = rf"(?:{alternation(words().person_labels)}|{_post().pattern})"
    return re.compile(rf"(?P<label>{label})\s*[：:（(]\s*(?P<names>[\u4e00-\u9fff、，,\s（）]{{2,60}})")
