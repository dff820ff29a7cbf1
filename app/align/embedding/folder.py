"""A model's folder: told by its files, opened by the right back end, and never looked for anywhere else."""

from __future__ import annotations

import hashlib
from pathlib import Path

from app.align.embedding.encoder import Encoder
from app.align.embedding.onnx import PLACES, load_onnx
from app.align.embedding.static import MODEL, load_static
from app.align.embedding.tokens import load_tokenizer, unknown_token
from app.errors import UserError

_TOKENIZER = "tokenizer.json"


def load_encoder(folder: Path) -> Encoder:
    """A sentence encoder in ONNX (``model.onnx``) or a table of the model2vec format (``model.safetensors``), each
    beside its ``tokenizer.json``.

    Raises UserError ``embedding-folder`` where these are not there, ``embedding-extra-missing`` without the packages of
    ``enface[embeddings]``, ``embedding-broken`` for files that are cut off or do not fit each other.
    """
    models = [folder / place for place in (*PLACES, MODEL)]
    model = next((path for path in models if _is_file(path)), None)
    tokenizer_path = folder / _TOKENIZER
    if model is None or not _is_file(tokenizer_path):
        raise UserError("embedding-folder", name=str(folder))
    tokenizer = load_tokenizer(tokenizer_path)
    fingerprint = _fingerprint(folder, model, tokenizer_path)
    name = folder.resolve().name
    if model.name == MODEL:
        return load_static(folder, name, fingerprint, tokenizer, unknown_token(tokenizer_path, tokenizer))
    return load_onnx(folder, model, name, fingerprint, tokenizer)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name no file can have
        return False


def _fingerprint(folder: Path, model: Path, tokenizer: Path) -> str:
    """A digest of all that decides the vectors: weights that ONNX keeps beside the model, and how it pools, too."""
    beside = sorted(path for path in model.parent.glob(f"{model.stem}*onnx*data*") if path.is_file())
    pooling = folder / "1_Pooling" / "config.json"
    digest = hashlib.blake2b(digest_size=16)
    try:
        for path in (model, *beside, tokenizer, *([pooling] if pooling.is_file() else [])):
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, hashlib.blake2b).digest())
    except OSError as fault:
        raise UserError("embedding-broken", name=str(folder)) from fault
    return digest.hexdigest()
