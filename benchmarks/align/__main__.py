"""``python -m benchmarks.align``: the table of docs/alignment.md, printed and written.

Every document is aligned with weights that were learnt without it (benchmarks/align/folds), beside Gale and Church's
method in the same run. ``--dictionaries FOLDER`` (``zh-en.tsv``, ``de-fr.tsv``) adds rows with a dictionary;
``--quick`` leaves out the damaged copies and the long texts. Needs ENFACE_DATA.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.align.data import DATA, read_dictionaries
from benchmarks.align.page import write_page
from benchmarks.align.tables import damage_table, quality_table, speed_table


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--dictionaries", type=Path)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if not DATA.is_dir():
        print("no development data: set ENFACE_DATA")
        return
    # First: the peak of memory is that of the whole process, dictionaries too.
    parts = {} if options.quick else {"speed": speed_table()}
    dictionaries = read_dictionaries(options.dictionaries)
    parts["quality"] = quality_table(dictionaries)
    if not options.quick:
        parts["damage"] = damage_table(dictionaries)
        write_page(parts)
    print("\n\n".join(parts.values()))


if __name__ == "__main__":
    main()
