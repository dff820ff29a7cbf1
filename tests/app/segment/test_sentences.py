from __future__ import annotations

from collections.abc import Callable

import pytest

from app.segment import guess_language, sentences


@pytest.mark.parametrize(
    ("language", "pieces"),
    [
        ("zh", ["他说：“你好。”", "她走了。", "“好！”他说。", "第二。"]),
        ("zh", ["“真的吗？”他问。", "甲；乙；丙。", "丁"]),
        ("zh-TW", ["他說：「好。」", "然後走了。", "真的？！", "好……吧。"]),
        ("ja", ["「はい。」と彼は言った。", "３.５倍です。", "終わり！"]),
        ("en", ['"Yes!" he said. ', "She left at 3 p.m. on Monday. ", "It cost 3.5 euros. ", "The U.S. came."]),
        ("en", ["It was in 1990. ", "5 people came."]),
        ("fr", ["Il a dit : « Oui. » ", "Puis il partit. ", "M. Dupont arriva."]),
        ("de", ["Am 3. Mai kam er. ", "„Ja.“ sagte er. ", "Das war im 19. Jahrhundert so, z. B. in Köln."]),
        ("th", ["สวัสดี ครับ. ไปไหน"]),
        ("", ["中国。", "好"]),
        ("xx", ["Hello there. ", "World"]),
    ],
)  # fmt: skip
def test_sentences(language: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    assert [text[start:end] for start, end in sentences(text, language)] == [piece.strip() for piece in pieces]


@pytest.mark.parametrize(
    "text", ["", "  ", "\n", "  One. Two!\n Three ", "。。。", "(a) b. )", "\u3000他来了。\u3000她走了。"]
)
def test_between_sentences_stands_only_white_space(text: str) -> None:
    spans = sentences(text, "zh")
    at = 0
    for start, end in spans:
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        at = end
    assert not text[at:].strip()


def test_a_long_paragraph_takes_linear_time(growth: Callable[[Callable[[int], object], int], float]) -> None:
    def work(size: int) -> object:
        return sentences("Mr. " * size, "en")

    assert growth(work, 10_000) < 30


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The meeting was held in the hall on the morning of the first day."),
        ("de", "Die Sitzung wurde am Morgen des ersten Tages in der Halle abgehalten."),
        ("fr", "La réunion s'est tenue dans la salle le matin du premier jour."),
        ("es", "La reunión se celebró en la sala por la mañana del primer día, y no hubo más."),
        ("is", "Fundurinn var haldinn í salnum að morgni fyrsta dags og það var gott."),
        ("hu", "Az ülést az első nap reggelén tartották a teremben, és nem volt hosszú."),
        ("zh", "会议于11月26日上午召开。"),
        ("zh", "會議於CPC總部召開"),
        ("ja", "会議は十一月二十六日に開かれた。"),
        ("ko", "회의는 오전에 열렸다."),
        ("ru", "Заседание состоялось утром первого дня."),
        ("uk", "Засідання відбулося вранці, і його відкрив голова."),
        ("ar", "عقد الاجتماع صباح اليوم الأول"),
        ("fa", "این گزارش را پیش از ظهر گرفتیم"),
        ("el", "Η συνεδρίαση έγινε το πρωί"),
        ("he", "הישיבה התקיימה בבוקר"),
        ("th", "การประชุมจัดขึ้นในตอนเช้า"),
        ("hi", "बैठक सुबह हुई"),
        ("", ""),
        ("", "12345 – 67"),
        ("", "Xyzzy Plugh"),
    ],
)
def test_guess_language(language: str, text: str) -> None:
    assert guess_language(text) == language
