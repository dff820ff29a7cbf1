"""Finds what does not belong to a text (ads, counters, navigation, remnants) and proposes to put it away."""

from app.clean.paragraphs import Paragraphs
from app.clean.propose import apply, propose
from app.clean.rules import Rule, RuleSet, load_rules

__all__ = ["Paragraphs", "Rule", "RuleSet", "apply", "load_rules", "propose"]
