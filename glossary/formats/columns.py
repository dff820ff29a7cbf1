"""Which column of a table holds what: by the words of its heading, in the languages glossaries are kept in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from types import MappingProxyType

from glossary.formats.result import Columns
from glossary.language.scripts import primary
from glossary.model import Status

COLUMNS = (
    "id", "source", "target", "status", "admitted", "deprecated", "deprecated_anywhere", "forbidden",
    "forbidden_anywhere", "domain", "note", "confidence", "citation", "ambiguous", "matching", "first",
)  # fmt: skip
"""The columns that are written, in their order; only the first three after ``id`` always."""
FIELDS = COLUMNS
PLAIN = Columns(("source", "target", "note"), header=False, plain=True)

_HEADINGS = {
    "id": "id, concept id, conceptid, entry id, entryid, begriffsnummer",
    "source": (
        "source, src, source term, sourceterm, source string, sourcestring, source text, ausgangsterm, "
        "ausgangsbenennung, ausgangstext, quellterm, quelltext, terme source, texte source, "
        "término de origen, término origen, texto de origen, термин, исходный термин, исходный текст, 源语, "
        "源术语, 原文, 源文, 原語, 源文本, 原文術語, 見出し語, 원문"
    ),
    "target": (
        "target, targets, tgt, target term, targetterm, target string, targetstring, target text, "
        "translation, translations, zielterm, zielbenennung, zieltext, übersetzung, terme cible, "
        "texte cible, traduction, término de destino, término meta, traducción, перевод, 译文, 译语, 目标语, "
        "目标术语, 译名, 译法, 譯文, 訳語, 訳文, 번역, 번역어"
    ),
    "status": (
        "status, term status, usage, usage status, administrative status, verwendung, statut, estado, "
        "статус, 状态, 狀態"
    ),
    "admitted": (
        "admitted, allowed, alternatives, alternative, synonyms, synonym, zulässig, erlaubt, synonyme, "
        "admis, sinónimos, admitido, синонимы, допустимо, 许用, 允许, 备选, 同义词, 許容"
    ),
    "deprecated": (
        "deprecated, not recommended, veraltet, déconseillé, desaconsejado, устаревшее, 不推荐, 不建议, 非推奨"
    ),
    "deprecated_anywhere": "deprecated anywhere, deprecated_anywhere",
    "forbidden": (
        "forbidden, prohibited, do not use, verboten, unzulässig, interdit, prohibido, запрещено, 禁用, "
        "禁止, 误译, 錯譯"
    ),
    "forbidden_anywhere": "forbidden anywhere, forbidden_anywhere",
    "domain": (
        "domain, subject, subject field, field, category, fachgebiet, sachgebiet, bereich, domaine, ámbito, "
        "campo, dominio, область, тематика, 领域, 主题, 分类, 領域, 分野"
    ),
    "note": (
        "note, notes, comment, comments, remark, remarks, description, definition, context, src:comment, "
        "tgt:comment, anmerkung, bemerkung, kommentar, beschreibung, notiz, remarque, commentaire, "
        "définition, nota, comentario, definición, contexto, примечание, комментарий, определение, 备注, "
        "注释, 说明, 备考, 定义, 備考, 説明, 비고"
    ),
    "confidence": "confidence",
    "citation": "citation, reference, quelle, quellenangabe, référence, fuente, источник, 出处, 来源, 參考, 出典",
    "matching": "matching, match",
    "first": "first, first mention, at first mention",
    "ambiguous": "ambiguous, mehrdeutig, ambigu, ambiguo, 多义",
}
_WORDS = MappingProxyType({word.strip(): name for name, words in _HEADINGS.items() for word in words.split(",")})

_LANGUAGES = {
    "ar": "arabic, arabisch, arabe, 阿拉伯语",
    "cs": "czech, tschechisch",
    "de": "german, deutsch, allemand, alemán, 德语, 德文, ドイツ語",
    "en": "english, englisch, anglais, inglés, английский, 英语, 英文, 英語",
    "es": "spanish, spanisch, espagnol, español, 西班牙语",
    "fr": "french, französisch, français, francés, французский, 法语, 法文, フランス語",
    "it": "italian, italienisch, italiano",
    "ja": "japanese, japanisch, japonais, 日语, 日文, 日本語",
    "ko": "korean, koreanisch, 韩语, 한국어",
    "nl": "dutch, niederländisch",
    "pl": "polish, polnisch",
    "pt": "portuguese, portugiesisch, português",
    "ru": "russian, russisch, russe, ruso, русский, 俄语",
    "tr": "turkish, türkisch",
    "uk": "ukrainian, українська",
    "zh": "chinese, chinesisch, chinois, chino, китайский, 中文, 汉语, 漢語, 中国語",
}
_BY_NAME = MappingProxyType({word.strip(): code for code, words in _LANGUAGES.items() for word in words.split(",")})
_CODE = re.compile(r"(?P<code>[a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?")

_STATUS_WORDS = {
    Status.PREFERRED: (
        "preferred, preferredterm, approved, standard, standardized, recommended, bevorzugt, empfohlen, "
        "freigegeben, préféré, recommandé, preferido, recomendado, предпочтительный, 首选, 推荐, 优先, 推奨"
    ),
    Status.ADMITTED: (
        "admitted, admittedterm, allowed, acceptable, accepted, alternative, zulässig, zugelassen, erlaubt, "
        "admis, autorisé, admitido, допустимый, 许用, 允许, 可用, 許容"
    ),
    Status.DEPRECATED: (
        "deprecated, deprecatedterm, superseded, supersededterm, obsolete, outdated, not recommended, "
        "notrecommended, non-standard, veraltet, nicht empfohlen, abgelehnt, déconseillé, obsolète, "
        "desaconsejado, obsoleto, устаревший, не рекомендуется, 不推荐, 过时, 废弃, 非推奨"
    ),
    Status.FORBIDDEN: (
        "forbidden, prohibited, rejected, do not use, not allowed, disallowed, verboten, unzulässig, "
        "nicht zulässig, interdit, prohibido, запрещено, запрещённый, 禁用, 禁止, 使用禁止"
    ),
}
_STATUSES = MappingProxyType(
    {word.strip(): status for status, words in _STATUS_WORDS.items() for word in words.split(",")}
)


def status_of(word: str) -> Status | None:
    """The status that a word of any tool or language means, or None."""
    return _STATUSES.get(_key(word).removesuffix("-admn-sts").removesuffix(" term"))


def field_of(heading: str) -> str:
    """The field of ``FIELDS`` that a heading means, or ""."""
    return _WORDS.get(_key(heading)) or _WORDS.get(_bare(heading), "")


def language_of(heading: str) -> str:
    """The language a heading names, by code (``en-GB``) or by name (``German``), or ""."""
    key = _key(heading)
    named = _BY_NAME.get(key) or _BY_NAME.get(_bare(heading))
    if named:
        return named
    match = _CODE.fullmatch(key.replace("_", "-"))
    return heading.strip().replace("_", "-") if match and match["code"] in _LANGUAGES else ""


def guess_columns(headings: Sequence[str], source: str, target: str) -> Columns | None:
    """What the columns hold by their headings; None where the row is no heading: no source term is named in it.

    Two columns headed by languages are source and target: by the glossary's own languages, else the first is the
    source. A note may be made of several columns; of anything else the first counts.
    """
    fields = [field_of(heading) for heading in headings]
    languages = {column: code for column, heading in enumerate(headings) if (code := language_of(heading))}
    for name, own, place in (("source", source, 0), ("target", target, 1)):
        if name not in fields and len({primary(code) for code in languages.values()}) > 1:
            fitting = [column for column, code in languages.items() if primary(code) == primary(own) != ""]
            column = fitting[0] if fitting else list(languages)[place] if not primary(own) else -1
            if column >= 0 and not fields[column]:
                fields[column] = name
    seen: set[str] = set()
    for column, name in enumerate(fields):
        if name in seen and name != "note":
            fields[column] = ""
        seen.add(name)
    if "source" not in seen or len(headings) < 2:
        return None
    return Columns(tuple(fields))


def _bare(heading: str) -> str:
    """The heading without what stands in brackets behind it: English (approved)."""
    return _key(re.split(r"[(（\[]", heading, maxsplit=1)[0])


def _key(heading: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", heading).strip(" \t\r\n\"'#*").casefold().split())
