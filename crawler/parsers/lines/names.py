"""Recognises people's names and pen names, and writes them in title case.

Capital letters alone are weak evidence, because headings and places have them too. In mixed case,
two capitalised syllables are a name unless they are a place. In all capitals, as in headings,
every syllable must occur in Vietnamese names, or the first must be an unambiguous surname.
`trusted` means that a label or the page's markup already identifies the text as a person.
"""

from __future__ import annotations

import regex

from crawler.parsers.lines.honorifics import is_collective
from crawler.parsers.lines.name_words import (
    AMBIGUOUS_FORMS_OF_ADDRESS,
    AMBIGUOUS_SURNAMES,
    COMMON_PAIRS,
    FORMS_OF_ADDRESS,
    GIVEN_NAMES,
    NON_NAME_FIRST_WORDS,
    OFFICE_WORDS,
    PLACES,
    SURNAMES,
)

# A digraph is one initial: "Th.Hải", in capitals "TH.HẢI".
_LETTERS = r"(?:NGH|NG|NH|TH|TR|CH|PH|KH|GH|GI|QU|BH|\p{Lu}\p{Ll}{0,2})"
_ENDS_IN_INITIALS = regex.compile(r"(?<![\p{L}.])(?:\p{Lu}\.)+\p{Lu}$")
_INITIALS = regex.compile(r"\p{Lu}\p{Ll}{0,2}(?:[.·]\s?\p{Lu}\p{Ll}{0,2}){1,3}\.?")
_INITIALS_AND_NAME = regex.compile(
    rf"(?P<letters>(?:{_LETTERS}[.·]\s?){{1,3}})(?:\p{{Lu}}\p{{Ll}}+|\p{{Lu}}{{2,}})"
    r"(?:\s(?:\p{Lu}\p{Ll}+|\p{Lu}{2,})){0,2}"
)
_LETTERS_IN_CAPITALS = regex.compile(
    r"\b(NGH|NG|NH|TH|TR|CH|PH|KH|GH|GI|QU|BH)(?=[.·]\s?\p{Lu}{2})"
)
_SIGNATURE = regex.compile(r"\p{Lu}{2,4}")
_TOKEN = regex.compile(
    r"\p{Lu}[\p{Ll}\p{M}]*|\p{Lu}+|\p{Lu}\p{Ll}{0,2}\.|\p{Lu}['’]?\p{Lu}\p{Ll}+|(?:Mc|Mac|De)\p{Lu}\p{Ll}+"
    r"|\p{Lu}\p{Ll}*(?:[-·'’]\p{Lu}?\p{Ll}+)+|\p{Lu}['’]\p{Lu}+"
)
_PARTICLES = frozenset(
    {"de", "da", "di", "del", "van", "von", "der", "den", "bin", "al", "el", "le"}
)
_SYLLABLE = regex.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"[aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ]{1,3}"
    r"(?:ch|ng|nh|[cmnpt]|(?<!ă|ắ|ằ|ẳ|ẵ|ặ|â|ấ|ầ|ẩ|ẫ|ậ|[iy][êếềểễệ]|u[ôốồổỗộ]|ư[ơớờởỡợ]))"
)  # some vowels never end a Vietnamese syllable, so "Niê" is irregular
_LETTER_RUN = regex.compile(r"\p{L}+")
_VOWEL = regex.compile(r"[AEIOUYÀ-ỸĂƠƯ]")
_UNPRONOUNCEABLE = regex.compile(r"(?<!\p{L})[BCDĐGHKLMNPQRSTVX]{3,}(?!\p{L})")
# Particles in the names of men in the highlands, as the first or second word.
_HIGHLAND_PARTICLES = frozenset({"a", "y", "seo"})
_HIGHLAND_NAME = regex.compile(r"[HKMNRY]['’]\p{L}+")  # "K'Tem" is a full name
_MIDDLE_NAMES = frozenset({"thị", "văn"})  # the most common middle names, always after a surname
_NAME_SYLLABLES = GIVEN_NAMES | SURNAMES | AMBIGUOUS_SURNAMES
MAX_SYLLABLES = 5


def is_syllable(word: str) -> bool:
    """Whether the word is a possible Vietnamese syllable (any tone, any case)."""
    return _SYLLABLE.fullmatch(word.lower()) is not None


def is_place(text: str) -> bool:
    """Whether the whole text is a province, town, country or region."""
    return text.lower() in PLACES


def title_case(name: str) -> str:
    """Convert a name in capitals to title case ("Q.VIỆT" -> "Q.Việt"); initials, acronyms stay."""
    if name.upper() != name:
        return name
    name = _LETTERS_IN_CAPITALS.sub(lambda letters: letters[0].capitalize(), name)
    return str(_LETTER_RUN.sub(lambda run: _capitalize(run[0]), name))


def _capitalize(run: str) -> str:
    pronounceable = len(run) > 1 and _VOWEL.search(run) is not None
    return run[0] + run[1:].lower() if pronounceable else run


def is_likely_name(name: str) -> bool:
    """Whether all syllables occur in names; the second of two may be unknown."""
    words = name.lower().split()
    if all(word in _NAME_SYLLABLES for word in words):
        return True
    return len(words) == 2 and words[0] in GIVEN_NAMES and not is_place(name)


def parse_name(text: str, *, trusted: bool = False) -> str | None:
    """The name in title case if the text is one person's name or pen name, else None."""
    name = " ".join(text.split()).strip(" ,;")
    if not name or (is_place(name) and not trusted) or is_collective(name):
        return None
    words = name.rstrip(".").split(" ")
    if _starts_like_non_name([word.lower() for word in words], trusted=trusted):
        return None
    if _INITIALS.fullmatch(name) or _INITIALS_AND_NAME.fullmatch(name):
        return title_case(name) if _UNPRONOUNCEABLE.search(name) is None else None
    if len(words) == 1:
        return _parse_single_word(words[0], trusted)
    if len(words) > MAX_SYLLABLES + 1 or not all(map(_is_name_word, words)):
        return None
    if not _is_name_word(words[0], first=True) or name.lower() in COMMON_PAIRS:
        return None
    is_name = _is_name_in_capitals if name.upper() == name else _is_name_in_title_case
    return title_case(name.rstrip(".")) if is_name([w.lower() for w in words], trusted) else None


def restore_final_stop(value: str, text: str) -> str:
    """Add the full stop of final initials that was stripped from a value: "H.L" -> "H.L."."""
    return f"{value}." if _ENDS_IN_INITIALS.search(value) and f"{value}." in text else value


def _starts_like_non_name(words: list[str], *, trusted: bool) -> bool:
    """Whether the first words belong to an office, a place, a label or a form of address."""
    first = words[0].rstrip(".")
    if first in NON_NAME_FIRST_WORDS and first not in AMBIGUOUS_SURNAMES:
        return True
    if trusted or len(words) == 1:
        return False
    if first in FORMS_OF_ADDRESS or (first in AMBIGUOUS_FORMS_OF_ADDRESS and len(words) > 2):
        return words[1] in SURNAMES
    return first in OFFICE_WORDS and first not in GIVEN_NAMES


def _parse_single_word(word: str, trusted: bool) -> str | None:
    """A pen name of one word: initials, a highland name, or any name if trusted."""
    if _SIGNATURE.fullmatch(word) and (trusted or not is_syllable(word)):
        stays = not is_syllable(word) or (
            len(word) == 2 and word.isascii()
        )  # "CA" stays in capitals
        return word if stays else title_case(word)
    if _HIGHLAND_NAME.fullmatch(word):
        return title_case(word)
    halves = word.split("-")
    if len(halves) > 1 and all(
        half[:1].isupper() and half.lower() in GIVEN_NAMES for half in halves
    ):
        return title_case(word)
    return title_case(word) if trusted and _TOKEN.fullmatch(word) else None


def _is_name_word(word: str, *, first: bool = False) -> bool:
    return _TOKEN.fullmatch(word) is not None or (not first and word in _PARTICLES)


def _is_name_in_capitals(words: list[str], trusted: bool) -> bool:
    """Whether words in capitals are a name: all syllables known, or a certain surname."""
    if trusted:
        return words[0] not in OFFICE_WORDS
    rest_is_given = all(word in GIVEN_NAMES or len(word) == 1 for word in words[1:])
    if irregular := [word for word in words if len(word.rstrip(".")) > 1 and not is_syllable(word)]:
        return _is_highland_name(words, irregular)
    if words[0] in SURNAMES:
        return rest_is_given or (len(words) > 2 and words[-1] in GIVEN_NAMES) or len(words) == 3
    if words[0] in AMBIGUOUS_SURNAMES or _has_surname_marker(words):
        return rest_is_given or (len(words) == 3 and words[1] in {"a", "seo"})
    return len(words) == 2 and rest_is_given and words[0] in GIVEN_NAMES


def _is_highland_name(words: list[str], irregular: list[str]) -> bool:
    """Whether words with irregular syllables are a highland name, not English ("SMART CITY")."""
    if len(words) > MAX_SYLLABLES:
        return False
    if words[0] in irregular and words[0] in SURNAMES:
        return True
    accented = any(not word.isascii() or "'" in word for word in irregular)
    others = (word for word in words if word not in irregular)
    return accented and all(
        word in _NAME_SYLLABLES or word in _HIGHLAND_PARTICLES for word in others
    )


def _has_surname_marker(words: list[str]) -> bool:
    """Whether the second word marks the first as a surname: "Moong Thị May", "Hờ A Di"."""
    if len(words) < 3 or words[1:3] == ["y", "tế"] or _is_everyday_pair(words[:2]):
        return False
    return words[1] in _MIDDLE_NAMES or words[1] in _HIGHLAND_PARTICLES


def _is_everyday_pair(words: list[str]) -> bool:
    return " ".join(words) in COMMON_PAIRS


def _is_name_in_title_case(words: list[str], trusted: bool) -> bool:
    """Whether capitalised words are a name, by surname, middle name or given names."""
    if trusted:
        return True
    vietnamese = all(map(is_syllable, words))
    if (
        not vietnamese
        or words[0] in SURNAMES
        or words[0] in _HIGHLAND_PARTICLES
        or _has_surname_marker(words)
    ):
        return len(words) <= MAX_SYLLABLES
    if len(words) == 2:
        return any(word in GIVEN_NAMES or word in AMBIGUOUS_SURNAMES for word in words)
    if words[0] in AMBIGUOUS_SURNAMES:
        return True
    if _is_everyday_pair(words[:2]) or _is_everyday_pair(words[-2:]):
        return False
    ends = len(words) == 3 and words[0] in GIVEN_NAMES and words[2] in GIVEN_NAMES
    return ends or all(word in GIVEN_NAMES for word in words[1:])
