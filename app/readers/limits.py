"""How much a file may hold before it is refused: sizes first, parsing second.

The figures refuse none of 1,985 real Word files that were measured (unpacked at most 15.3 MB, at most 291 parts, packed
at most 130 times).
"""

from __future__ import annotations

MEGABYTE = 1_000_000

FILE_BYTES = 64 * MEGABYTE
"""A text, a page, or a Word file as it lies on disk."""
BLOCKS = 500_000
BLOCK_CHARACTERS = 1_000_000
COLUMNS = 1_000
TAGS = 3_000_000
"""Tags of a page or of a part of a Word file: each costs 100 to 300 bytes of memory once it is parsed."""
PACKAGE_BYTES = 256 * MEGABYTE
"""All parts of a Word file, unpacked."""
PACKAGE_PARTS = 5_000
PART_RATIO = 200
PART_RATIO_FROM = 10 * MEGABYTE
"""A part above this size must not be packed more than PART_RATIO times."""
CHILD_BYTES = 2_000 * MEGABYTE
"""What a process that reads apart may take, its program included; the heaviest file within the limits needs half."""
CHILD_SECONDS = 120
