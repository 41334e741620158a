"""The one normalisation of Vietnamese text, shared by what is stored, indexed and asked.

`clean` repairs a text and keeps its letters as published: it runs once, before storing. `exact` and
`fold` make search keys of text, never of what is shown. Both give one token for one token (as
SQLite's unicode61 counts tokens): the index holds keys but highlights the original by position.
They touch Latin words alone; other scripts pass as they are. A change of what `exact` or `fold`
answer needs a new RULES_VERSION, or deletes leave stale words in the index.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

RULES_VERSION = 1
"""Version of what `exact` and `fold` answer; an index remembers the one that made it."""

TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
SHAPES = "\u0302\u0306\u031b"  # hat, breve, horn: part of the letter, so before any tone
# The combining marks that unicode61 counts as part of a token; any other one splits a word.
WORD_MARKS = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
LATIN = "A-Za-zÀ-ÖØ-öø-ȹȻ-Ƚȿ-ʯ\u1e00-\u1eff"  # less Ⱥ and Ⱦ: their small letters lie apart

_WORD = re.compile(f"[{LATIN}][{LATIN}{WORD_MARKS}]*")
_HIDDEN = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_BLANK = "\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_END = "\r\u0085\u2028\u2029"
_SURROGATE = "\ud800-\udfff"  # cannot be written as UTF-8
_CYRILLIC = "\u0400-\u04ff"
_ODD = re.compile(f"[{_HIDDEN}{_BLANK}{_LINE_END}{_SURROGATE}{_CYRILLIC}ÐðƉɖ]")

_D_WITH_BAR = str.maketrans("ÐðƉɖ", "ĐđĐđ")  # eth and African D look like Đ and are typed for it
_LOOKALIKES = str.maketrans("АВСЕНІЈКМОРЅТХУасеіјорѕху", "ABCEHIJKMOPSTXYaceijopsxy")

_LOOSE_MARK = re.compile(f"[{TONES}{SHAPES}]")
_UNUSUAL = re.compile(f"[{_HIDDEN}{_BLANK}{_LINE_END}{_SURROGATE}{_CYRILLIC}ÐðƉɖ{TONES}{SHAPES}]")
_STRAYED_TONE = re.compile(f"(?<![{LATIN}])([{LATIN}]++)( ++)([{TONES}])")
_CLUSTER = re.compile(r"(.)([\u0300-\u036f]+)", re.DOTALL)

_SYLLABLE = re.compile(
    "(?:gi(?=[aăâeêoôơuưy])|qu(?=[aăâeêioôơuưy])|[bcdđghklmnpqrstvx]{0,3})"
    "(?P<vowels>[aăâeêioôơuưy]{1,3})(?P<coda>[cghmnpt]{0,2})"
)
_SHAPED = frozenset("ăâêôơư")
_Y_AS_I = re.compile(r"(?<=[hklmstv])y\Z|(?<=qu)y")  # kỹ/kĩ, lý/lí, quý/quí, quýt/quít


def clean(text: str) -> str:
    """The text as published, in one spelling of its characters.

    NFC; Đ for the letters that only look like it; invisible characters out; every space a plain
    space, every line end a newline; marks typed in the wrong order, twice or after a space put
    right; Cyrillic look-alikes inside Latin words replaced. Words, case and tone placement stay.
    """
    if not _UNUSUAL.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    if _ODD.search(text):
        text = _plain(text)
    text = unicodedata.normalize("NFC", text)
    if _LOOSE_MARK.search(text):
        text = _with_strayed_tones(_WORD.sub(lambda word: _repaired(word[0]), text))
        text = unicodedata.normalize("NFC", text)
    return text


def exact(text: str) -> str:
    """The key that keeps tones: lower case, one tone placement (hoà = hòa), odd Đ as đ."""
    return _WORD.sub(lambda word: _exact_word(word[0]), text)


def fold(text: str) -> str:
    """The key without tones: lower case, no marks, đ as d, final y as i where spelling wavers."""
    return _WORD.sub(lambda word: _folded_word(word[0]), text)


def has_marks(text: str) -> bool:
    """Whether the text shows a Vietnamese mark or đ, so that its writer meant the tones."""
    return any(_bare(word) != word for word in _WORD.findall(exact(text)))


def placements(word: str) -> tuple[str, ...]:
    """The key of a word, and its other spellings that have the same key: hòa, hoà.

    A beginning of a word needs them: hoà is how hoàn begins, and hòa how it does not.
    """
    key = exact(word)
    toneless, tones = _split_tones(key)
    if len(tones) != 1:
        return (key,)
    seats = (at for at, letter in enumerate(toneless) if _bare(letter) in set("aeiouy"))
    spelled = [_with_tone(toneless, tones, seat) for seat in seats]
    return (key, *(other for other in spelled if other != key and exact(other) == key))


@lru_cache(maxsize=1 << 17)
def _exact_word(word: str) -> str:
    if word.isascii():
        return word.lower()
    word = _repaired(word.translate(_D_WITH_BAR).lower())
    toneless, tones = _split_tones(word)
    seat = _tone_seat(toneless) if len(tones) == 1 else None
    return word if seat is None else _with_tone(toneless, tones, seat)


@lru_cache(maxsize=1 << 17)
def _folded_word(word: str) -> str:
    return _Y_AS_I.sub("i", _bare(word.translate(_D_WITH_BAR).lower()))


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _repaired(word: str) -> str:
    """The word with each letter's marks once and in order: shape before tone, then NFC."""
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


def _tone_seat(toneless: str) -> int | None:
    """Index of the letter that carries the tone in old-style spelling; None for no syllable."""
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


def _with_tone(toneless: str, tone: str, seat: int) -> str:
    return unicodedata.normalize("NFC", toneless[: seat + 1] + tone + toneless[seat + 1 :])


def _plain(text: str) -> str:
    text = re.sub(f"[{_HIDDEN}]", "", text)
    text = re.sub(f"\r\n|[{_LINE_END}]", "\n", text)
    text = re.sub(f"[{_BLANK}]", " ", text)
    text = re.sub(f"[{_SURROGATE}]", "\ufffd", text)
    text = unicodedata.normalize("NFC", text.translate(_D_WITH_BAR))
    return re.sub(f"[{LATIN}{_CYRILLIC}]+", _without_lookalikes, text)


def _without_lookalikes(word: re.Match[str]) -> str:
    """The word in Latin letters, if it has some and its Cyrillic ones all look like Latin."""
    latin = word[0].translate(_LOOKALIKES)
    mixed = re.search(f"[{LATIN}]", word[0]) and not re.search(f"[{_CYRILLIC}]", latin)
    return latin if mixed else word[0]


def _with_strayed_tones(text: str) -> str:
    """The text with tones that stand after a space put back on the word before it."""
    while (repaired := _STRAYED_TONE.sub(_put_back, text)) != text:
        text = repaired
    return text


def _put_back(stray: re.Match[str]) -> str:
    word, spaces, tone = stray.groups()
    toneless, tones = _split_tones(word)
    seat = _tone_seat(toneless)
    if seat is None or tones not in ("", tone):
        return stray[0]
    return _with_tone(toneless, tone, seat) + spaces
