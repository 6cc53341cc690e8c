"""Rules, one a module: 引文."""
