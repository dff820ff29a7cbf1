from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from app.cli import main
from app.model import Side
from app.pipeline import shipped_rules
from app.project import Project
from tests.app.align.embedding.models import ROWS, write_safetensors, write_tokenizer

SOURCE = ["Die Kuh gibt 12 Liter Milch.", "", "Das Brot liegt auf dem Tisch.", "Es ist frisch.", "Ende."]
TARGET = ["The cow gives 12 litres of milk.", "", "The bread lies on the table and is fresh.", "The end."]
BEADS = [([0], [0]), ([1], [1]), ([2, 3], [2]), ([4], [3])]
TSV = "0\t0\n1\t1\n2,3\t2\n4\t3\n"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "tale.de.txt", tmp_path / "tale.en.txt"
    for path, lines in zip(paths, (SOURCE, TARGET), strict=True):
        path.write_text("\n".join(lines) + "\n", "utf-8")
    return paths


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    return code, *capsys.readouterr()


def write(folder: Path, text: str, name: str = "tale.al") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def beads(out: str) -> list[tuple[list[int], list[int]]]:
    return [(bead["source"], bead["target"]) for bead in json.loads(out)["beads"]]


@pytest.mark.parametrize("format_", ["tsv", "json", "ladder", "hunalign", "vecalign", "intertext"])
def test_what_one_call_writes_another_opens(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    given = write(tmp_path, TSV)
    out = tmp_path / "out.al"
    assert run(capsys, "align", *pair, "--from", given, "--format", format_, "-o", out)[0] == 0
    code, said, _ = run(capsys, "align", *pair, "--from", out, "--format", "json")
    assert code == 0
    # A blank line has no text, so hunalign's texts cannot tell it; it stands alone then.
    expected = BEADS if format_ != "hunalign" else [BEADS[0], ([1], []), ([], [1]), *BEADS[2:]]
    assert beads(said) == expected


def test_intertext_is_written_with_its_documents(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, out = write(tmp_path, TSV), tmp_path / "book.xml"
    call = ["align", *pair, "--from", given, "--source-lang", "de", "--target-lang", "en", "--format", "intertext"]
    code, _, told = run(capsys, *call, "-o", out)
    assert (code, told.count("book.")) == (0, 2)
    assert '<link type="1-2" xtargets="1:3;1:3 1:4" status="auto"/>' in out.read_text("utf-8")
    documents = tmp_path / "book.de.xml", tmp_path / "book.en.xml"
    code, said, _ = run(capsys, "align", *documents, "--from", out, "--format", "json")
    assert (code, beads(said)) == (0, BEADS)
    assert run(capsys, *call, "-o", out)[0] == 0  # the same again is no harm
    documents[0].write_text("mine", "utf-8")
    code, _, told = run(capsys, *call, "-o", out)
    assert code == 2
    assert "book.de.xml" in told
    assert documents[0].read_text("utf-8") == "mine"


def test_an_alignment_is_scored_by_another(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = write(tmp_path, "0\t0\n1\t1\n2\t2\n3\t\n4\t3\n")
    call = ["align", *pair, "--from", given, "--compare", write(tmp_path, TSV, "gold.tsv")]
    code, said, _ = run(capsys, *call)
    assert code == 0
    assert said.splitlines() == [
        "strict  precision 0.600  recall 0.750  F1 0.667",
        "lax     precision 0.800  recall 1.000  F1 0.889",
    ]
    code, said, _ = run(capsys, *call, "--format", "json")
    assert json.loads(said)["strict"] == {"precision": 0.6, "recall": 0.75, "f1": pytest.approx(2 / 3)}


def test_our_own_alignment_is_scored_too(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, out = write(tmp_path, TSV), tmp_path / "own.tsv"
    code, said, _ = run(capsys, "align", *pair, "--lines", "--compare", gold, "--format", "tsv", "-o", out)
    assert (code, said.count("F1")) == (0, 2)
    assert len(out.read_text("utf-8").splitlines()) >= 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0\t0\n7\t1\n", "Line 2"),
        ("nonsense", "Line 1"),
        ("0\t0\t1\n9\t9\t1\n", "ends at 9 and 9"),
        ("<linkGrp><link xtargets='1:9;1:1'/></linkGrp>", "1:9"),
    ],
)
def test_an_alignment_of_other_texts_is_refused_in_one_line(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    code, said, told = run(capsys, "align", *pair, "--from", write(tmp_path, text))
    assert (code, said, told.count("\n")) == (2, "", 1)
    assert says in told


def test_the_format_can_be_said(pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ladder = write(tmp_path, "0\t0\n1\t1\n2\t2\n4\t3\n5\t4\n")
    code, said, _ = run(capsys, "align", *pair, "--from", ladder, "--from-format", "ladder", "--format", "json")
    assert (code, beads(said)) == (0, BEADS)


def test_a_project_is_made_of_a_corpus_aligned_elsewhere(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, given = tmp_path / "made.enface", write(tmp_path, "3\t2\n0\t0\n4,2\t3\n")
    code, said, _ = run(capsys, "new", made, "--source", pair[0], "--target", pair[1], "--alignment", given)
    assert code == 0, said
    project = Project.open(made, "Ann", shipped_rules())
    try:
        rows = project.store.rows(project.store.row_ids())
        assert [(row.text(Side.SOURCE), row.text(Side.TARGET)) for row in rows] == [
            (SOURCE[0], TARGET[0]),
            (f"{SOURCE[2]}\n{SOURCE[4]}", TARGET[3]),
            (SOURCE[3], TARGET[2]),
        ]
    finally:
        project.close()


def test_a_project_is_made_of_a_corpus_of_intertext(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path, '<text><p id="1"><s id="1:1">Eins.</s><s id="1:2">Zwei.</s></p></text>', "t.de.xml")
    target = write(
        tmp_path, '<text><p id="1"><s id="1:1">One.</s></p><p id="2"><s id="2:1">Two.</s></p></text>', "t.en.xml"
    )
    links = (
        '<linkGrp toDoc="t.de.xml" fromDoc="t.en.xml"><link xtargets="1:1;1:1"/><link xtargets="1:2;2:1"/></linkGrp>'
    )
    made = tmp_path / "made.enface"
    call = ["new", made, "--source", source, "--target", target, "--alignment", write(tmp_path, links, "t.de.en.xml")]
    assert run(capsys, *call)[0] == 0
    project = Project.open(made, "Ann", shipped_rules())
    try:
        rows = project.store.rows(project.store.row_ids())
        assert [(row.text(Side.SOURCE), row.text(Side.TARGET)) for row in rows] == [
            ("Eins.", "One."),
            ("Zwei.", "Two."),
        ]
        assert [block.shape.gap for block in project.store.blocks(Side.TARGET)] == [0, 1]
    finally:
        project.close()


def test_an_alignment_needs_both_texts(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, told = run(capsys, "new", tmp_path / "x", "--target", pair[1], "--alignment", write(tmp_path, TSV))
    assert (code, told.count("\n")) == (2, 1)
    assert not (tmp_path / "x.enface").exists()


def test_dictionaries_are_read_from_files_and_may_be_several(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write(tmp_path, "Kuh\tcow\n", "one.tsv")
    two = tmp_path / "two.de-en.tsv.gz"
    two.write_bytes(gzip.compress(b"Brot\tbread\n"))
    call = ["align", *pair, "--lines", "--format", "tsv", "--dictionary", one, "--dictionary", two]
    assert run(capsys, *call)[0] == 0
    assert run(capsys, "align", *pair, "--lines", "--dictionary", "none")[0] == 0
    for command in (
        ["align", *pair],
        ["new", tmp_path / "n", "--source", pair[0], "--target", pair[1]],
        ["check", "--source", pair[0], "--target", pair[1]],
    ):
        code, _, told = run(capsys, *command, "--dictionary", "nowhere")
        assert (code, told.count("\n")) == (2, 1)
        assert "enface dictionaries" in told


def test_dictionaries_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = run(capsys, "dictionaries", "--format", "json")
    assert code == 0
    assert all(set(one) == {"name", "languages", "path", "automatic"} for one in json.loads(said)["dictionaries"])
    assert run(capsys, "dictionaries")[1].strip()


@pytest.mark.parametrize("command", [["align"], ["align", "--lines"]])
def test_a_folder_that_holds_no_model_is_refused_in_one_line(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    code, said, told = run(capsys, *command, *pair, "--embeddings", tmp_path)
    assert (code, said, told.count("\n")) == (2, "", 1)
    assert "tokenizer.json" in told
    made = tmp_path / "made"
    call = ["new", made, "--source", pair[0], "--target", pair[1], "--embeddings", tmp_path]
    code, _, told = run(capsys, *call)
    assert (code, told.count("\n")) == (2, 1)
    assert not made.with_suffix(".enface").exists()


def test_a_model_in_a_folder_is_taken(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tokenizers")
    write_tokenizer(tmp_path)
    write_safetensors(tmp_path / "model.safetensors", embeddings=ROWS)
    assert run(capsys, "align", *pair, "--lines", "--embeddings", tmp_path, "--format", "tsv")[0] == 0
