"""The order of the data, written down once: read → clean → align → check. Pure: no store, no clock, no window."""

from app.pipeline.aligning import align_sentences, align_units, lexicon_of, open_encoder
from app.pipeline.cleaning import BlockProposal, litter_of, propose_cleaning, refusal_key
from app.pipeline.context import choose_glossaries, context_for, read_glossaries, shipped_rules, with_speller
from app.pipeline.preparing import Prepared, detect_languages, pair_lines, prepare, rows_of, units_of
from app.pipeline.surveying import PROPOSED, Kept, Look, Snapshot, Survey, check_one, survey, view

__all__ = [
    "PROPOSED", "BlockProposal", "Kept", "Look", "Prepared", "Snapshot", "Survey", "align_sentences", "align_units",
    "check_one", "choose_glossaries", "context_for", "detect_languages", "lexicon_of", "litter_of", "open_encoder",
    "pair_lines", "prepare", "propose_cleaning", "read_glossaries", "refusal_key", "rows_of", "shipped_rules",
    "survey", "units_of", "view", "with_speller",
]  # fmt: skip
