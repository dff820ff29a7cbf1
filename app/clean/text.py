"""What several cleaning rules ask of a paragraph: its folded form, its weight, whether it is a sentence."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"[\s\u200b\u2060\ufeff\u00ad]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"[.。!?！？…:：;；,，]['\"’”»」』)）\]]{0,3}$")
_METADATA = re.compile(r"[^:.。]{1,40}: ?\S.{0,150}")


def folded(text: str) -> str:
    """The form line patterns see: compatibility characters replaced, blanks collapsed."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def key(text: str) -> str:
    """What two printings of the same words have in common: letters and digits without case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def weight(text: str) -> float:
    """Length in Latin letters: a Chinese, Japanese or Korean character says as much as two and a half."""
    return len(text) + 1.5 * len(_WIDE.findall(text))


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text.rstrip()))


def is_metadata(text: str) -> bool:
    """Whether a short line is a label with a value (``Release date: 2020-11-26``)."""
    return len(text) <= 200 and bool(_METADATA.fullmatch(folded(text)))
