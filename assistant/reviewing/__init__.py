"""Any draft on file, ours or a colleague's: through the checks, with its safe fixes."""
