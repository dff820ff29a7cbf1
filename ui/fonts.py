"""Fonts by role: texts by language with the lists of families each script needs, labels, keys, numbers."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

TEXT_SIZE = 14
LABEL_SIZE = 12
KEY_SIZE = 11
LINE_HEIGHT = 1.55
ZOOM_RANGE = (-4, 20)
"""How many pixels a text may be made smaller or larger than its base size."""

_LATIN = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial")
_HAN = {
    "SC": ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"),
    "TC": ("Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei"),
    "JP": ("Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans JP", "Hiragino Sans", "Yu Gothic UI", "Meiryo"),
    "KR": ("Noto Sans CJK KR", "Noto Sans KR", "Source Han Sans KR", "Apple SD Gothic Neo", "Malgun Gothic"),
}
_HAN_LAST = ("WenQuanYi Micro Hei", "Droid Sans Fallback", "Noto Sans CJK SC")
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_CJK = ("zh", "ja", "ko", "yue")
_RIGHT_TO_LEFT = ("ar", "he", "iw", "fa", "ur", "ug", "ps", "sd", "yi", "dv", "ckb")


def is_cjk(language: str) -> bool:
    """Whether a BCP 47 code names a language written in Chinese, Japanese or Korean script."""
    return _primary(language) in _CJK


def is_right_to_left(language: str) -> bool:
    return _primary(language) in _RIGHT_TO_LEFT


def text_font(language: str, zoom: int = 0, *, bold: bool = False) -> QFont:
    """The font of a text in a language, ``zoom`` pixels larger than the base; CJK is one pixel larger still."""
    low, high = ZOOM_RANGE
    size = TEXT_SIZE + min(max(zoom, low), high) + (1 if is_cjk(language) else 0)
    return _font(_families(_order(language)), size, bold)


def ui_font(size: int = 13, *, bold: bool = False) -> QFont:
    """The font of buttons, menus, fields and lists."""
    return _font(_families("latin"), size, bold)


def label_font(*, bold: bool = False) -> QFont:
    return ui_font(LABEL_SIZE, bold=bold)


def key_font() -> QFont:
    return ui_font(KEY_SIZE)


def number_font(size: int = LABEL_SIZE, *, bold: bool = False) -> QFont:
    """A font whose digits are all of one width, so that columns of numbers stand still."""
    font = ui_font(size, bold=bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def line_height(font: QFont) -> int:
    """The distance of two baselines in whole pixels: 1.55 times the size, never less than the font's own height."""
    own = QFontMetricsF(font)
    return max(round(font.pixelSize() * LINE_HEIGHT), round(own.ascent() + own.descent()))


def _font(families: tuple[str, ...], size: int, bold: bool) -> QFont:
    font = QFont()
    if families:
        font.setFamilies(list(families))
    font.setPixelSize(size)
    font.setBold(bold)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    font.setHintingPreference(QFont.HintingPreference.PreferDefaultHinting)
    return font


def _primary(language: str) -> str:
    return language.lower().replace("_", "-").split("-")[0]


def _order(language: str) -> str:
    code = language.lower().replace("_", "-")
    primary = _primary(language)
    if primary in ("zh", "yue"):
        return "TC" if primary == "yue" or code.startswith(_TRADITIONAL) else "SC"
    return {"ja": "JP", "ko": "KR"}.get(primary, "latin")


@cache
def _families(order: str) -> tuple[str, ...]:
    """The installed families for a script, best first. Latin text still names the CJK ones, as a fallback, and CJK
    text takes its own family first: its quotation marks and dashes are full width."""
    han = _HAN["SC"] if order == "latin" else _HAN[order]
    wanted = (*_LATIN, *han, *_HAN_LAST) if order == "latin" else (*han, *_HAN_LAST, *_LATIN)
    installed = set(QFontDatabase.families(QFontDatabase.WritingSystem.Any))
    return tuple(dict.fromkeys(name for name in wanted if name in installed))


def alignment(language: str) -> tuple[Qt.LayoutDirection, Qt.AlignmentFlag]:
    """The direction of a language's paragraphs and the edge they begin at."""
    if is_right_to_left(language):
        return Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignRight
    return Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignLeft
