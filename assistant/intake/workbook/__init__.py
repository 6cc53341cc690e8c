"""A 台账 from a workbook: any of the usual formats, any office's column names."""

from assistant.intake.workbook.reading import read_ledger

__all__ = ["read_ledger"]
