"""Links the units of a source to those of its translation, and says how sure it is of each link."""

from app.align.align import align, judge
from app.align.lexicon import Lexicon, load_lexicon, make_lexicon

__all__ = ["Lexicon", "align", "judge", "load_lexicon", "make_lexicon"]
