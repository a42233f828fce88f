"""Reads the tables beside build.py and knows how names are folded, inflected and written."""
import pathlib
import re
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent

# The first language to claim a name of a country has it.
LANGUAGES = """en fr de es ru pt it zh zh_Hant ja ko ar nl sv da nb fi pl cs sk uk bg sr sr_Latn hr bs sl mk
ro hu el tr az kk ky uz tg tk mn hy ka fa ur he hi bn ta te mr gu kn ml pa si ne th lo km my vi id ms fil sw am
ha yo so af sq et lv lt is ga cy eu ca gl mt be pt_PT es_MX nn ps ku""".split()

# Scripts in which the smaller towns of a country keep their names too.
NATIVE = {"RU": ["Cyrillic"], "UA": ["Cyrillic"], "BY": ["Cyrillic"], "BG": ["Cyrillic"], "MK": ["Cyrillic"],
          "RS": ["Cyrillic"], "KZ": ["Cyrillic"], "KG": ["Cyrillic"], "MN": ["Cyrillic"], "TJ": ["Cyrillic"],
          "GR": ["Greek"], "CY": ["Greek"], "AM": ["Armenian"], "GE": ["Georgian"], "CN": ["Han"], "TW": ["Han"],
          "HK": ["Han"], "JP": ["Han", "Kana"], "KR": ["Hangul"], "KP": ["Hangul"], "IL": ["Hebrew", "Arabic"],
          "PS": ["Arabic"], "TH": ["Thai"], "IN": ["Devanagari"],
          **{c: ["Arabic"] for c in "DZ MA TN LY EG SD SA YE OM AE QA BH KW IQ SY JO LB IR AF PK".split()}}

SCRIPTS = [("Latin", 0x41, 0x24F), ("Latin", 0x1E00, 0x1EFF), ("Greek", 0x370, 0x3FF), ("Greek", 0x1F00, 0x1FFF),
           ("Cyrillic", 0x400, 0x52F), ("Armenian", 0x530, 0x58F), ("Hebrew", 0x590, 0x5FF), ("Arabic", 0x600, 0x77F),
           ("Devanagari", 0x900, 0x97F), ("Thai", 0xE00, 0xE7F), ("Lao", 0xE80, 0xEFF), ("Myanmar", 0x1000, 0x109F),
           ("Georgian", 0x10A0, 0x10FF), ("Khmer", 0x1780, 0x17FF), ("Kana", 0x3040, 0x30FF), ("Han", 0x3400, 0x9FFF),
           ("Hangul", 0xAC00, 0xD7A3)]
UNSPACED = {"Thai", "Lao", "Myanmar", "Khmer", "Kana", "Han"}

# Letters that decomposition leaves alone; the same in src/place/name.rs.
LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
           "ŋ": "n", "ə": "a", "ς": "σ", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "&": "and"}
HAN = {pair[0]: pair[1] for line in (HERE / "han.txt").read_text(encoding="utf-8").splitlines()
       if not line.startswith("#") for pair in line.split()}
SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


def rows(name):
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def is_mark(c):
    """Marks that readers leave out or editors put on; vowels of Indic scripts and kana are not among them."""
    n = ord(c)
    return (0x300 <= n <= 0x36F or 0x483 <= n <= 0x487 or 0x591 <= n <= 0x5C7 or 0x610 <= n <= 0x61A
            or 0x64B <= n <= 0x65F or n in (0x670, 0x640) or 0x6D6 <= n <= 0x6ED)


def fold_words(text):
    words, word = [], ""
    for c in unicodedata.normalize("NFKD", text):
        if is_mark(c):
            continue
        c = "".join(LETTERS.get(x) or HAN.get(x, x) for x in c.lower() if not is_mark(x))
        if c and all(unicodedata.category(x)[0] in "LMN" for x in c):
            word += c
        elif word:
            words.append(word)
            word = ""
    return [unicodedata.normalize("NFC", w) for w in (words + [word] if word else words)]


def fold(text):
    words = fold_words(text)
    last = len(words) - 1
    return "".join(SHORT.get(w, w) if n < last else w for n, w in enumerate(words))


def script(text):
    for c in text:
        for name, first, last in SCRIPTS:
            if first <= ord(c) <= last and c.isalpha():
                return name
    return "Other"


def is_latin(text):
    return script(text) == "Latin"


def inflect(word, language):
    """The plural, the feminine: forms a reader would know at once."""
    forms = {word}
    if language == "en":
        if re.search(r"(wo)?man$", word) and word not in ("German", "Roman", "Oman", "Ottoman"):
            forms.add(word[:-3] + "men" if not word.endswith("German") else word + "s")
        if not re.search(r"(ese|ish|ch|s|x|z)$", word):
            forms.add(word + "s")
        if word == "German":
            forms = {"German", "Germans"}
    elif language == "fr":
        forms |= {word + "s", word + "e", word + "es"}
        if word.endswith("en"):
            forms |= {word + "ne", word + "nes"}
    elif language == "it":
        if word.endswith("o"):
            forms |= {word[:-1] + e for e in ("a", "i", "e")}
        elif word.endswith("e"):
            forms.add(word[:-1] + "i")
    elif language == "pt":
        if word.endswith("o") and not word.endswith("ão"):
            forms |= {word[:-1] + e for e in ("a", "os", "as")}
        elif word.endswith("ês"):
            forms |= {word[:-2] + e for e in ("esa", "eses", "esas")}
        elif word.endswith(("a", "e")):
            forms.add(word + "s")
    elif language == "es":
        if word.endswith("o"):
            forms |= {word[:-1] + e for e in ("a", "os", "as")}
        elif word[-1] in "sln":
            forms |= {word + e for e in ("a", "es", "as")}
        else:
            forms |= {word + "s", word + "es"}
    return sorted(forms)


def russian_stems(name):
    """Folded keys that stand before a Russian case ending ("Россия": росси, "Южная Корея": южнаякоре …)."""
    words = fold_words(name)
    if not words or script(words[-1]) != "Cyrillic":
        return []
    last = words[-1]
    stem = last[:-1] if last[-1] in "аяоеиыуь" else last
    if len(stem) < (3 if stem == last else 4 if len(words) == 1 and len(last) < 4 else 3):
        return []
    firsts = [words[:-1]]
    if len(words) > 1 and words[0].endswith("ая"):
        firsts += [[words[0][:-2] + end] + words[1:-1] for end in ("ои", "ую")]
    if len(words) > 1 and words[0].endswith("ыи"):
        firsts += [[words[0][:-2] + end] + words[1:-1] for end in ("ого", "ому", "ом", "ым")]
    return ["".join(first) + stem for first in firsts]
