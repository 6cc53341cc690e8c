"""Rules, one a module: 用语."""
