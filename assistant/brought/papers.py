"""What is brought beside a proposal: opinions received, the 承诺台账, the letter that was already sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.case import Case
from assistant.proposal import Proposal
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile


@dataclass(frozen=True)
class Papers:
    """What is brought beside the proposals: filled 素材表, 会办意见 received, the 承诺台账, and the letter already sent where this
    is a second one. ``together``: 并案, like asks are answered in the same words."""

    materials: Sequence[Path] = ()
    opinions: Sequence[Path] = ()
    ledger: Path | None = None
    again: Path | None = None
    follow_up: Path | None = None
    together: bool = False
    verdicts: Sequence[str] = ()
    """``1=已解决``: how far an ask has come, as a person says."""
    wishes: Sequence[str] = ()
    """``2=语气缓和一点``: what the model is to change in a section."""
    contacts: Sequence[Path] = ()
    """沟通记录, of one case or of several."""

    def __post_init__(self) -> None:
        if self.again and self.follow_up:
            raise InputError("--again（不满意后再答复）和 --follow-up（承诺落实后再答复）只能用一样。")

    @property
    def for_one(self) -> str:
        """The option that makes sense for one case only; empty when there is none."""
        given = (
            ("--opinion", self.opinions), ("--again", self.again), ("--follow-up", self.follow_up),
            ("--verdict", self.verdicts), ("--revise", self.wishes),
        )  # fmt: skip
        return next((option for option, value in given if value), "")


def brought_to(case: Case, papers: Papers, profile: Profile, group: Sequence[Proposal] = ()) -> Case:
    """The case with its papers read; ``group`` are the proposals that are drafted together, to any of which a record may belong.
    Raises InputError, in Chinese, for a file that is not what it was given as."""
    from assistant.brought.contact import of_case, read_contacts, refuse_strangers
    from assistant.brought.earlier import read_earlier
    from assistant.brought.opinions import read_opinions, with_units
    from assistant.promises.commitment_ledger import read_ledger
    from assistant.verdicts import parsed

    if case.role == "会办" and (papers.opinions or papers.again or papers.follow_up):
        raise InputError("会办意见不直接答复提出人，不能与 --again、--follow-up、--opinion 一起用。")
    first, why = (papers.again, "again") if papers.again else (papers.follow_up, "follow-up")
    group = group or (case.proposal,)
    contacts = read_contacts(papers.contacts)
    refuse_strangers(contacts, group)
    heard = read_opinions(papers.opinions, case.proposal, profile)
    return replace(
        case,
        proposal=with_units(case.proposal, heard),
        contributions=(*case.contributions, *heard),
        earlier=read_earlier(first, why) if first else None,
        ledger=read_ledger(papers.ledger) if papers.ledger else (),
        contacts=of_case(contacts, case.proposal, alone=len(group) == 1),
        verdicts=parsed(papers.verdicts, len(case.proposal.asks)),
    )
