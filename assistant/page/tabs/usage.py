"""大模型用量, for administrators: what the drafts in the store took of the chat model."""

from datetime import UTC
from decimal import Decimal
from html import escape

import gradio as gr

from assistant.page import views
from assistant.page.workbench import Workbench
from assistant.spent import Spent, spent
from assistant.store import Store, StoredLetter
from knowledge_base.errors import InputError

MOST = 100
"""Drafts that the table looks at, the newest first."""
_HEAD = ("草稿", "保存时间", "大模型", "请求", "输入词元", "输出词元", "费用（元）")


def usage_panel(bench: Workbench) -> None:
    with gr.Accordion("大模型用量（给管理员看）", open=False):
        show = gr.Button("列出最近的草稿", elem_id="usage-show", min_width=160)
        shown = gr.HTML(elem_id="usage")
        show.click(lambda: table(bench.store), outputs=shown)


def table(store: Store) -> str:
    """HTML: a row for each draft that a model had a part in, and their sum."""
    used = [(stored, took) for stored in store.recent(MOST) if (took := _of(store, stored.id))]
    if not used:
        return views.banner("最近的草稿都没有用大模型。", "ok")
    rows = "".join(_row(stored, took) for stored, took in used)
    costs = [took.cost for _, took in used if took.cost is not None]
    unpriced = len(used) - len(costs)
    total = _cells(
        f"合计 {len(used)} 份", "", "", str(sum(t.requests for _, t in used)), str(sum(t.prompt for _, t in used)),
        str(sum(t.answer for _, t in used)), _money(sum(costs, Decimal(0))) if costs else "—",
    )  # fmt: skip
    notes = [f"最近 {MOST} 份草稿中用过大模型的。"]
    if unpriced:
        notes.append(f"其中 {unpriced} 份的模型在 models.toml 里没有填单价，没有算费用。")
    if not all(t.exact for _, t in used):
        notes.append("带“约”的词元数由程序估计，误差五分之一以内。")
    head = "".join(f"<th>{name}</th>" for name in _HEAD)
    return (
        f'<div class="df-eval"><table><thead><tr>{head}</tr></thead><tbody>{rows}{total}</tbody></table>'
        f'<p class="df-note">{"".join(notes)}</p></div>'
    )


def _of(store: Store, id: str) -> Spent | None:
    try:
        return spent(store.load(id).sections)
    except InputError:
        return None  # kept by another version of the program


def _row(stored: StoredLetter, took: Spent) -> str:
    about = "" if took.exact else "约 "
    cost = "—" if took.cost is None else _money(took.cost)
    at = stored.saved if stored.saved.tzinfo else stored.saved.replace(tzinfo=UTC)  # SQLite keeps no zone
    saved = f"{at.astimezone():%Y-%m-%d %H:%M}"
    return _cells(
        escape(stored.title), saved, escape("、".join(took.models)) or "（没有回应）", str(took.requests),
        f"{about}{took.prompt}", f"{about}{took.answer}", cost,
    )  # fmt: skip


def _cells(*texts: str) -> str:
    return "<tr>" + "".join(f"<td>{t}</td>" for t in texts) + "</tr>"


def _money(cost: Decimal) -> str:
    return f"{cost:.4f}"
