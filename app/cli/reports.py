"""What other people's machines read of a check: SARIF 2.1.0 and JUnit XML, made from the JSON shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from xml.sax.saxutils import escape, quoteattr

from app.check import CHECKS
from app.cli.shapes import Json
from app.model import Severity
from app.words import Words

_LEVEL = {"neutral": "note", "minor": "warning", "major": "error", "critical": "error"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(findings: Sequence[Json], words: Words, files: dict[str, str]) -> Json:
    """A SARIF log with one run. ``files`` names the file of each side, "" where there is none; places are offsets in
    code points into it (``columnKind``), left out where a finding has none."""
    rules = [{"id": check.id, "shortDescription": {"text": words.say(f"check.about.{check.id}")}} for check in CHECKS]
    results = [
        {
            "ruleId": finding["check"],
            "level": _LEVEL[finding["severity"]],
            "message": {"text": finding["message"]},
            "locations": list(_locations(finding, files)),
            "partialFingerprints": {"enfaceKey/v1": finding["key"]},
        }
        for finding in findings
    ]
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


def _locations(finding: Json, files: dict[str, str]) -> Iterable[Json]:
    for side in ("target", "source"):
        for span in finding[side]:
            if not files.get(side):
                continue
            place: Json = {"artifactLocation": {"uri": files[side]}}
            if span["file_start"] is not None:
                place["region"] = {
                    "charOffset": span["file_start"],
                    "charLength": span["file_end"] - span["file_start"],
                    "snippet": {"text": span["text"]},
                }
            yield {"physicalLocation": place}


def _lines(findings: Iterable[Json]) -> str:
    return "\n".join(f"row {finding['row'] + 1}: {finding['message']}" for finding in findings)


def _version() -> str:
    try:
        return version("enface")
    except PackageNotFoundError:
        return "0"
