"""Figures of the term check: ``python -m benchmarks.terms``."""
