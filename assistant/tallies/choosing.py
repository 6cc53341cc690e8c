"""The bases that a person chose for rates: checked against those that the ledger offers, their questions answered."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.tallies.sheet import Tallies
from knowledge_base.errors import InputError

RATES = {"面复率": "rate.face", "满意率": "rate.satisfied", "公开率": "rate.public"}
"""What a person calls a rate → the beginning of its figures' ids."""


def bases_of(said: Mapping[str, str]) -> dict[str, str]:
    """面复率 → 主办件 by the ids of the rates."""
    return {RATES[name]: base for name, base in said.items() if name in RATES}


def answered(told: Tallies, bases: Mapping[str, str]) -> Tallies:
    """Without the questions that ``bases`` (``rate.face`` → 主办件) answer. Raises InputError for a rate that the ledger
    does not give and for a base that it does not offer, naming those it does."""
    for prefix, base in bases.items():
        name = next(n for n, id_ in RATES.items() if id_ == prefix)
        offered = [f.base for f in told.figures if f.id.startswith(f"{prefix}/")]
        if not offered:
            raise InputError(f"台账里算不出{name}，不能指定它的分母“{base}”，请去掉这一条。")
        if base not in offered:
            raise InputError(f"{name}的分母没有“{base}”，可选：{'、'.join(offered)}。")
    open_ = (q for q in told.questions if q.about != "rate" or q.value.removesuffix("-or-basically") not in bases)
    return replace(told, questions=tuple(open_))
