"""How much text there is: words, and characters where words are not written apart."""

from __future__ import annotations

import re

# A run of letters and digits with inner apostrophes and hyphens is a word; a CJK character counts as one, as Word does.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+(?:['’\-][^\W\u3040-\u30ff\u3400-\u9fff]+)*"
)


def word_count(text: str) -> int:
    """The words of a text, each Chinese or Japanese character counted as one."""
    return sum(1 for _ in _WORD.finditer(text))
