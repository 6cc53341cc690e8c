"""A draft that came back from Word or WPS with a reader's edits: what was changed, where, and which figures it touches."""
