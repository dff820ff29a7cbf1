"""Cuts paragraphs into sentences and guesses the language of a text."""

from app.segment.language import guess_language
from app.segment.sentences import sentences

__all__ = ["guess_language", "sentences"]
