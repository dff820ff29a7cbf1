"""Nothing is lost on the way through TBX, in either version and style."""

from __future__ import annotations

import pytest
from hypothesis import given

from glossary.formats.tbx import read_tbx
from glossary.formats.tbx_write import write_tbx
from glossary.model import Glossary
from tests.glossary.formats.examples import GLOSSARIES, RELAXED


@pytest.mark.parametrize("style", ["tbx2", "tbx-dca", "tbx-dct"])
@given(glossary=GLOSSARIES)
@RELAXED
def test_tbx_gives_back_what_it_took(style: str, glossary: Glossary) -> None:
    written = write_tbx(glossary, style)
    assert written.lost == ()
    imported = read_tbx(written.data, glossary.name, glossary.source_language, glossary.target_language)
    assert imported.faults == ()
    assert imported.glossary == glossary
