"""Rules, one a module: 日期、届次、人名、地名、机构名."""
