"""附件 of a report: the table of its cases by kind and role, every cell a figure of the ledger."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.draft import Block, Draft, Run
from assistant.drafting.reports.teller import Teller
from knowledge_base.errors import InputError

TITLE = "建议提案承办情况统计表"
_KINDS = ("建议", "提案")
_ROLES = ("主办", "独办", "承办", "分办", "会办", "参阅")


def with_table(draft: Draft, teller: Teller) -> Draft:
    """The draft with 附件说明 above its signature and the table after its date (GB/T 9704—2012 7.3.4, 7.3.7). Raises
    InputError when the ledger has no roles to tell apart."""
    table = tuple(_table(teller))
    if not table:
        raise InputError(
            f"台账里没有两种以上的办理方式，做不出{TITLE}，请不附统计表（去掉 --table），或补上办理方式这一列。"
        )
    signed = next((n for n, b in enumerate(draft.blocks) if b.kind == "signature"), len(draft.blocks))
    annex = (Block("attachment", (Run("附件"),)), Block("attachment", (Run(TITLE),)), Block("table", table))
    named = Block("attachment", (Run(f"附件：{TITLE}"),))
    return replace(draft, blocks=(*draft.blocks[:signed], named, *draft.blocks[signed:], *annex))


def _table(teller: Teller) -> Iterator[Run]:
    """The runs of the table: cells divided by tabs, rows by line ends."""
    roles = [(r, t) for r in _ROLES if (t := teller.told.find(f"role:{r}"))]
    kinds = [(k, t) for k in _KINDS if (t := teller.told.find(f"kind:{k}"))]
    total = teller.told.find("total")
    if len(roles) < 2 or not total:
        return
    yield Run("\t".join(("件别", *(t.name for _, t in roles), "合计")))
    for kind, whole in kinds:
        yield Run(f"\n{whole.name}")
        for role, _ in roles:
            cell = teller.told.find(f"kind:{kind}.role:{role}")
            yield Run("\t")
            yield teller.figure(cell) if cell else Run("—")
        yield Run("\t")
        yield teller.figure(whole)
    yield Run(f"\n{'合计' if kinds else total.name.removesuffix('总数')}")
    for _, tally in roles:
        yield Run("\t")
        yield teller.figure(tally)
    yield Run("\t")
    yield teller.figure(total)
