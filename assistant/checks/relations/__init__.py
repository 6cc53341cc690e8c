"""What the figures of one paper have to do with each other: read once, then held against a few rules."""
