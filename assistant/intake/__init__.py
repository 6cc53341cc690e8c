"""Intake: pasted text or files become proposals, each ask with the 处室 that should answer it."""

from assistant.intake.documents import IntakeDocument, proposal_json, read_files, to_json
from assistant.intake.people import pronoun_of, salutation_of
from assistant.intake.reading import read_proposals

__all__ = ["IntakeDocument", "pronoun_of", "proposal_json", "read_files", "read_proposals", "salutation_of", "to_json"]
