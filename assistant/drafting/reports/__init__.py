"""The yearly report on 建议提案 from a 台账: 总体情况 wholly by code, the other parts from cases, papers and people."""

from assistant.drafting.reports.assembling import Report, draft_report
from assistant.drafting.reports.kinds import ReportKind, guess, kind_named

__all__ = ["Report", "ReportKind", "draft_report", "guess", "kind_named"]
