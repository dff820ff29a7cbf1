"""Term patterns: cells with typed slots, ``{n:1st}``: 十九届 and "19th" are one value, "XIX" is a matter of style.

The notation and what it means: docs/term-patterns.md.
"""

from glossary.patterns.engine import PatternEngine, compile_patterns
from glossary.patterns.grammar import Pattern, parse
from glossary.patterns.validate import Complaint, validate
from glossary.patterns.values import Table, load_tables

__all__ = ["Complaint", "Pattern", "PatternEngine", "Table", "compile_patterns", "load_tables", "parse", "validate"]
