"""Rules, one a module: 与材料核对."""
