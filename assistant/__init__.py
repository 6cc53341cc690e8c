"""The drafting assistant: from a proposal or a ledger to a checked draft in Word."""
