"""What a later sentence tells of a promise: labelled by hand, both ways."""

import tomllib
from datetime import date
from pathlib import Path

from assistant.drafting.writer import Contribution, Evidence, PastPromise, Precedent
from assistant.figures import Source
from assistant.promises.commitment_ledger import Entered
from assistant.promises.kept import _tells, promised
from assistant.proposal import Ask, Proposal
from knowledge_base import profiles
from knowledge_base.documents import Passage

PAIRS = tomllib.loads((Path(__file__).parent / "kept.toml").read_text(encoding="utf-8"))["pair"]
OFFICE = profiles.load("省工业和信息化厅")
ASK = Ask("公布数字化改造服务商名单，方便企业选择。", 0, 20, "own", "两化融合处", core="公布数字化改造服务商名单")
PROPOSAL = Proposal("建议", number="第0311号", title="关于公布服务商名单的建议", asks=(ASK,))


def test_a_sentence_that_tells_of_the_promised_thing_as_done_is_known() -> None:
    found = [(p, _tells(p["said"], PastPromise(p["promise"], Source("passage")))) for p in PAIRS]
    hits = sum(got and p["tells"] for p, got in found)
    f1 = 2 * hits / (sum(got for _, got in found) + sum(p["tells"] for p, _ in found))
    wrong = [(p["promise"], p["said"]) for p, got in found if got != p["tells"]]
    assert len(PAIRS) >= 30
    assert f1 >= 0.9, (f1, wrong)


def before() -> Precedent:
    text = "一、关于公布服务商名单的建议\n下一步，我厅将于2026年6月底前公布数字化改造服务商名单，方便企业选择。"
    passage = Passage(
        document="往年.txt", title="关于第0208号建议的答复", kind="reply", issuer=OFFICE.name, issued=date(2025, 5, 8),
        place=OFFICE.place, start=0, end=len(text), text=text, number="", heading="", score=1.0,
    )  # fmt: skip
    return Precedent(passage, 2025, 0.8)


def told(done: str = "") -> PastPromise:
    rows = (Contribution("1", "", done, "", "", "", Source("person", person="两化融合处 王某")),) if done else ()
    evidence = Evidence(contributions=rows, precedents=(before(),))
    [made] = promised(ASK, PROPOSAL, OFFICE, evidence, (), (), None)
    return made


def test_a_promise_of_a_past_letter_on_the_matter_is_not_evidenced_until_someone_tells_of_it() -> None:
    assert told().state == "open"
    assert not told().of_this_case
    kept = told("2026年5月，我厅公布了数字化改造服务商名单，共46家，方便企业选择，已在网站发布。")
    assert kept.state == "evidenced"
    assert kept.by is not None
    assert kept.by.person == "两化融合处 王某"
    assert told("全省已有数字化改造企业3260户。").state == "open"


def test_a_promise_not_done_yet_has_not_failed_before_its_deadline() -> None:
    """The same rule as in the yearly report."""
    row = Entered(
        "第0311号", "", "1", "公布数字化改造服务商名单，方便企业选择", "2026年9月底", "两化融合处", "failed", "", "承诺台账.xlsx",
        ("J2",), "未完成",
    )  # fmt: skip

    def state(day: date) -> str:
        [made] = promised(ASK, PROPOSAL, OFFICE, Evidence(), (), (row,), None, day)
        return made.state

    assert state(date(2026, 9, 30)) == "open"
    assert state(date(2026, 10, 1)) == "failed"
