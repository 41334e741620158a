"""Normalisation of Vietnamese text for storage, index and queries.

`clean` repairs the characters of a text and keeps its spelling; it is applied once, before storing.
`exact` and `fold` make search keys, which are never displayed. Both keep the number of tokens (as
SQLite's unicode61 counts them), since the index holds keys but highlights the original text by
token position. They change only Latin words. If the result of `exact` or `fold` changes, increase
RULES_VERSION; otherwise deletes leave stale terms in the index.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

RULES_VERSION = 1
"""Version of the results of `exact` and `fold`, stored with each index."""

TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
SHAPES = "\u0302\u0306\u031b"  # hat, breve, horn: part of the letter, so before any tone
# The combining marks that unicode61 counts as part of a token; any other one splits a word.
WORD_MARKS = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
LATIN = "A-Za-zÀ-ÖØ-öø-ȹȻ-Ƚȿ-ʯ\u1e00-\u1eff"  # without Ⱥ and Ⱦ: their lower case is elsewhere

_WORD = re.compile(f"[{LATIN}][{LATIN}{WORD_MARKS}]*")
_HIDDEN = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_BLANK = "\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_END = "\r\u0085\u2028\u2029"
_SURROGATE = "\ud800-\udfff"  # cannot be written as UTF-8
_CYRILLIC = "\u0400-\u04ff"
_NEEDS_CLEANING = re.compile(f"[{_HIDDEN}{_BLANK}{_LINE_END}{_SURROGATE}{_CYRILLIC}ÐðƉɖ]")

_D_WITH_BAR = str.maketrans("ÐðƉɖ", "ĐđĐđ")  # eth and African D, typed instead of Đ
_LOOKALIKES = str.maketrans("АВСЕНІЈКМОРЅТХУасеіјорѕху", "ABCEHIJKMOPSTXYaceijopsxy")

_LOOSE_MARK = re.compile(f"[{TONES}{SHAPES}]")
_UNUSUAL = re.compile(f"[{_HIDDEN}{_BLANK}{_LINE_END}{_SURROGATE}{_CYRILLIC}ÐðƉɖ{TONES}{SHAPES}]")
_STRAY_TONE = re.compile(f"(?<![{LATIN}])([{LATIN}]++)( ++)([{TONES}])")
_CLUSTER = re.compile(r"(.)([\u0300-\u036f]+)", re.DOTALL)

_SYLLABLE = re.compile(
    "(?:gi(?=[aăâeêoôơuưy])|qu(?=[aăâeêioôơuưy])|[bcdđghklmnpqrstvx]{0,3})"
    "(?P<vowels>[aăâeêioôơuưy]{1,3})(?P<coda>[cghmnpt]{0,2})"
)
_SHAPED = frozenset("ăâêôơư")
_Y_AS_I = re.compile(r"(?<=[hklmstv])y\Z|(?<=qu)y")  # kỹ/kĩ, lý/lí, quý/quí, quýt/quít


def clean(text: str) -> str:
    """Normalise the characters of a text; words, case and tone placement stay as published.

    The result is in NFC, with Đ for look-alike letters, without invisible characters, with plain
    spaces and newlines. Combining marks in the wrong order, repeated or after a space are repaired,
    and Cyrillic look-alikes in Latin words are replaced.
    """
    if not _UNUSUAL.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    if _NEEDS_CLEANING.search(text):
        text = _plain_characters(text)
    text = unicodedata.normalize("NFC", text)
    if _LOOSE_MARK.search(text):
        text = _without_stray_tones(_WORD.sub(lambda word: _repaired(word[0]), text))
        text = unicodedata.normalize("NFC", text)
    return text


def exact(text: str) -> str:
    """The search key with tones: lower case, one tone placement (hoà = hòa), look-alikes as đ."""
    return _WORD.sub(lambda word: _exact_word(word[0]), text)


def fold(text: str) -> str:
    """The search key without tones: lower case, no marks, đ as d, final y as i (kỹ = kĩ)."""
    return _WORD.sub(lambda word: _folded_word(word[0]), text)


def has_marks(text: str) -> bool:
    """Whether the text has a Vietnamese mark or đ, so that it was typed with tones."""
    return any(_without_marks(word) != word for word in _WORD.findall(exact(text)))


def placements(word: str) -> tuple[str, ...]:
    """The exact key of a word, then its other tone placements with the same key: hòa, hoà.

    Prefix queries need them: hoàn has the prefix hoà, but not hòa.
    """
    key = exact(word)
    toneless, tones = _split_tones(key)
    if len(tones) != 1:
        return (key,)
    places = (at for at, letter in enumerate(toneless) if _without_marks(letter) in set("aeiouy"))
    spelled = [_with_tone(toneless, tones, index) for index in places]
    return (key, *(other for other in spelled if other != key and exact(other) == key))


@lru_cache(maxsize=1 << 17)
def _exact_word(word: str) -> str:
    if word.isascii():
        return word.lower()
    word = _repaired(word.translate(_D_WITH_BAR).lower())
    toneless, tones = _split_tones(word)
    index = _tone_index(toneless) if len(tones) == 1 else None
    return word if index is None else _with_tone(toneless, tones, index)


@lru_cache(maxsize=1 << 17)
def _folded_word(word: str) -> str:
    return _Y_AS_I.sub("i", _without_marks(word.translate(_D_WITH_BAR).lower()))


def _without_marks(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _repaired(word: str) -> str:
    """The word in NFC, with each mark once and shape marks before tone marks."""
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", _CLUSTER.sub(_marks_in_order, decomposed))


def _marks_in_order(cluster: re.Match[str]) -> str:
    marks = sorted(dict.fromkeys(cluster[2]), key=lambda mark: mark not in SHAPES)
    return cluster[1] + "".join(marks)


def _split_tones(word: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in decomposed if letter in TONES)
    toneless = "".join(letter for letter in decomposed if letter not in TONES)
    return unicodedata.normalize("NFC", toneless), tones


def _tone_index(toneless: str) -> int | None:
    """Index of the letter with the tone mark in old-style placement; None if not a syllable."""
    syllable = _SYLLABLE.fullmatch(toneless.lower())
    if syllable is None:
        return None
    vowels, first = syllable["vowels"], syllable.start("vowels")
    shaped = [at for at, vowel in enumerate(vowels) if vowel in _SHAPED]
    if shaped:
        return first + shaped[-1]  # người, tuyết
    if syllable["coda"]:
        return first + len(vowels) - 1  # toán, huỳnh
    return first + (1 if len(vowels) > 2 else 0)  # ngoài, khuỷu; hòa, thúy


def _with_tone(toneless: str, tone: str, index: int) -> str:
    return unicodedata.normalize("NFC", toneless[: index + 1] + tone + toneless[index + 1 :])


def _plain_characters(text: str) -> str:
    text = re.sub(f"[{_HIDDEN}]", "", text)
    text = re.sub(f"\r\n|[{_LINE_END}]", "\n", text)
    text = re.sub(f"[{_BLANK}]", " ", text)
    text = re.sub(f"[{_SURROGATE}]", "\ufffd", text)
    text = unicodedata.normalize("NFC", text.translate(_D_WITH_BAR))
    return re.sub(f"[{LATIN}{_CYRILLIC}]+", _without_lookalikes, text)


def _without_lookalikes(word: re.Match[str]) -> str:
    """The word in Latin letters, if it mixes Latin letters with Cyrillic look-alikes only."""
    latin = word[0].translate(_LOOKALIKES)
    mixed = re.search(f"[{LATIN}]", word[0]) and not re.search(f"[{_CYRILLIC}]", latin)
    return latin if mixed else word[0]


def _without_stray_tones(text: str) -> str:
    """The text with tone marks after a space moved back to the word before."""
    while (repaired := _STRAY_TONE.sub(_move_tone_back, text)) != text:
        text = repaired
    return text


def _move_tone_back(stray: re.Match[str]) -> str:
    word, spaces, tone = stray.groups()
    toneless, tones = _split_tones(word)
    index = _tone_index(toneless)
    if index is None or tones not in ("", tone):
        return stray[0]
    return _with_tone(toneless, tone, index) + spaces
