"""Where lines break in scripts without spaces: no closing mark begins a line, no opening one ends it (kinsoku shori,
JIS X 4051 and CLREQ 3.1.3), at any width and in the cell as in the open editor."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.view.flow import lay_out, text_style

CLOSING = "，。、；：！？）》〉」』】〕”’…，.,!?)"
OPENING = "（《〈「『【〔“‘("
TEXTS = {
    "zh-Hans": "会议指出，“八八战略”（二〇〇三年）是……《决定》所说：“守住底线！”他问：“什么？”答：“【重点】。”" * 3,
    "zh-Hant": "會議指出，「八八戰略」（二〇〇三年）是……《決定》所說：「守住底線！」他問：「什麼？」答：『重點』。" * 3,
    "ja": "会議では、「第一（一号）」と『第二』が、〈重要〉。そして、「はい！」「いいえ？」と、【注意】、〔終〕。" * 3,
}


@pytest.mark.parametrize("language", TEXTS)
def test_no_mark_stands_on_the_wrong_side_of_a_line_end(qtbot: QtBot, language: str) -> None:
    text = TEXTS[language]
    wrong = []
    for width in range(90, 420, 7):
        layout = lay_out(text, text_style(language), width).layout
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        assert len(lines) > 3
        for line in lines:
            words = text[line.textStart() : line.textStart() + line.textLength()]
            begins = line.textStart() > 0 and words[0] in CLOSING
            ends = line is not lines[-1] and words[-1] in OPENING
            if begins or ends:
                wrong.append((width, words))
    assert wrong == []


def test_a_column_too_narrow_for_the_rule_still_shows_every_sign(qtbot: QtBot) -> None:
    layout = lay_out("“（《文》）”", text_style("zh"), 18).layout
    assert sum(layout.lineAt(number).textLength() for number in range(layout.lineCount())) == 7
