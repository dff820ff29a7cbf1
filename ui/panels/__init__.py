"""What stands round the rows: filter bar, inspector, dock."""
