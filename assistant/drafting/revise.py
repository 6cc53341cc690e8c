"""A section written again by the model as a person asks: the same evidence, the same tokens, the same doubts as when it was
first written."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant import prompting
from assistant.draft import Block, Citation
from assistant.drafting import model_writer
from assistant.drafting.dossier import Dossier
from assistant.drafting.growing import Growing
from assistant.drafting.packing import pack
from assistant.drafting.placing import place
from assistant.drafting.writer import Attempt, Brief, Section
from assistant.figures import Figure, FigureSheet
from assistant.model import ChatModel, Message
from assistant.model.redaction import redact_all

LONGEST_WISH = 400
"""Characters of an instruction that are sent."""
_TITLE = re.compile(r"《.+》(?:（[^（）]*号）)?")


@dataclass(frozen=True)
class Rewritten:
    """``section`` is empty of blocks where the model gave nothing usable; ``problem`` then says why, in Chinese."""

    section: Section
    problem: str = ""


def rewrite(
    brief: Brief,
    section: Section,
    blocks: Sequence[Block],
    instruction: str,
    model: ChatModel,
    sheet: FigureSheet,
    *,
    on_text: Callable[[str], None],
    stop: Callable[[], bool],
) -> Rewritten:
    """``blocks`` are the section as it stands in the draft, its heading left out of what is rewritten; new figures go into
    ``sheet``. A placeholder that is a paragraph of its own stays: what it asks for is still missing."""
    title = [b for b in blocks if b.kind == "heading"]
    open_ = [b for b in blocks if b.runs and all(r.kind == "missing" for r in b.runs)]
    body = [b for b in blocks if b not in title and b not in open_]
    request = pack(brief, model.room, model_writer.first_turn)
    dossier = request.dossier
    now = "\n".join(_marked(b, sheet, section.citations, dossier) for b in body) or "（空）"
    known = brief.proposal.personal_data
    [wish] = prompting.load("revise").fill(instruction=redact_all(instruction[:LONGEST_WISH], known).text)
    messages = (*request.messages, Message("assistant", redact_all(now, known).text), wish)
    prompt = prompting.load(model_writer.PROMPTS[brief.role])
    wording = f"{prompt.wording(**model_writer.inputs_of(request.brief, dossier))}\n{prompting.load('revise').user}"
    text = Growing(request.brief, dossier, instructions=wording)
    stream = model.stream(messages, stop=stop)
    for shown in text.read(stream):
        on_text(shown)
    prompts = f"{prompt.name}@{prompt.fingerprint} revise@{prompting.load('revise').fingerprint}"
    attempt = Attempt(text.raw, text.findings, stream.state, prompts, stream.usage)
    attempts = (*section.attempts, attempt)
    if not text.says_something or stream.state != "complete" or text.stuck:
        why = text.stuck or stream.problem or ("已停止" if stream.state == "interrupted" else text.why_unusable())
        return Rewritten(replace(section, blocks=(), attempts=attempts), why.rstrip("。"))
    made = model_writer.moved(text.section("complete", ""), dossier, sheet)
    paragraphs = [b for b in made.blocks if not all(r.kind == "missing" for r in b.runs)]
    return Rewritten(replace(made, blocks=(*title, *paragraphs, *open_), note=section.note, attempts=attempts))


def _marked(block: Block, sheet: FigureSheet, citations: Sequence[Citation], dossier: Dossier) -> str:
    """A paragraph with the dossier's tokens for its figures and titles."""
    papers = {c.id: c.source.document for c in citations}
    ids = {c.source.document: c.id for c in dossier.citations}
    said: list[str] = []
    for at, run in enumerate(block.runs):
        if run.kind == "figure" and run.ref in sheet:
            said.append(f"⟦{_token(sheet[run.ref], block, at, dossier)}⟧")
        elif run.kind == "citation" and _TITLE.fullmatch(run.text) and papers.get(run.ref) in ids:
            said.append(f"⟦{ids[papers[run.ref]]}⟧")
        else:
            said.append(run.text)
    return "".join(said)


def _token(figure: Figure, block: Block, at: int, dossier: Dossier) -> str:
    """The dossier's id of a figure of the draft; one that it lacks (a person stated it) is taken in with its place here."""
    for f in dossier.sheet.values():
        if (f.value, f.unit) == (figure.value, figure.unit) and f.source.document == figure.source.document:
            return f.id
    added = dossier.sheet.add(
        value=figure.value, unit=figure.unit, text=figure.text, source=figure.source, label=figure.label,
        period=figure.period,
    )  # fmt: skip
    start = len("".join(r.text for r in block.runs[:at]))
    home = place(block.text, start, start + len(block.runs[at].text), unit=figure.unit)
    dossier.homes[added.id] = home
    return added.id
