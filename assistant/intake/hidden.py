"""What a pasted text says to a program instead of to an office: found, cut out and reported, never obeyed."""

import re
from dataclasses import dataclass

from assistant.intake.mapped import Mapped
from assistant.intake.vocabulary import any_of, vocabulary

_MARKUP = re.compile(
    r"<!--.*?-->"
    r"|<(script|style|iframe|object)\b.*?</\1\s*>"
    r"|!\[[^\]\n]*\]\([^\n]*?\)(?=\s|$|[^\])])"
    r"|^[ \t]*\[//\]:[^\n]*"
    r"|^[ \t]*\[comment\]:[^\n]*"
    r"|<(span|div|p|font|td|small|i|b|em|strong)\b[^>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|color\s*:\s*(?:#fff\w*|white)"
    r"|font-size\s*:\s*[01](?:px|pt)?\b|opacity\s*:\s*0|\bhidden\b)[^>]*>.*?</\2\s*>",
    re.S | re.I | re.M,
)
_TAG = re.compile(r"</?(?P<tag>[a-z][a-z0-9]*)\b[^<>\n]{0,200}>|&(?:nbsp|emsp|ensp);", re.I)
_BREAKS = {"td": "\t", "th": "\t"} | dict.fromkeys(
    ("p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol"), "\n"
)
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e\U000e0000-\U000e007f]+")
_COMMENT = re.compile(r"^[ \t]*(?://|/\*|#!|\{\{|\[\[|<<<|```)[^\n]*", re.M)


@dataclass(frozen=True)
class Hidden:
    """An instruction found in the pasted text, with offsets there."""

    text: str
    start: int
    end: int


def cut_hidden(view: Mapped) -> tuple[Mapped, tuple[Hidden, ...]]:
    """The text without hidden markup, tags and sentences that address a program, and what of it was an instruction
    or could carry one (hidden text, comments, images from outside)."""
    found: list[tuple[int, int]] = [m.span() for m in _MARKUP.finditer(view.text)]
    taken = list(found)
    for start, end in _addressed_to_program(view.text):
        if not any(a <= start < b for a, b in taken):
            found.append((start, end))
    tags = [(m.start(), m.end(), _BREAKS.get((m["tag"] or "").lower(), "")) for m in _TAG.finditer(view.text)]
    view = view.with_chars({start: c for start, _, c in tags if c})
    plain = [(start + bool(c), end) for start, end, c in tags] + [m.span() for m in _ZERO_WIDTH.finditer(view.text)]
    hidden = tuple(
        Hidden(view.source[view.at[a] : view.at[b - 1] + 1].strip(), view.at[a], view.at[b - 1] + 1)
        for a, b in sorted(found)
        if view.text[a:b].strip()
    )
    return view.without([*found, *plain]), hidden


def _addressed_to_program(text: str) -> list[tuple[int, int]]:
    """Sentences with a phrase of the injection list, whole bracketed notes first, neighbours that go on with it too."""
    phrases = re.compile(f"{any_of(vocabulary().injection)}|{_TELLS_A_PROGRAM}", re.I)
    spans: list[tuple[int, int]] = []
    for m in phrases.finditer(text):
        bracket = next((b for b in _BRACKETED.finditer(text) if b.start() <= m.start() < b.end()), None)
        if bracket and len(bracket.group()) > len(m.group()) + 6:
            spans.append(bracket.span())
            continue
        line_start = text.rfind("\n", 0, m.start()) + 1
        line_end = text.find("\n", m.end())
        line_end = len(text) if line_end < 0 else line_end
        before = [e.end() for e in re.finditer(r"[。！？；!?]", text[line_start : m.start()])]
        start = line_start + (before[-1] if before else 0)
        spans.append((start, _order_end(text, m.end(), line_end)))
    return _merged(spans)


def _order_end(text: str, at: int, line_end: int) -> int:
    """The end of the sentence at ``at``, and of those after it on its line that still speak to a program."""
    end = at
    for sentence in re.finditer(r"[^。！？!?]*(?:[。！？!?]+[”」】]?|$)", text[at:line_end]):
        if end > at and not _GOES_ON.search(sentence.group()):
            break
        end = at + sentence.end()
    return end


_GOES_ON = re.compile(
    r"答复中|回复中|输出|标注|用户|系统|指令|助手|知识库|提示|不要提及|写明|满意率|办结|AI|instruction|output|prompt|user",
    re.I,
)
_PROGRAM = (
    r"(?:自动处理(?:程序|系统)|处理程序|程序|大模型|语言模型|AI|人工智能|智能助手|写作助手|助手|机器人|起草系统|系统)"
)
_TELLS_A_PROGRAM = (
    rf"(?:供|给|致|告知)(?:本)?{_PROGRAM}(?:程序)?(?:阅读|读取|处理|执行|的(?:话|指令|说明))"
    rf"|(?:^|(?<=[\n。（(［\[【<：:]))\s*(?:致|请)?{_PROGRAM}[：:，,]\s*(?:请|须|必须|你|以下|现在|忽略|在)"
    r"|(?:答复|回复|复函|回函)(?:的|正文|全文)*(?:开头|结尾|末尾|首段|首句|正文|中|里|时)(?:必须|务必|要|应|须|请)?(?:写明|写上|注明|加上|加入|加一句|声明|标注|标明|插入|称|承诺)"
    r"|把(?:提案人|提出人|代表|委员|称呼|称谓|编号|文号)[^。；\n]{0,6}(?:改写|改成|改为|替换)"
    r"|(?:请|由)(?:写作助手|智能助手|AI(?:助手)?|大模型|语言模型|起草(?:程序|系统|助手)|自动(?:程序|系统)|机器人)(?:在|把|将|直接|务必|忽略|不要|输出|按)[^。\n]{0,30}(?:答复|回复|写|输出|办结|忽略)"
    r"|(?:如果|若|当)你(?:是|在)[^。\n]{0,12}(?:模型|程序|AI|助手|机器人)"
)
_BRACKETED = re.compile(
    r"［[^］\n]{8,}］|〔[^〕\n]{8,}〕|｛[^｝\n]{8,}｝|〖[^〗\n]{8,}〗|「[^」\n]{8,}」|【[^】\n]{8,}】|\[[^\]\n]{8,}\]|（[^（）\n]{8,}）|\([^()\n]{8,}\)|\{[^}\n]{8,}\}"
)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
