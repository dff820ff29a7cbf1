"""What the window costs: ``python -m benchmarks.ui``."""
