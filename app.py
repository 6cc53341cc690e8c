"""The web page: wiring only."""
