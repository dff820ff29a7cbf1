"""What a build reads of a check: SARIF by its schema, JUnit, and the baseline that lets only new findings fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import jsonschema
import pytest
from lxml import etree

from app.cli import main

SCHEMA = json.loads(Path(__file__).with_name("sarif_needed.json").read_text("utf-8"))
ROWS = "共12家。\tThere are 13.\n共15家。\tThere are 15.\n会议于五月召开。\tThe the meeting was held in May.\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three rows: a wrong number (major), a right one, a doubled word (minor). The name needs escaping in a URI."""
    path = tmp_path / "表 1.tsv"
    path.write_text(ROWS, "utf-8")
    return path


class Ran:
    """What ``enface check`` printed and returned for a zh-en table."""

    def __init__(self, capsys: pytest.CaptureFixture[str], table: Path, *more: object) -> None:
        call = ["check", table, "--source-lang", "zh", "--target-lang", "en", "--glossary", "none", *more]
        self.code = main([str(word) for word in call])
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def found(self) -> list[tuple[int, str]]:
        return [(finding["row"], finding["check"]) for finding in self.json["findings"]]


def test_sarif_is_valid_and_points_into_the_file(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, table, "--format", "sarif")
    assert ran.code == 1
    jsonschema.Draft202012Validator(SCHEMA).validate(ran.json)
    [run] = ran.json["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("number", "error"), ("doubled-word", "warning")
    ]  # fmt: skip
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            place = location["physicalLocation"]
            assert Path(unquote(urlparse(place["artifactLocation"]["uri"]).path)) == table
            region = place["region"]
            start, length = region["charOffset"], region["charLength"]
            assert ROWS[start : start + length] == region["snippet"]["text"]
            line = ROWS.splitlines()[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
            assert region["startLine"] == region["endLine"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log.update(version="2.0.0"),
        lambda log: log["runs"][0].pop("tool"),
        lambda log: log["runs"][0]["results"][0].update(level="major"),
        lambda log: log["runs"][0]["results"][0].update(lvel="error"),
        lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].update(
            uri="a b"
        ),
    ],
)
def test_the_schema_refuses_what_is_no_sarif(spoil: Any, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = Ran(capsys, table, "--format", "sarif").json
    spoil(log)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(log)


def test_sarif_of_a_project_names_rows(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "text.en.txt"
    target.write_text("One good paragraph.\n\nThe the second one.\n", "utf-8")
    assert main(["new", str(tmp_path / "p.enface"), "--target", str(target)]) == 0
    capsys.readouterr()
    main(["check", str(tmp_path / "p.enface"), "--format", "sarif"])
    log = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SCHEMA).validate(log)
    [result] = log["runs"][0]["results"]
    [location] = result["locations"]
    assert location["logicalLocations"] == [{"name": "2", "kind": "row"}]
    assert location["physicalLocation"]["artifactLocation"]["uri"].endswith("/p.enface")
    assert location["physicalLocation"]["region"] == {"startLine": 2}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_sarif_counts_lines_and_columns_of_any_text(
    end: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "text.en.txt"
    target.write_bytes(end.join(["One good paragraph.", "", "Well: the 😀 and and the last.", ""]).encode())
    main(["check", "--target", str(target), "--format", "sarif"])
    log = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SCHEMA).validate(log)
    region = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert [region[name] for name in ("startLine", "startColumn", "endLine", "endColumn")] == [3, 13, 3, 20]


def test_what_cleaning_would_put_away_is_litter_to_a_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "text.en.txt"
    target.write_text("[ad_1]\n\n\n\nOne good paragraph, and it is long enough.\n", "utf-8")
    assert main(["check", "--target", str(target), "--format", "json"]) == 1
    [finding] = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["check"], finding["row"], finding["target"][0]["text"]) == ("litter", 0, "[ad_1]")
    assert (finding["target"][0]["file_start"], finding["target"][0]["file_end"]) == (0, 6)
    assert main(["check", "--target", str(target), "--checks", "number,spacing"]) == 0


def test_junit_fails_what_the_exit_code_fails(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, table, "--format", "junit")
    assert ran.code == 1
    suite = etree.fromstring(ran.out.encode())
    failed = {case.get("name") for case in suite.iter("testcase") if case.find("failure") is not None}
    assert failed == {"number"}, "a minor finding is told, not failed"
    assert (suite.get("failures"), suite.get("tests")) == ("1", str(len(suite)))


@pytest.mark.parametrize(("fail_on", "code"), [("neutral", 1), ("minor", 1), ("major", 1), ("critical", 0)])
def test_fail_on_is_how_grave_it_has_to_be(
    fail_on: str, code: int, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Ran(capsys, table, "--fail-on", fail_on).code == code


def test_a_tuning_switches_weighs_and_adds(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Ran(capsys, table, "--format", "json")
    tuning = tmp_path / "house.toml"
    checks = sorted({check for _, check in before.found})
    tuning.write_text("".join(f"[{check}]\non = false\n" for check in checks), "utf-8")
    after = Ran(capsys, table, "--tuning", tuning, "--format", "json")
    assert (after.code, after.found) == (0, [])
    tuning.write_text('[[rule]]\nname = "Any"\ntarget = "the"\nseverity = "critical"\n', "utf-8")
    ran = Ran(capsys, table, "--tuning", tuning, "--checks", "checklist", "--fail-on", "critical")
    assert ran.code == 1
    assert "“the” should not stand here" in ran.out.casefold()
    tuning.write_text("[spacing]\non = 3", "utf-8")
    assert Ran(capsys, table, "--tuning", tuning).code == 2


class TestBaseline:
    @pytest.fixture
    def known(self, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
        path = tmp_path / "known.json"
        ran = Ran(capsys, table, "--write-baseline", path)
        assert (ran.code, ran.out) == (0, "")
        assert "2 findings" in ran.err
        return path

    def test_what_is_known_neither_shows_nor_fails(
        self, known: Path, table: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ran = Ran(capsys, table, "--baseline", known, "--fail-on", "neutral")
        assert ran.code == 0
        assert "2 more are known" in ran.out
        assert Ran(capsys, table, "--baseline", known, "--format", "json").found == []

    def test_rows_may_move(self, known: Path, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
        first, *rest = ROWS.splitlines(keepends=True)
        table.write_text("新的一行。\tA new row.\n" + "".join(rest) + first, "utf-8")
        assert Ran(capsys, table, "--baseline", known, "--fail-on", "neutral").code == 0

    @pytest.mark.parametrize(
        ("more", "expected"),
        [
            ("共12家。\tThere are 13.\n", [(3, "number")]),  # a twin of a known one
            ("共20家。\tThere are 21.\n", [(3, "number")]),
        ],
    )
    def test_what_is_new_fails(
        self, more: str, expected: list[Any], known: Path, table: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        table.write_text(ROWS + more, "utf-8")
        ran = Ran(capsys, table, "--baseline", known, "--format", "json")
        assert (ran.code, ran.found) == (1, expected)

    def test_a_changed_text_is_looked_at_anew(
        self, known: Path, table: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        table.write_text(ROWS.replace("There are 13.", "There are 13 of them."), "utf-8")
        assert Ran(capsys, table, "--baseline", known, "--format", "json").found == [(0, "number")]

    def test_sarif_marks_what_is_unchanged(self, known: Path, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
        table.write_text(ROWS + "共20家。\tThere are 21.\n", "utf-8")
        ran = Ran(capsys, table, "--baseline", known, "--format", "sarif")
        jsonschema.Draft202012Validator(SCHEMA).validate(ran.json)
        states = [result["baselineState"] for result in ran.json["runs"][0]["results"]]
        assert states == ["unchanged", "unchanged", "new"]

    def test_it_reads_well_in_a_comparison(self, known: Path) -> None:
        lines = known.read_text("utf-8").splitlines()
        assert len(lines) == 4
        assert json.loads("".join(lines))["enface-baseline"] == 1

    @pytest.mark.parametrize(
        "content",
        [
            "", "[]", "{}", "[" * 100_000, '{"enface-baseline": 2, "findings": []}', '{"enface-baseline": 1}',
            '{"enface-baseline": 1, "findings": [{"key": 1}]}', '{"enface-baseline": 1, "findings": ["key"]}',
            '{"enface-baseline": 1, "findings": [{"key": "k", "times": -1}]}',
            '{"enface-baseline": 1, "findings": [{"key": "k", "times": 1e99}]}', "\ufeff\x00",
        ],
    )  # fmt: skip
    def test_no_baseline_is_one_plain_line(
        self, content: str, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "broken.json"
        path.write_text(content, "utf-8")
        ran = Ran(capsys, table, "--baseline", path)
        assert ran.code == 2
        assert ran.err.count("\n") == 1
        assert "no baseline" in ran.err

    def test_none_there_is_told(self, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        ran = Ran(capsys, table, "--baseline", tmp_path / "nowhere.json")
        assert (ran.code, "nowhere.json" in ran.err) == (2, True)
