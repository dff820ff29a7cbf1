"""The tokenizer of a model's folder, by the ``tokenizers`` wheel: a local file, and never the hub."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from app.errors import UserError

MAX_TOKENS = 512
_LARGEST = 100_000_000


class TokenizerLike(Protocol):
    """The part of ``tokenizers.Tokenizer`` that is used."""

    def encode_batch(self, texts: list[str], /, *, add_special_tokens: bool = True) -> Sequence[Any]: ...

    def token_to_id(self, token: str, /) -> int | None: ...


def load_tokenizer(path: Path) -> TokenizerLike:
    """Raises UserError ``embedding-broken`` or ``embedding-extra-missing``."""
    try:
        from tokenizers import Tokenizer
    except ImportError as fault:
        raise UserError("embedding-extra-missing", package="tokenizers") from fault
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError("embedding-broken", name=str(path))
        text = path.read_text("utf-8")
        json.loads(text)
        tokenizer: Any = Tokenizer.from_str(text)
    except (OSError, ValueError, RecursionError) as fault:
        raise UserError("embedding-broken", name=str(path)) from fault
    except Exception as fault:
        raise UserError("embedding-broken", name=str(path)) from fault
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    loaded: TokenizerLike = tokenizer
    return loaded


def unknown_token(path: Path, tokenizer: TokenizerLike) -> int | None:
    """The id that stands for what the vocabulary lacks, None where there is none."""
    try:
        model = json.loads(path.read_text("utf-8")).get("model", {})
    except (OSError, ValueError, AttributeError):
        return None
    token = model.get("unk_token") if isinstance(model, dict) else None
    return tokenizer.token_to_id(token) if isinstance(token, str) else None
