"""Documents, passages, index and retrieval; office profiles and the trade's rules as data."""
