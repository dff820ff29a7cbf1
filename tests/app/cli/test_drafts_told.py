"""What was typed in the window and never saved is said by every command that reads the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import main
from app.drafts import Draft
from app.model import Side
from app.recovery import journal_of
from app.store import Store


@pytest.fixture
def project(tmp_path: Path) -> Path:
    target, path = tmp_path / "t.txt", tmp_path / "p.enface"
    target.write_text("A cat sat on the mat.\n\nA dog sat on the log.\n", "utf-8")
    assert main(["new", str(path), "--target", str(target), "--target-lang", "en"]) == 0
    return path


def leave(path: Path, *texts: str) -> None:
    """Drafts of the first blocks, as a killed window leaves them."""
    store = Store.open(path, "Ann")
    journal = journal_of(store)
    for block, text in zip(store.blocks(Side.TARGET), texts, strict=False):
        journal.keep(Draft(store.row_of(block.id), block.id, block.seq, text, store.now()))
    journal.close()
    store.close()


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ((), ""),
        (("A cat sat on the mat.",), ""),
        (("A cat sat on",), "1 paragraph holds text that was typed but not saved."),
        (("A cat sat on", "A dog"), "2 paragraphs hold text that was typed but not saved."),
    ],
)
def test_each_command_says_how_many(
    project: Path, tmp_path: Path, texts: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    leave(project, *texts)
    for command in (
        ["check", str(project)],
        ["export", str(project), str(tmp_path / "o.txt")],
        ["clean", str(project)],
    ):
        capsys.readouterr()
        assert main(command) in (0, 1)
        heard = capsys.readouterr()
        assert said in heard.err
        assert ("typed but not saved" in heard.err) is bool(said)
        assert "typed but not saved" not in heard.out
    assert (tmp_path / "o.txt").read_text("utf-8").startswith("A cat sat on the mat.")
