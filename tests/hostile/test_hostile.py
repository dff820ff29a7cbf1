"""Every importer against mutants of sound files: opened or refused in words, never a crash, never a bomb.

The long form is ``python -m tests.hostile.run --inputs 1000000``; a number named here makes the same input there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import UserError
from app.words import load_words
from tests.hostile import judge as judging
from tests.hostile.judge import Verdict, judge
from tests.hostile.mutate import Mutant, mutant
from tests.hostile.run import Tally, judged, load_importers, shares
from tests.hostile.seeds import KINDS, seeds

INPUTS = 2_000
SEED = 1


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "enface"])  # tests/durability damages projects
def test_mutants_are_opened_or_refused_in_words(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "SECONDS", 5.0)  # a busy machine takes more even of its own time; run.py keeps to 1 s
    tally = Tally()
    load_importers((kind,))
    for number, verdict in judged(kind, SEED, range(shares(INPUTS, KINDS)[kind])):
        tally.add(number, verdict)
    assert tally.faults == []
    # A mutator whose files are all sound, or all refused at the door, would prove nothing.
    assert tally.outcomes["opened"] > 0.05 * tally.outcomes.total()
    assert len(tally.outcomes) > 1


def test_the_same_number_makes_the_same_input() -> None:
    for kind in KINDS:
        assert mutant(kind, 7, 11) == mutant(kind, 7, 11)
        assert len({mutant(kind, 7, number).raw for number in range(20)}) > 10


@pytest.mark.parametrize(
    ("work", "fault"),
    [
        (lambda path: int("x"), "ValueError: invalid literal"),
        (lambda path: bytearray(400_000_000).find(1), " MB"),
        (lambda path: sum(range(300_000_000)), " s"),
        (lambda path: _refuse("is-pdf", name="another"), "is-pdf does not name the file"),
        (lambda path: _refuse("is-pdf", name=f"{path.name}\x1b[31m"), "is-pdf is no plain sentence"),
    ],
)
def test_what_goes_against_the_rules_is_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, work: object, fault: str
) -> None:
    monkeypatch.setitem(judging._IMPORTERS, "txt", work)
    assert fault in judge("txt", Mutant("mutant-1.txt", b"x"), tmp_path, load_words()).fault


def test_a_sound_file_is_opened(tmp_path: Path) -> None:
    verdict = judge("txt", Mutant("mutant-1.txt", seeds("txt")[0]), tmp_path, load_words())
    assert (verdict.outcome, verdict.fault) == ("opened", "")
    assert isinstance(verdict, Verdict)


def _refuse(code: str, **facts: str) -> None:
    raise UserError(code, **facts)
