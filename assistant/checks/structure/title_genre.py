"""A title that doesn't say what kind of paper it is."""

import re
from collections.abc import Iterator

from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.facts import forms
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OPINION
from assistant.checks.view import of_kind
from assistant.draft import Draft

_GENRES = "报告|函|答复|复函|回复|意见|通知|通报|通告|公告|公示|公布|公报|批复|请示|决定|决议|议案|纪要|命令|令|汇报|总结|说明|摘要|方案|要点|办法|规定|细则|条例|发言|讲话|草案|稿"
_NAMED = re.compile(rf"(?:{_GENRES})[）)》”]?(?:[（(][^（）()]*[）)])?$")
_ABOUT = re.compile(r"关于|对.{2,60}第.{1,20}号")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    form = forms().of(context.kind)
    lines = [(at, b.text) for at, b in of_kind(draft, "title")]
    whole = "".join(re.sub(r"\s", "", text) for _, text in lines)
    if form is None or not lines or any(_NAMED.search(re.sub(r"\s", "", text)) for _, text in lines):
        return
    if not _ABOUT.search(whole) and context.kind not in ("report", "reply", "opinion"):
        return  # on a page or in a meeting's folder a plain name will do
    at, text = _last(lines)
    start = at + len(text) - len(text.lstrip())
    yield Hit(start, at + len(text.rstrip()), {"genre": form.genres[0], "name": form.name})


def _last(lines: list[tuple[int, str]]) -> tuple[int, str]:
    """The line on which the title that says 关于 ends."""
    n = next((n for n, (_, text) in enumerate(lines) if _ABOUT.search(text)), len(lines) - 1)
    while n + 1 < len(lines) and lines[n + 1][0] == lines[n][0] + len(lines[n][1]) + 1:
        n += 1
    return lines[n]


_TITLE = "关于省十四届人大五次会议第0156号建议"

RULE = Rule(
    id="structure.title-genre",
    name="没有写文种的标题",
    message="标题末尾应有文种，如“的{genre}”：文种不能省。",
    reason="标题由发文机关、事由、文种组成，文种不能省。",
    authority="《党政机关公文处理工作条例》第九条；knowledge_base/facts/forms.toml",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace(_TITLE + "的答复", _TITLE)),
        Example(OPINION.replace("提案的会办意见", "提案", 1), given={"kind": "opinion"}),
        Example(
            "关于2025年建议提案办理工作情况\n省政府办公厅：\n我厅承办的建议已办结。\n特此报告。",
            given={"kind": "report"},
        ),
    ),
    quiet=(
        Example(LETTER),
        Example(OPINION, given={"kind": "opinion"}),
        Example("2025年建议提案办理情况\n我厅承办的建议已办结。", given={"kind": "web-copy"}),
        Example("国务院办公厅\n关于办理工作的函\n省政府办公厅：\n我厅承办的建议已办结。", given={"kind": "report"}),
        Example("关于建议办理情况的报告（书面）\n省政府办公厅：\n我厅承办的建议已办结。", given={"kind": "report"}),
    ),
    kinds=(*REPORTS, "reply", "opinion"),
)
