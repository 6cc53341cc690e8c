"""Each rule shows in its own examples what it fires on and what it lets pass."""

from pathlib import Path

import pytest

import assistant.checks
from assistant.checks import CheckContext, read_draft
from assistant.checks.__main__ import page
from assistant.checks.registry import GROUPS, RULES
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.running import finding
from assistant.checks.samples import DRAFT_LETTER, LETTER, OPINION, PROPOSAL
from assistant.draft import Draft
from knowledge_base import profiles
from knowledge_base.documents import Document

PROFILE = profiles.load("省工业和信息化厅")


class Shelf:
    """A knowledge base of a few documents."""

    def __init__(self, known: tuple[Document, ...]) -> None:
        self._known = known

    def find_title(self, title: str) -> list[Document]:
        return [d for d in self._known if d.title == title]

    def find_number(self, number: str) -> list[Document]:
        return [d for d in self._known if d.number == number]

    def documents(self) -> tuple[Document, ...]:
        return self._known


def hits(rule: Rule, example: Example) -> list[Hit]:
    lookup = None if example.known is None else Shelf(example.known)
    context = CheckContext(profile=PROFILE, lookup=lookup, **example.given)
    draft: Draft = example.draft or read_draft(example.text, context.kind, context.stage)
    found = [o for o in rule.check(draft, context) if isinstance(o, Hit)]
    for hit in found:
        assert 0 <= hit.start <= hit.end <= len(draft.text)
        assert "{" not in finding(rule, hit, draft.text).message
    return found


@pytest.mark.parametrize(
    ("rule", "example"), [pytest.param(r, e, id=f"{r.id}-{n}") for r in RULES for n, e in enumerate(r.fires)]
)
def test_a_rule_fires_on_its_bad_examples(rule: Rule, example: Example):
    assert hits(rule, example)


@pytest.mark.parametrize(
    ("rule", "example"), [pytest.param(r, e, id=f"{r.id}-{n}") for r in RULES for n, e in enumerate(r.quiet)]
)
def test_a_rule_is_quiet_on_its_good_examples(rule: Rule, example: Example):
    assert hits(rule, example) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_rule_is_quiet_on_every_sample_letter(rule: Rule):
    for text, given in (
        (LETTER, {"proposal": PROPOSAL}),
        (DRAFT_LETTER, {"proposal": PROPOSAL}),
        (OPINION, {"kind": "opinion"}),
    ):
        kind = given.get("kind", "reply")
        if kind in rule.kinds:
            example = Example(text, given=given)
            found = hits(rule, example)
            assert [f for f in found if rule.id not in ("figures.unsupported-figure",)] == []


def test_every_module_is_a_registered_rule_and_every_rule_has_its_module():
    folder = Path(assistant.checks.__file__).parent
    modules = {
        f"{g}.{p.stem.replace('_', '-')}" for g in GROUPS for p in (folder / g).glob("*.py") if p.stem != "__init__"
    }
    assert {r.id for r in RULES} == modules


def test_ids_names_and_messages_are_unique():
    for values in ([r.id for r in RULES], [r.name for r in RULES], [r.message for r in RULES]):
        assert len(values) == len(set(values))


def test_every_rule_names_the_bad_thing_its_reason_and_its_authority():
    for rule in RULES:
        assert rule.fires
        assert rule.quiet
        assert rule.reason.endswith("。")
        assert rule.authority
        assert not rule.name.startswith(("不", "禁止"))
        assert rule.message.endswith("。")


def test_the_page_of_rules_is_up_to_date():
    docs = Path(assistant.checks.__file__).parents[2] / "docs" / "checks.md"
    if not docs.parent.exists():
        pytest.skip("docs/ is not beside the package (installed wheel)")
    assert docs.read_text(encoding="utf-8") == page()
