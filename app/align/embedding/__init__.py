"""Evidence from a language model in a local folder: texts as vectors, kept once computed. Nothing is ever fetched."""

from app.align.embedding.cache import CachedEncoder
from app.align.embedding.encoder import Encoder, Vectors
from app.align.embedding.folder import load_encoder
from app.align.embedding.similarity import Similarity, similarity
from app.align.embedding.spans import Span, SpanVectors, span_vectors

__all__ = [
    "CachedEncoder",
    "Encoder",
    "Similarity",
    "Span",
    "SpanVectors",
    "Vectors",
    "load_encoder",
    "similarity",
    "span_vectors",
]
