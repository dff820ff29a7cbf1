"""The command line is a contract: JSON shapes, exit codes, one plain line on stderr and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from tests.app.spelled import make_dictionary

SOURCE = """市交通局学习贯彻全会精神

发布日期：2021-03-04 10:00

会议指出，要践行“八八战略”，建设12个客运站。

局长李明要求各单位抓好落实。
"""
TARGET = """The Transport Bureau studies and implements the spirit of the plenum

[ad_1]

The Transport Bureau studies and implements the spirit of the plenum

Release date: 2021-03-04 10:00

The meeting said that Strategy 8-8 must be carried out and 13 bus stations built.

Director Li Ming asked all units to see to the the implementation.
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "source.zh.txt", tmp_path / "target.en.txt"
    source.write_text(SOURCE, "utf-8")
    target.write_text(TARGET, "utf-8")
    return source, target


class Ran:
    """What a call of ``enface`` printed and returned."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: object) -> None:
        self.code = main([str(a) for a in arguments])
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def test_clean_names_paragraphs_and_places(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "clean", pair[1], "--format", "json")
    assert ran.code == 0
    proposals = ran.json["proposals"]
    assert {p["paragraph"] for p in proposals} == {0, 1}
    assert set(proposals[0]) == {"rule", "paragraph", "message", "text", "file_start", "file_end"}
    for p in proposals:
        assert TARGET[p["file_start"] : p["file_end"]] == p["text"]


def test_clean_apply_writes_the_text_without_litter(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "clean.txt"
    assert Ran(capsys, "clean", pair[1], "--apply", "-o", out).code == 0
    text = out.read_text("utf-8")
    assert "[ad_1]" not in text
    assert text.count("studies and implements") == 1
    assert "Release date: 2021-03-04 10:00" in text


def test_align_paragraphs(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "align", *pair, "--level", "paragraph", "--format", "json")
    shape = ran.json
    assert set(shape) == {"beads", "trusted", "note", "remarks"}
    assert [(b["source"], b["target"]) for b in shape["beads"]] == [
        ([], [0]), ([], [1]), ([0], [2]), ([1], [3]), ([2], [4]), ([3], [5]),
    ]  # fmt: skip
    assert all(0 <= b["confidence"] <= 1 for b in shape["beads"])


def test_align_lines_counts_blank_lines_and_puts_every_unit_in_one_bead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s").write_text("Eins.\n\nZwei 22.\n", "utf-8")
    (tmp_path / "t").write_text("One.\nTwo 22.\n", "utf-8")
    ran = Ran(capsys, "align", tmp_path / "s", tmp_path / "t", "--lines", "--format", "json")
    beads = ran.json["beads"]
    assert sorted(i for b in beads for i in b["source"]) == [0, 1, 2]
    assert sorted(i for b in beads for i in b["target"]) == [0, 1]


@pytest.mark.parametrize("level", ["paragraph", "sentence"])
@pytest.mark.parametrize("format_", ["text", "json", "tsv"])
def test_align_has_three_formats(
    pair: tuple[Path, Path], level: str, format_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = Ran(capsys, "align", *pair, "--level", level, "--format", format_)
    assert (ran.code, bool(ran.out.strip())) == (0, True)


def test_check_shape_spans_and_exit_code(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    source, target = pair
    ran = Ran(capsys, "check", "--target", target, "--source", source, "--format", "json")
    assert ran.code == 1
    report = ran.json
    assert (report["source_lang"], report["target_lang"], report["rows"]) == ("zh", "en", 6)
    found = {(f["check"], f["target"][0]["text"] if f["target"] else "") for f in report["findings"]}
    assert ("term", "Strategy 8-8") in found
    assert ("number", "13") in found
    assert any(check == "doubled-word" for check, _ in found)
    for f in report["findings"]:
        assert set(f) == {
            "key", "check", "mqm", "severity", "verdict", "row", "message", "source", "target", "suggestions",
        }  # fmt: skip
        assert f["source"] or f["target"]
        for side, text in (("source", SOURCE), ("target", TARGET)):
            for span in f[side]:
                assert text[span["file_start"] : span["file_end"]] == span["text"]


def test_check_without_a_source_finds_what_is_wrong_anywhere(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    ran = Ran(capsys, "check", "--target", pair[1], "--format", "json")
    found = {(f["check"], f["target"][0]["text"]) for f in ran.json["findings"]}
    assert ("term", "Strategy 8-8") in found
    assert not any(check == "number" for check, _ in found)


def test_glossary_none_and_check_choice(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "check", "--target", pair[1], "--glossary", "none", "--format", "json")
    assert not any(f["check"] == "term" for f in ran.json["findings"])
    ran = Ran(capsys, "check", "--target", pair[1], "--checks", "doubled-word", "--format", "json")
    assert {f["check"] for f in ran.json["findings"]} == {"doubled-word"}
    assert ran.code == 0, "a minor finding is below the default of --fail-on"
    assert Ran(capsys, "check", "--target", pair[1], "--checks", "doubled-word", "--fail-on", "minor").code == 1


def test_check_of_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "rows.tsv"
    text = "共12家。\tThere are 12.\n共15家。\tThere are 16.\n"
    table.write_text(text, "utf-8")
    ran = Ran(capsys, "check", table, "--source-lang", "zh", "--target-lang", "en", "--format", "json")
    [finding] = ran.json["findings"]
    assert (finding["check"], finding["row"]) == ("number", 1)
    [span] = finding["target"]
    assert text[span["file_start"] : span["file_end"]] == span["text"] == "16"


def test_list_of_checks_has_a_sentence_each(capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "check", "--list")
    assert ran.code == 0
    assert all(len(line.split(maxsplit=1)) == 2 for line in ran.out.splitlines())


def test_new_clean_check_export(pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = pair
    project = tmp_path / "work.enface"
    assert Ran(capsys, "new", project, "--source", source, "--target", target).code == 0
    assert Ran(capsys, "clean", project, "--apply").code == 0
    assert Ran(capsys, "check", project).code == 1
    for name, kind in (("a.txt", "clean"), ("a.md", "clean"), ("a.html", "clean"), ("a.docx", "clean"),
                       ("t.docx", "bilingual"), ("t.xlsx", "bilingual")):  # fmt: skip
        ran = Ran(capsys, "export", project, tmp_path / name, "--as", kind)
        assert ran.code == 0
        assert "Still open" in ran.err, "open findings warn, they do not refuse"
        assert (tmp_path / name).stat().st_size > 0
    text = (tmp_path / "a.txt").read_text("utf-8")
    assert "[ad_1]" not in text
    assert text.count("studies and implements") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], "Say what to check"),
        (["check", "--target", "nowhere.txt"], "nowhere.txt"),
        (["check", "nowhere.enface"], "nowhere.enface"),
        (["check", "table.tmx"], "table.tmx"),
        (["align", "nowhere.txt", "nowhere.txt"], "nowhere.txt"),
        (["new", "x"], "--source"),
        (["clean", "nowhere.txt"], "nowhere.txt"),
        (["check", "--glossary", "nowhere.csv", "--target", "TEXT"], "nowhere.csv"),
        (["check", "--target", "TEXT", "--checks", "nonsense"], "nonsense"),
        (["check", "--target", "EMPTY"], "empty.txt"),
        (["check", "--target", "NOTDOCX"], "Word"),
        (["new", "PROJECT", "--target", "TEXT"], "there already"),
        (["export", "PROJECT", "out.pdf"], "pdf"),
        (["export", "NOTPROJECT", "out.txt"], "not an Enface project"),
        (["sample", "nonsense"], "nonsense"),
        (["align", "--level", "word", "a", "b"], "word"),
        (["nonsense", "--flag"], "nonsense"),
    ],
)
def test_a_fault_is_one_plain_line_and_exit_2(
    arguments: list[str], words: str, pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "fake.docx").write_text("plain words")
    (tmp_path / "fake.enface").write_text("plain words" * 100)
    places = {
        "TEXT": pair[1], "EMPTY": "empty.txt", "NOTDOCX": "fake.docx", "PROJECT": "made.enface",
        "NOTPROJECT": "fake.enface",
    }  # fmt: skip
    if "PROJECT" in arguments:
        assert Ran(capsys, "new", "made.enface", "--target", pair[1]).code == 0
    ran = Ran(capsys, *(places.get(a, a) for a in arguments))
    assert ran.code == 2
    line = ran.err.strip()
    assert words in line
    assert "\n" not in line
    assert "Traceback" not in line


def test_sample_without_a_window_does_the_whole_job(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "sample", "--no-window", "--to", tmp_path)
    assert ran.code == 0
    text = (tmp_path / "municipal-news.txt").read_text("utf-8")
    assert "[ad_1]" not in text
    assert "ADVERTISEMENT" not in text
    assert "Fourth" in text


def test_without_a_display_the_window_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    ran = Ran(capsys)
    assert ran.code == 2
    assert "display" in ran.err


def test_spelling_is_checked_where_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "text.en.txt"
    target.write_text("The city held a meeting of the mayor and the compani with a word.\n", "utf-8")
    folder = make_dictionary(tmp_path / "dictionaries")
    asked = ("check", "--target", target, "--target-lang", "en", "--glossary", "none", "--format", "json")
    plain = Ran(capsys, *asked)
    assert [f["check"] for f in plain.json["findings"]] == []
    spelled = Ran(capsys, *asked, "--spelling", folder)
    assert [(f["check"], f["mqm"], f["target"][0]["text"]) for f in spelled.json["findings"]] == [
        ("spelling", "spelling", "compani")
    ]
    refused = Ran(capsys, *asked, "--spelling", tmp_path)
    assert refused.code == 2
    assert "dictionary" in refused.err
