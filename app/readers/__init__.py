"""Files and pasted text become blocks: bytes in, ``Imported`` out, limits first and parsing second."""

from app.readers.apart import read_apart, read_file_apart, read_pasted_apart
from app.readers.bilingual import read_tsv
from app.readers.characters import clean_characters
from app.readers.encoding import EncodingGuess, guess_encoding
from app.readers.formats import FORMATS, Format
from app.readers.read import file_bytes, read, read_file, read_pasted

__all__ = [
    "FORMATS",
    "EncodingGuess",
    "Format",
    "clean_characters",
    "file_bytes",
    "guess_encoding",
    "read",
    "read_apart",
    "read_file",
    "read_file_apart",
    "read_pasted",
    "read_pasted_apart",
    "read_tsv",
]
