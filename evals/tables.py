"""Results in the terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.comparing import Comparison
from evals.faults import FAULTS
from evals.judge import confusion
from evals.results import OUTCOMES, Case, Run
from evals.scores import NEEDS, Scores, Share, is_fault, scores

_WORDS = {"passed": "通过", "failed": "未通过", "unscored": "未评", "errored": "出错", "interrupted": "中断"}
_NEEDS = {"self": "文内可证", "table": "查表可证", "src": "对照依据", "llm": "需要通读"}


def show_checks(run: Run, console: Console) -> None:
    s = scores(run)
    table = Table(title="植入的毛病：找到且位置对", show_edge=False)
    for name in ("编号", "毛病", "凭", "找到", "召回", "95%区间"):
        table.add_column(name, justify="right" if name in ("找到", "召回") else "left")
    for f in FAULTS:
        if f.id in s.kinds:
            table.add_row(f.id, f.name, f.needs, *_cells(s.kinds[f.id]))
    console.print(table)
    total = Table(show_edge=False)
    for name in ("凭", "找到", "召回", "95%区间", "各类平均", "≥90%的类"):
        total.add_column(name, justify="left" if name == "凭" else "right")
    for need in NEEDS:
        if s.needs[need].n:
            strong = s.strong[need]
            total.add_row(_NEEDS[need], *_cells(s.needs[need]), f"{s.macro[need]:.1%}", f"{strong.hits}/{strong.n}")
    if s.second.n:
        total.add_row("一稿两处", *_cells(s.second), "", "")
    console.print(total)
    if s.alarms.characters:
        _show_alarms(s, console)
    console.print(
        f"用时：中位 {s.p50:.0f} 毫秒，95% {s.p95:.0f} 毫秒；折合四千字 {s.slowest_4000:.0f} 毫秒（干净文稿的95%）"
    )
    console.print("　".join(f"{_WORDS[o]} {n}" for o, n in run.outcomes().items() if n))


def _show_alarms(s: Scores, console: Console) -> None:
    table = Table(title="干净文稿上的误报", show_edge=False)
    for name in ("文稿", "字数", "错误级", "每千字", "全部", "每千字"):
        table.add_column(name, justify="left" if name == "文稿" else "right")
    for name, a in (*s.groups.items(), ("合计", s.alarms)):
        table.add_row(
            name, str(a.characters), str(a.errors), f"{a.errors_per_1000:.2f}", str(a.all), f"{a.all_per_1000:.2f}"
        )
    console.print(table)
    console.print(f"诱饵 {s.decoys.hits}/{s.decoys.n} 不误报（{s.decoys.value:.1%}）")


def show_missed(run: Run, console: Console) -> None:
    """Each missed mutant: what was changed, in which paragraph, what was said elsewhere."""
    for c in run.cases:
        if c.outcome == "failed" and is_fault(c):
            beside = f"（别处另有{c.elsewhere}条）" if c.elsewhere else ""
            console.print(
                f"[bold]{escape(c.id)}[/] {c.name}：{escape(_bar(c.before))} → {escape(_bar(c.after))}{beside}"
            )
            console.print(f"    {escape(_marked(c))}")


def show_false(run: Run, console: Console) -> None:
    """Each false alarm on clean papers and decoys."""
    for c in run.cases:
        if c.outcome == "failed" and not is_fault(c):
            told = f"　{escape(c.after)}" if c.after else ""
            console.print(f"[bold]{escape(c.id)}[/] {c.name}{told}")
            for a in c.alarms:
                console.print(f"    \\[{a.severity}] {a.check} {escape(a.message)}")
                console.print(f"        {escape(_near(a.paragraph, a.quote))}")


def show_errors(run: Run, console: Console) -> None:
    for c in run.cases:
        if c.outcome == "errored":
            console.print(f"[bold]{escape(c.id)}[/] {escape(c.note)}")


def show_plain(run: Run, console: Console) -> None:
    """Suites whose result is a few figures."""
    table = Table(title=f"评测：{run.suite}", show_edge=False)
    table.add_column("项目")
    table.add_column("结果", justify="right")
    for name, value in run.measures.items():
        table.add_row(name, f"{value:g}" if value == int(value) else f"{value:.3f}")
    console.print(table)
    console.print("　".join(f"{_WORDS[o]} {run.outcomes()[o]}" for o in OUTCOMES if run.outcomes()[o]))


def show_cases(run: Run, console: Console) -> None:
    """One line a case: how it ended, and what is wrong with it."""
    for case in run.cases:
        why = "；".join(filter(None, (case.note, *(f"{a.message}（{a.check}）" for a in case.alarms))))
        console.print(f"{_WORDS[case.outcome]}　{case.name or case.document}{'：' if why else ''}{why}", markup=False)


def _cells(s: Share) -> tuple[str, str, str]:
    low, high = s.interval
    return f"{s.hits}/{s.n}", f"{s.value:.1%}", f"{low:.0%}—{high:.0%}"


def _bar(text: str) -> str:
    shown = text.replace("\n", "⏎")
    return f"“{shown if len(shown) <= 60 else shown[:59] + '…'}”"


def _marked(case: Case) -> str:
    """The paragraph around the first changed place."""
    start, end = case.spans[0]
    before = case.text[max(0, start - 60) : start].rpartition("\n")[2]
    after = case.text[end : end + 60].partition("\n")[0]
    middle = case.text[start:end].replace("\n", "⏎")
    return f"…{before}⟦{middle if len(middle) < 90 else middle[:89] + '…'}⟧{after}…"


def _near(paragraph: str, quote: str) -> str:
    at = max(paragraph.find(quote[:20]), 0)
    return paragraph[max(0, at - 30) : at + 90]


def show_comparison(compared: Comparison, first: Run, second: Run, console: Console) -> None:
    """Kinds that changed, the total with its tests, and the cases lost and won."""
    table = Table(title="两次结果", show_edge=False)
    for name in ("类", "用例", "前者独有", "后者独有", "差"):
        table.add_column(name, justify="left" if name == "类" else "right")
    for kind in compared.kinds:
        if kind.only_first or kind.only_second:
            table.add_row(
                kind.group, str(kind.n), str(kind.only_first), str(kind.only_second), f"{kind.difference:+.1%}"
            )
    t = compared.total
    table.add_row("全部", str(t.n), str(t.only_first), str(t.only_second), f"{t.difference:+.1%}")
    console.print(table)
    low, high = compared.interval
    console.print(
        f"召回之差 {t.difference:+.2%}（按文稿自助法95%区间 {low:+.2%}—{high:+.2%}），McNemar p={compared.p:.4f}；"
        f"只有一方有的用例 {compared.unpaired} 个"
    )
    if first.suite in ("checks", "office"):
        a, b = scores(first), scores(second)
        console.print(
            f"误报每千字：错误级 {a.alarms.errors_per_1000:.2f} → {b.alarms.errors_per_1000:.2f}，全部 {a.alarms.all_per_1000:.2f} → {b.alarms.all_per_1000:.2f}；"
            f"诱饵 {a.decoys.value:.1%} → {b.decoys.value:.1%}"
        )
    if first.hashes.prompts or second.hashes.prompts:
        changed = "相同" if first.hashes.prompts == second.hashes.prompts else "不同"
        console.print(
            f"提示词{changed}（{first.hashes.prompts} → {second.hashes.prompts}）；模型 {first.hashes.model} → {second.hashes.model}",
            markup=False,
        )
    for word, ids in (("不再通过", compared.lost), ("新通过", compared.won)):
        for name in ids[:20]:
            console.print(f"  {word} {escape(name)}")
        if len(ids) > 20:
            console.print(f"  {word}的还有 {len(ids) - 20} 个")


def show_agreement(run: Run, console: Console) -> None:
    """The model beside the person: how often each verdict met each."""
    table = confusion(run.cases)
    if not table:
        console.print("没有人工标注，不算一致程度。")
        return
    shown = Table(title="人工 × 模型", show_edge=False)
    for name in ("人工", "模型 yes", "模型 no"):
        shown.add_column(name, justify="right")
    for label in ("yes", "no"):
        shown.add_row(label, str(table.get((label, "yes"), 0)), str(table.get((label, "no"), 0)))
    console.print(shown)
