"""Questions to the knowledge base, answered with citations."""
