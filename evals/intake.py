"""The suite ``intake``: fields and asks read from proposals, against labels."""

import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant import intake
from assistant.proposal import Proposal
from evals import hashing
from evals.results import Case, Hashes, Run
from knowledge_base import profiles
from knowledge_base.errors import InputError
from knowledge_base.samples import SAMPLE_CORPUS

OWN = Path(__file__).with_name("data") / "intake.jsonl"
OFFICE = "省工业和信息化厅"
_FIELDS = ("kind", "number", "title", "salutation", "pronoun")


class Gold(BaseModel):
    """What a sheet holds. An empty field is not compared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    file: str
    kind: str
    number: str = ""
    title: str = ""
    proposers: tuple[str, ...] = ()
    salutation: str = ""
    pronoun: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Labelled:
    path: Path
    gold: Gold


def own() -> list[Labelled]:
    """The sample corpus's proposals."""
    rows = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    return [Labelled(SAMPLE_CORPUS / "proposals" / r["file"], Gold.model_validate(r)) for r in rows]


def folder(root: Path) -> list[Labelled]:
    """``NAME.txt`` with ``NAME.gold.json`` beside it; sheets with several proposals or none are left out. Raises
    InputError."""
    found = [
        Labelled(path, gold)
        for path in sorted(root.glob("*.txt"))
        if path.with_suffix(".gold.json").is_file() and (gold := _foreign(path))
    ]
    if not found:
        raise InputError(f"{root} 里没有带 .gold.json 的 .txt 建议提案。")
    return found


def _foreign(path: Path) -> Gold | None:
    raw: dict[str, Any] = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    if raw.get("kind") not in ("建议", "提案"):
        return None
    sure = {k: raw.get(k) or "" for k in _FIELDS if not raw.get(f"{k}_uncertain") and isinstance(raw.get(k) or "", str)}
    try:
        return Gold(
            id=str(raw.get("id", path.stem)),
            file=path.name,
            proposers=tuple(p["name"] for p in raw.get("proposers", ())),
            asks=() if raw.get("lenient_asks") else tuple(a["core"] for a in raw.get("asks_detail", ())),
            **({"kind": raw["kind"]} | sure),
        )
    except (ValidationError, KeyError, TypeError) as e:
        raise InputError(f"{path.with_suffix('.gold.json')} 的内容不对：{e}") from e


def run(labelled: Sequence[Labelled]) -> Run:
    """One case a field and one an ask; a field that the label leaves open is unscored."""
    profile = profiles.load(OFFICE)
    cases: list[Case] = []
    for item in labelled:
        began = time.perf_counter()
        document = intake.read_files([item.path], profile)[0]
        ms = (time.perf_counter() - began) * 1000
        real = [p for p in document.proposals if p.kind != "none"]
        cases += _cases(item.gold, real[0] if real else Proposal("none"), document.error, ms)
    asks = [c for c in cases if c.group in ("ask", "spurious")]
    right = sum(c.outcome == "passed" for c in asks)
    told, wanted = right + sum(c.group == "spurious" for c in asks), sum(c.group == "ask" for c in asks)
    fields = [c for c in cases if c.group not in ("ask", "spurious") and c.outcome in ("passed", "failed")]
    measures = {
        "要素": sum(c.outcome == "passed" for c in fields) / max(len(fields), 1),
        "诉求查准": right / max(told, 1),
        "诉求查全": right / max(wanted, 1),
    }
    data = hashing.of_files([x.path for x in labelled] + [OWN])
    return Run(
        suite="intake", hashes=Hashes(data=data, rules=hashing.rules()), seed=0, cases=tuple(cases), measures=measures
    )


def _cases(gold: Gold, p: Proposal, error: str, ms: float) -> Iterator[Case]:
    def case(group: str, name: str, ok: bool | None, got: str, want: str) -> Case:
        outcome = "errored" if error else "unscored" if ok is None else "passed" if ok else "failed"
        return Case(
            id=f"{gold.id}|{group}|{name[:30]}", suite="intake", group=group, document=gold.file, name=name, outcome=outcome,
            before=want, after=got, note=error, milliseconds=ms,
        )  # fmt: skip

    for field in _FIELDS:
        want, got = getattr(gold, field), str(getattr(p, field))
        yield case(field, field, _same(field, want, got) if want else None, got, want)
    names = {_squeeze(x.name) for x in p.proposers}
    if gold.proposers:
        yield case(
            "proposers",
            "proposers",
            set(map(_squeeze, gold.proposers)) == names,
            "、".join(sorted(names)),
            "、".join(gold.proposers),
        )
    left = [(a.core or a.text, a.text) for a in p.asks]
    for ask in gold.asks:
        hit = next((x for x in left if _alike(ask, x[0]) or _alike(ask, x[1])), None)
        if hit:
            left.remove(hit)
        yield case("ask", ask, hit is not None, hit[0] if hit else "", ask)
    if gold.asks:
        for core, _ in left:
            yield case("spurious", core, False, core, "")


def _same(field: str, want: str, got: str) -> bool:
    if field == "number":
        return re.sub(r"\D", "", want) == re.sub(r"\D", "", got)
    return _squeeze(want).strip("《》：:") == _squeeze(got).strip("《》：:")


def _alike(a: str, b: str) -> bool:
    """One holds the other, or they share half of their pairs of characters."""
    a, b = _squeeze(a), _squeeze(b)
    if len(b) >= 6 and (a in b or b in a):
        return True
    x, y = ({s[i : i + 2] for i in range(len(s) - 1)} for s in (a, b))
    return 2 * len(x & y) >= len(x | y) + len(x & y) if x and y else False


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
