"""What other people's machines read of a check: SARIF 2.1.0 and JUnit XML, made from the JSON shapes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from app.check import CHECKS
from app.cli.shapes import Json
from app.model import Severity
from app.words import Words

_LEVEL = {"neutral": "note", "minor": "warning", "major": "error", "critical": "error"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LINE_END = re.compile(r"\r?\n")
_EVERY = "file"
"""The side of a file that holds both sides: a project."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked. ``text`` is what it reads decoded, "" where it has none: a project, a DOCX."""

    path: Path
    text: str = ""
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts.extend([0, *(match.end() for match in _LINE_END.finditer(self.text))])

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 1, as editors count them."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def sarif(
    findings: Sequence[Json], words: Words, files: Mapping[str, Checked], new: Sequence[bool] | None = None
) -> Json:
    """A SARIF log with one run. ``files`` has the file of each side, or under ``file`` the project that holds both.

    Places are lines, columns and offsets in code points (``columnKind``). What has no place in a text (a project, a
    paragraph of a DOCX) is given the number of its row for a line: viewers that annotate files want one.

    ``new`` says of each finding whether the baseline lacks it; None where there is no baseline.
    """
    rules = [{"id": check.id, "shortDescription": {"text": words.say(f"check.about.{check.id}")}} for check in CHECKS]
    index = {check.id: number for number, check in enumerate(CHECKS)}
    results = [
        {
            "ruleId": finding["check"],
            "ruleIndex": index[finding["check"]],
            "level": _LEVEL[finding["severity"]],
            "message": {"text": finding["message"]},
            "locations": _locations(finding, files),
            "partialFingerprints": {"enfaceKey/v1": finding["key"]},
            "properties": {"row": finding["row"], "mqm": finding["mqm"], "severity": finding["severity"]},
        }
        for finding in findings
    ]
    for result, is_new in zip(results, new or (), strict=False):
        result["baselineState"] = "new" if is_new else "unchanged"
    driver = {"name": "enface", "version": _version(), "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def junit(findings: Sequence[Json], fail_on: Severity) -> str:
    """A JUnit report, one test case per check: findings at or above ``fail_on`` are its failure, others its output."""
    cases = []
    failed = 0
    for check in CHECKS:
        own = [finding for finding in findings if finding["check"] == check.id]
        grave = [finding for finding in own if Severity(finding["severity"]).rank >= fail_on.rank]
        failed += bool(grave)
        inside = ""
        if grave:
            inside += f"<failure message={quoteattr(grave[0]['message'])}>{escape(_lines(grave))}</failure>"
        if quiet := [finding for finding in own if finding not in grave]:
            inside += f"<system-out>{escape(_lines(quiet))}</system-out>"
        cases.append(f'<testcase classname="enface" name={quoteattr(check.id)}>{inside}</testcase>')
    head = f'<testsuite name="enface" tests="{len(CHECKS)}" failures="{failed}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>"])


def _locations(finding: Json, files: Mapping[str, Checked]) -> list[Json]:
    """A place for each span, or one for the row."""
    row = [{"name": str(finding["row"] + 1), "kind": "row"}]
    places = [
        _physical(files[side], _region(files[side], span, finding["row"]))
        for side in ("target", "source")
        if side in files
        for span in finding[side]
    ]
    if not places and files:
        file = files.get(_EVERY) or next(iter(files.values()))
        places = [_physical(file, {"startLine": finding["row"] + 1})]
    return [{"physicalLocation": place, "logicalLocations": row} for place in places]


def _physical(file: Checked, region: Json) -> Json:
    return {"artifactLocation": {"uri": _uri(file.path)}, "region": region}


def _region(file: Checked, span: Json, row: int) -> Json:
    start, end = span["file_start"], span["file_end"]
    if start is None or not file.text:
        return {"startLine": row + 1}
    first, last = file.place(start), file.place(end)
    return {
        "startLine": first[0],
        "startColumn": first[1],
        "endLine": last[0],
        "endColumn": last[1],
        "charOffset": start,
        "charLength": end - start,
        "snippet": {"text": span["text"]},
    }


def _uri(path: Path) -> str:
    """A reference as RFC 3986 wants it: a blank or a Chinese name is escaped, an absolute path names its scheme."""
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _lines(findings: Iterable[Json]) -> str:
    return "\n".join(f"row {finding['row'] + 1}: {finding['message']}" for finding in findings)


def _version() -> str:
    try:
        return version("enface")
    except PackageNotFoundError:
        return "0"
