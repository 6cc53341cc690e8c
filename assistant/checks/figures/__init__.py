"""Rules, one a module: 数字."""
