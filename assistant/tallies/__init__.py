"""Figures from a 台账: declared counts and rates over its rows, each with the cells that it was taken from."""

from assistant.tallies.identities import Identity, identities
from assistant.tallies.sheet import Tallies, tallies
from assistant.tallies.tally import Tally

__all__ = ["Identity", "Tallies", "Tally", "identities", "tallies"]
