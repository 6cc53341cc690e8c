"""What came back from Word, for the page: the list of changes. The 花脸稿 beside it is ``redline_page``."""

from collections.abc import Iterator
from html import escape

from assistant.export.sources import describe
from assistant.page.views import banner
from assistant.returning.comparing import CHANGE_WORDS, Change, Returned
from assistant.returning.file import ReturnedFile
from assistant.returning.kinship import doubt
from assistant.returning.report import where


def changes(returned: Returned, file: ReturnedFile) -> str:
    """Each change with its place and figures, readers' comments, tracked changes that nobody decided."""
    wrong = doubt(returned)
    notes = [banner(wrong, "error")] if wrong else []
    notes += [
        banner(f"还有 {n} 处修订没有接受或拒绝（{author}），这里按全部接受来看。", "warning")
        for author, n in file.undecided.items()
    ]
    if not returned.changes:
        notes.append(banner("文字没有改动。", "ok"))
    items = [*map(_change, returned.changes), *_remarks(returned, file)]
    return f'{"".join(notes)}<ol class="df-changes">{"".join(items)}</ol>'


def _change(change: Change) -> str:
    words = (change.new or change.old).replace("\n", " ")
    short = words if len(words) <= 60 else f"{words[:58]}……"
    inner = "".join(f"<li>{x}</li>" for x in _figures(change))
    figures = f"<ul>{inner}</ul>" if inner else ""
    return f"<li><b>{CHANGE_WORDS[change.kind]}</b>　{escape(where(change.place))}<br>{escape(short)}{figures}</li>"


def _figures(change: Change) -> Iterator[str]:
    for f in change.figures:
        became = f"改为 <ins>{escape(f.new)}</ins>" if f.new else "没有了"
        rests = f"；来源：{escape(describe(f.source, f.old))}" if f.source else ""
        yield f"数字 <del>{escape(f.old)}</del> {became}{rests}"
    for n in change.numbers:
        yield f"新写的数字 <ins>{escape(n)}</ins> 没有来源，请核实"


def _remarks(returned: Returned, file: ReturnedFile) -> Iterator[str]:
    for r in file.remarks:
        place = where(returned.places[r.unit]) if r.unit >= 0 else "文外"
        yield f"<li><b>批注</b>　{escape(place)}<br>{escape(r.author)}：{escape(r.text)}（“{escape(r.quote[:30])}”）</li>"
