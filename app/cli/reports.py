"""What other people's machines read of a check: SARIF 2.1.0 and JUnit XML, made from the JSON shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def sarif(findings: Sequence[Json], words: Words, files: Mapping[str, Path], new: Sequence[bool] | None = None) -> Json:
    """A SARIF log with one run. ``files`` names the file of each side that has one; places are offsets in code points
    into it (``columnKind``), left out where a finding has none, and every finding names its row.

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


def _locations(finding: Json, files: Mapping[str, Path]) -> list[Json]:
    """A place for each span; a finding of a project, which is no text file, has its row only."""
    row = [{"name": str(finding["row"] + 1), "kind": "row"}]
    places: list[Json] = []
    for side in ("target", "source"):
        for span in finding[side]:
            if side not in files:
                continue
            place: Json = {"artifactLocation": {"uri": _uri(files[side])}}
            if span["file_start"] is not None:
                place["region"] = {
                    "charOffset": span["file_start"],
                    "charLength": span["file_end"] - span["file_start"],
                    "snippet": {"text": span["text"]},
                }
            places.append({"physicalLocation": place, "logicalLocations": row})
    return places or [{"logicalLocations": row}]


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
