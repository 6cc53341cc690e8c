"""会办意见: what a co-unit says to the lead unit on its own duties. No thanks, no class mark (domain.md §3.5)."""

from collections.abc import Iterator, Sequence

from assistant.draft import Block, Run
from assistant.drafting.binding import missing
from assistant.drafting.frame import Frame


def blocks(frame: Frame, body: Sequence[Block]) -> Iterator[Block]:
    """The opinion's blocks in order; addressed to the lead unit, never to the proposer."""
    phrases = frame.profile.phrases
    yield frame.number_block()
    yield frame.block("title", phrases.opinion_title)
    profile = frame.profile
    ours = frame.proposal.lead_unit in (profile.name, profile.short, *profile.aliases)
    lead = "" if ours else frame.proposal.lead_unit
    yield Block("salutation", (Run(lead) if lead else missing("主办单位名称"), Run("：")))
    yield frame.block("opening", phrases.opinion_opening)
    yield from body or (Block("paragraph", (missing(f"所提各项是否涉及{profile.we}职责，请承办处室核实"),)),)
    yield frame.block("closing", phrases.opinion_closing)
    yield Block("signature", (Run(frame.profile.name),))
    yield frame.date_block()
    yield from filter(None, (frame.contact(), frame.openness_block("opinion")))
