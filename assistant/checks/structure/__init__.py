"""Rules, one a module: 要素与结构."""
