"""Facts about languages that terms and checks share: folding, scripts, lemmas, numerals, dates."""
