from __future__ import annotations

import contextlib
import json
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.align.embedding import CachedEncoder, Similarity, SpanVectors, load_encoder, similarity, span_vectors
from app.align.embedding.encoder import unit_rows
from app.align.embedding.safetensors import read_tensors
from app.errors import UserError
from app.words import load_words
from tests.app.align.embedding.models import ROWS, HashingEncoder, write_onnx, write_safetensors, write_tokenizer

WORDS = load_words()
TEXTS = ["Cow bread", "cow", "unheard of", "", "BREAD bread cow"]
MEANS = np.array([[0.5, 0.5, 0], [1, 0, 0], [0, 0, 0], [0, 0, 0], [1 / 3, 2 / 3, 0]])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pytest.importorskip("tokenizers")
    made = tmp_path / "tiny-model"
    made.mkdir()
    write_tokenizer(made)
    return made


def refusal(folder: Path) -> str:
    with pytest.raises(UserError) as fault:
        load_encoder(folder).encode(["cow"])
    said = WORDS.error(fault.value)
    assert "\n" not in said
    return said


# Static tables -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["float32", "float16", "int8"])
def test_a_text_is_the_mean_of_its_known_tokens(folder: Path, kind: str) -> None:
    write_safetensors(folder / "model.safetensors", embeddings=np.round(ROWS).astype(kind))
    encoder = load_encoder(folder)
    assert (encoder.name, encoder.dimension) == ("tiny-model", 3)
    vectors = encoder.encode(TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, unit_rows(MEANS), atol=1e-6)


def test_weights_and_a_shared_table_are_followed(folder: Path) -> None:
    rows = np.array([[1, 0], [0, 1]], dtype=np.float32)
    weights = np.array([1, 3, 3, 1, 1, 1, 1], dtype=np.float32)
    mapping = np.array([0, 0, 0, 1, 1, 0, 0], dtype=np.int64)
    write_safetensors(folder / "model.safetensors", embeddings=rows, weights=weights, mapping=mapping)
    np.testing.assert_allclose(load_encoder(folder).encode(["cow brot"]), unit_rows(np.array([[3, 1]])), atol=1e-6)


def test_tokens_beyond_the_table_say_nothing(folder: Path) -> None:
    write_safetensors(folder / "model.safetensors", embeddings=ROWS[:3])
    np.testing.assert_allclose(load_encoder(folder).encode(["cow bread", "bread"]), [[1, 0, 0], [0, 0, 0]])


@pytest.mark.parametrize(
    "tensors",
    [
        {"other": ROWS},
        {"embeddings": ROWS[0]},
        {"embeddings": ROWS[:0]},
        {"embeddings": ROWS, "weights": ROWS[0]},
        {"embeddings": ROWS, "mapping": np.array([99] * 7)},
        {"embeddings": ROWS, "mapping": np.array([-1] * 7)},
        {"embeddings": ROWS, "mapping": ROWS[:, 0]},
    ],
)
def test_tensors_that_do_not_fit_are_refused(folder: Path, tensors: dict[str, np.ndarray]) -> None:
    write_safetensors(folder / "model.safetensors", **tensors)
    assert "cut off" in refusal(folder)


def test_a_file_that_is_cut_off_is_refused_wherever_it_is_cut(folder: Path) -> None:
    path = folder / "model.safetensors"
    write_safetensors(path, embeddings=ROWS)
    whole = path.read_bytes()
    for size in (0, 4, 8, 20, len(whole) - 1):
        path.write_bytes(whole[:size])
        assert "cut off" in refusal(folder)


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, 300))
def test_no_bytes_break_the_reader_of_tensors(
    tmp_path_factory: pytest.TempPathFactory, header: bytes, length: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "odd.safetensors"
    path.write_bytes(struct.pack("<Q", length) + header)
    with contextlib.suppress(UserError):
        read_tensors(path)


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "F32", "shape": [2**40, 2**40], "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": [-1, -2], "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": [2], "data_offsets": [-8, 0]},
        {"dtype": "F32", "shape": [2], "data_offsets": [8, 16]},
        {"dtype": "F32", "shape": [2.0], "data_offsets": [0, 8]},
        {"dtype": "X", "shape": [2], "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": "ab", "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": [2], "data_offsets": [0, 8, 9]},
        "text",
        None,
    ],
)
def test_what_a_header_claims_is_checked(tmp_path: Path, entry: object) -> None:
    head = json.dumps({"embeddings": entry}).encode()
    path = tmp_path / "x.safetensors"
    path.write_bytes(struct.pack("<Q", len(head)) + head + b"\0" * 8)
    with pytest.raises(UserError):
        read_tensors(path)


# ONNX ---------------------------------------------------------------------------------------------------------------


def test_an_onnx_model_is_pooled_over_what_is_no_padding(folder: Path) -> None:
    pytest.importorskip("onnxruntime")
    write_onnx(folder / "model.onnx")
    encoder = load_encoder(folder)
    assert encoder.dimension == 3
    # The two marks round each text are rows of zeros: they change the length, not the direction.
    found = encoder.encode(["cow bread", "cow", "bread bread cow", ""])
    np.testing.assert_allclose(found, unit_rows(np.array([[1, 1, 0], [1, 0, 0], [1, 2, 0], [0, 0, 0]])), atol=1e-6)


def test_many_texts_come_back_in_their_order(folder: Path) -> None:
    pytest.importorskip("onnxruntime")
    write_onnx(folder / "model.onnx")
    encoder = load_encoder(folder)
    texts = ["cow " * (n % 7) + "bread " * (n % 5) for n in range(100)]
    one_by_one = np.concatenate([encoder.encode([text]) for text in texts])
    np.testing.assert_allclose(encoder.encode(texts), one_by_one, atol=1e-6)


def test_a_model_that_pools_inside_is_taken_at_its_word(folder: Path) -> None:
    pytest.importorskip("onnxruntime")
    (folder / "onnx").mkdir()
    write_onnx(folder / "onnx" / "model.onnx", "sentence_embedding", pooled=True)
    np.testing.assert_allclose(load_encoder(folder).encode(["bread"]), [[0, 1, 0]])


def test_a_model_may_pool_by_its_first_token(folder: Path) -> None:
    pytest.importorskip("onnxruntime")
    write_onnx(folder / "model.onnx")
    plain = load_encoder(folder)
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    first = load_encoder(folder)
    assert not first.encode(["cow"]).any()  # the row of [CLS]
    assert first.fingerprint != plain.fingerprint


def test_layers_beside_the_model_are_not_left_out_silently(folder: Path) -> None:
    pytest.importorskip("onnxruntime")
    write_onnx(folder / "model.onnx")
    (folder / "2_Dense").mkdir()
    assert "sentence_embedding" in refusal(folder)


def test_an_onnx_file_that_is_none_is_refused(folder: Path) -> None:
    pytest.importorskip("onnxruntime")
    path = folder / "model.onnx"
    write_onnx(path)
    whole = path.read_bytes()
    for raw in (b"", b"not a model", whole[: len(whole) // 2]):
        path.write_bytes(raw)
        assert refusal(folder)


# Folders ------------------------------------------------------------------------------------------------------------


def test_a_folder_without_its_files_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing", Path("a\0b"), Path("x" * 5000)):
        assert "no folder of a model" in refusal(folder)


@pytest.mark.parametrize("text", ["", "{}", "[]", "[" * 5000, '{"model": {"type": "None"}}', "\ud800"])
def test_a_tokenizer_that_is_none_is_refused(folder: Path, text: str) -> None:
    write_safetensors(folder / "model.safetensors", embeddings=ROWS)
    (folder / "tokenizer.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert "tokenizer.json" in refusal(folder)


def test_another_table_has_another_fingerprint(folder: Path) -> None:
    path = folder / "model.safetensors"
    write_safetensors(path, embeddings=ROWS)
    one, same = load_encoder(folder).fingerprint, load_encoder(folder).fingerprint
    write_safetensors(path, embeddings=ROWS + 1)
    assert one == same != load_encoder(folder).fingerprint


def test_nothing_is_imported_or_fetched_before_it_is_used(folder: Path) -> None:
    write_safetensors(folder / "model.safetensors", embeddings=ROWS)
    program = (
        "import sys, socket\n"
        "def refuse(*_): raise SystemExit('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from pathlib import Path\n"
        "import app.align.embedding as embedding\n"
        "assert not {'tokenizers', 'onnxruntime', 'huggingface_hub'} & set(sys.modules)\n"
        "embedding.load_encoder(Path(sys.argv[1])).encode(['cow'])\n"
        "assert 'huggingface_hub' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True, cwd=Path(__file__).parents[4])


# The cache ----------------------------------------------------------------------------------------------------------


def test_a_text_is_encoded_once(tmp_path: Path) -> None:
    model = HashingEncoder()
    path = tmp_path / "deep" / "x.vectors"
    first = CachedEncoder(model, path).encode(["a b", "c", "a b"])
    assert model.asked == ["a b", "c"]
    again = CachedEncoder(model, path)
    np.testing.assert_array_equal(again.encode(["a b", "c", "a b"]), first)
    np.testing.assert_array_equal(again.encode(["d", "c"]), HashingEncoder().encode(["d", "c"]))
    assert model.asked == ["a b", "c", "d"]
    assert again.encode([]).shape == (0, 16)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:-5],
        lambda raw: raw[:40],
        lambda raw: b"",
        lambda raw: b"something else entirely, and long enough to hold a head and a record or two" * 9,
        lambda raw: raw[:-4] + b"\0\0\0\x7f",
        lambda raw: raw[:80] + bytes([raw[80] ^ 1]) + raw[81:],
        lambda raw: raw + b"tail",
    ],
)
def test_a_spoilt_cache_is_never_believed(tmp_path: Path, spoil: object) -> None:
    assert callable(spoil)
    path, texts = tmp_path / "x.vectors", ["one", "two", "three four"]
    expected = CachedEncoder(HashingEncoder(), path).encode(texts)
    path.write_bytes(spoil(path.read_bytes()))
    np.testing.assert_array_equal(CachedEncoder(HashingEncoder(), path).encode(texts), expected)
    # It has mended itself: what is asked for now is there the next time.
    CachedEncoder(HashingEncoder(), path).encode(["five"])
    last = HashingEncoder()
    CachedEncoder(last, path).encode(["five"])
    assert last.asked == []


def test_the_cache_of_another_model_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.vectors"
    CachedEncoder(HashingEncoder(), path).encode(["one"])
    other = HashingEncoder()
    other.fingerprint = "another"
    CachedEncoder(other, path).encode(["one"])
    assert other.asked == ["one"]


def test_the_cache_stays_below_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "x.vectors"
    for n in range(50):
        CachedEncoder(HashingEncoder(), path, largest=1_000).encode([f"text {n}"])
        assert path.stat().st_size <= 1_000
    assert CachedEncoder(HashingEncoder(), path, largest=1_000).encode(["x"] * 3).shape == (3, 16)


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    encoder = CachedEncoder(HashingEncoder(), tmp_path / "file" / "x.vectors")
    np.testing.assert_array_equal(encoder.encode(["a"]), HashingEncoder().encode(["a"]))


# Spans and similarity ----------------------------------------------------------------------------------------------


def test_a_span_is_the_text_of_its_units_and_computed_once() -> None:
    model = HashingEncoder()
    units = ["One. ", "", "two", "三。", "四"]
    vectors = SpanVectors(units, model)
    found = vectors.of([(0, 3), (1, 1), (2, 3), (0, 0), (0, 3)])
    assert model.asked == ["One. two", "two 三。四"]
    assert not found[1].any()
    assert not found[3].any()
    np.testing.assert_array_equal(found[0], found[4])
    vectors.of([(2, 3), (0, 1)])
    assert model.asked[2:] == ["One."]
    np.testing.assert_array_equal(span_vectors(units, [(0, 3)], HashingEncoder()), found[:1])


@pytest.mark.parametrize("span", [(-1, 1), (0, 6), (5, 1), (0, -1)])
def test_a_span_outside_the_text_is_our_fault(span: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        SpanVectors(["a"] * 5, HashingEncoder()).of([span])


def test_a_margin_is_the_cosine_less_what_both_have_with_others() -> None:
    source = np.array([[1, 0], [0, 1]], dtype=np.float32)
    target = np.array([[0.6, 0.8], [1, 0]], dtype=np.float32)
    # The mean of the target rows is (.8, .4), of the source rows (.5, .5).
    ours, theirs = np.array([0.8, 0.4]), np.array([0.7, 0.5])
    expected = source @ target.T - (ours[:, None] + theirs) / 2
    np.testing.assert_allclose(similarity(source, target), expected, atol=1e-6)
    np.testing.assert_allclose(Similarity(source, target).pairs(source, target), np.diag(expected), atol=1e-6)


def test_a_text_near_everything_is_less_near_than_it_looks() -> None:
    one = unit_rows(np.array([[1, 1, 1, 1], [4, 1, 0, 0], [0, 0, 4, 1], [0, 0, 1, 4]]))
    two = unit_rows(np.array([[1, 1, 1, 1], [4, 0, 1, 0], [0, 1, 4, 0], [0, 1, 0, 4]]))
    cosines, margins = one @ two.T, similarity(one, two)
    assert cosines[0, 0] == pytest.approx(1)
    assert cosines[1, 1] < cosines[0, 0]
    assert margins[1, 1] > margins[0, 0]


def test_the_others_are_drawn_alike_each_time_and_never_from_nothing() -> None:
    vectors, other = (unit_rows(np.random.default_rng(n).normal(size=(500, 8))) for n in (1, 2))
    np.testing.assert_allclose(similarity(vectors, other), similarity(vectors.copy(), other.copy()), atol=1e-6)
    nothing = np.zeros((3, 8), dtype=np.float32)
    assert np.isfinite(similarity(nothing, vectors)).all()
    assert np.isfinite(similarity(nothing, nothing)).all()


@pytest.mark.parametrize("row", [[0, 0], [np.nan, 1], [np.inf, 1], [3e38, 3e38], [1e-30, 0]])
def test_rows_are_of_length_one_or_nothing(row: list[float]) -> None:
    length = float(np.linalg.norm(unit_rows(np.array([row], dtype=np.float32))))
    assert length == pytest.approx(1, abs=1e-5) or length == 0
