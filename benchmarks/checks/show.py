"""Reading: the findings of a check, or the edits that are missed, of the half that is not reported.

python -m benchmarks.checks.show alarms SET [CHECK...]
python -m benchmarks.checks.show edit SET "NAME OF THE EDIT"
python -m benchmarks.checks.show demetr ID
"""

from __future__ import annotations

import sys

from benchmarks.checks import alarms, edits, perturbed
from benchmarks.checks.data import is_reported, read_set


def main(what: str, name: str, *more: str) -> None:
    if what == "alarms":
        set_ = read_set(name)
        for finding in alarms.findings_of(set_):
            if not is_reported(finding.row) and (not more or finding.check in more):
                row = set_.rows[finding.row]
                print(finding.row, finding.code, dict(finding.facts), row.source, row.target, sep="\n    ")
        print(alarms.alarms(set_, reported=False).per_thousand(more or None), "per 1,000")
    elif what == "edit":
        hits, total, missed = edits.recall(read_set(name), reported=False)[more[0]]
        for row, spoilt in missed:
            print(row.row, row.source, row.target, spoilt, sep="\n    ")
        print(f"{hits} of {total}")
    else:
        for item in perturbed.missed(name):
            print(item["source"], item["mt"], item["perturbed"], sep="\n    ")


if __name__ == "__main__":
    main(*sys.argv[1:])
