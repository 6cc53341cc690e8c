"""Rules, one a module: 内容."""
