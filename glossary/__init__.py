"""Terms and the facts of languages they need: model, folding, numerals, matching, verdicts, file formats.

Knows neither ``app`` nor Qt; may be used on its own.
"""
