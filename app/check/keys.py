"""A name for a finding that stays the same from run to run, as long as its row reads the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from app.model import Finding


def finding_key(finding: Finding, text_hash_parts: Iterable[str]) -> str:
    """16 hex digits of SHA-256 over the rule, the normalised evidence and the row's texts (or what stands for them).

    With no texts the key means "this term" or "this evidence" anywhere.
    """
    parts = (finding.check, finding.verdict, finding.term, finding.evidence, *text_hash_parts)
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
