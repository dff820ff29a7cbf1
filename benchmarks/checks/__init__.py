"""How quiet the checks are on human translations, how much they find in spoilt ones, and what they cost."""
