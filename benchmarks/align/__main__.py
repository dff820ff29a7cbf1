"""``python -m benchmarks.align``: the tables and the plot of docs/alignment.md, printed and written.

Every document is aligned with weights that were learnt without it (benchmarks/align/folds), beside Gale and Church's
method in the same run. ``--dictionaries FOLDER`` (``zh-en.tsv``, ``de-fr.tsv``) adds rows with a dictionary;
``--quick`` leaves out the damaged copies and the long texts. Needs ENFACE_DATA.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.align.data import DATA, read_dictionaries
from benchmarks.align.page import write_page, write_plot
from benchmarks.align.plot import growth_plot
from benchmarks.align.tables import damage_table, quality_table, speed_table, timings


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--dictionaries", type=Path)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if not DATA.is_dir():
        print("no development data: set ENFACE_DATA")
        return
    # First: the peak of memory is that of the whole process, dictionaries too.
    parts = {}
    if not options.quick:
        timed = timings()
        parts["speed"] = speed_table(timed)
        write_plot(growth_plot(timed))
    dictionaries = read_dictionaries(options.dictionaries)
    parts["quality"] = quality_table(dictionaries)
    if not options.quick:
        parts["shipped"] = quality_table(dictionaries, unseen=False)
        parts["damage"] = damage_table(dictionaries)
        write_page(parts)
    print("\n\n".join(parts.values()))


if __name__ == "__main__":
    main()
