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
    r"(?:(?:AI|人工智能|智能|写作|起草|办公|自动(?:处理|回复|办理)?|自动化|处理|语言|大语言)?"
    r"(?:助手|大模型|模型|智能体|机器人|程序|系统)|AI)"
)
_REPLY = r"(?:答复|回复|复函|回函)(?:的|正文|全文)*"
_MUST = r"(?:必须|务必|须|请|要|应)"
_WRITE = r"(?:写明|写上|写|注明|加上|加入|加一句|声明|标注|标明|插入|称|承诺)"
_TELLS_A_PROGRAM = "|".join(
    (
        rf"(?:供|给|致|告知|发给){_PROGRAM}(?:程序)?(?:阅读|读取|处理|执行|的(?:话|指令|说明))",
        rf"(?:^|(?<=[\n。（(［\[【〔<：:]))\s*(?:致|请|各位)?{_PROGRAM}(?:请注意)?[：:，,]\s*(?:请|须|必须|你|以下|现在|忽略|生成)",
        r"(?:机器|AI|模型|程序)(?:可)?(?:阅读|读取|识别|处理)(?:提示|说明|指令)",
        rf"{_REPLY}(?:开头|结尾|末尾|首段|首句|正文)(?:里|中)*{_MUST}*{_WRITE}",
        rf"{_REPLY}(?:中|里|时){_MUST}{_WRITE}",
        rf"请(?:直接)?在{_REPLY}(?:中|里){_WRITE}",
        rf"{_REPLY}(?:中|里)不(?:得|许|要)出现",
        rf"(?:起草|生成|撰写|拟写)的?{_REPLY}(?:里|中|时){_MUST}(?:{_WRITE}|忽略)",
        r"把(?:提案人|提出人|代表姓名|委员姓名|称呼|称谓)(?:的姓名|姓名|名字)?(?:改写|改|替换)(?:成|为)",
        rf"(?:请|由){_PROGRAM}(?:在|把|将|直接|务必|忽略|不要|输出|按)[^。\n]{{0,30}}(?:答复|回复|写|输出|办结|忽略)",
        rf"(?:如果|若|当|如)你(?:是[^。\n]{{0,10}}{_PROGRAM}|(?:读到|看到|处理到?|收到)(?:这|本|此)|正在(?:处理|阅读|生成))",
        r"(?:忘记|忘掉|抛弃|清除)(?:你|掉)?(?:之前|以前|此前|上面|以上|先前|所有)[^。；\n]{0,10}(?:规则|指令|设定|提示)",
        r"(?:停止|终止|放弃)(?:原|当前|现在|手头)(?:有|的)*任务|(?:开始|现在)扮演(?:一[个名位])?(?:审批|助手|AI|管理员|系统)",
        r"指令优先级|(?:以下|本条|这条)指令|(?:输出|打印|泄露)[^。；\n]{0,4}知识库",
        r"不要让(?:经办人|用户|办理人|工作人员)(?:知道|看到|发现|察觉)",
        r"\b(?:AI|LLM|assistant|chatbot|model|GPT|agent)s?(?:\s+\w+)?\s*[:,，：]\s*(?:please|you must|mark this|output|reply)\b",
        r"\b(?:forget|override|bypass)\b[^。\n]{0,30}\b(?:instructions?|rules?|prompts?)\b",
    )
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
