"""Adds the months of Unicode CLDR to ../months.tsv: every language of `LANGUAGES`, wide and abbreviated, format and
stand-alone. Forms that are there already stay in their place, so that those which agencies write are kept by hand.

    pip install Babel==2.18.0
    python3 assets/gazetteer/months.py
"""
from babel import Locale, UnknownLocaleError, localedata

from tables import HERE, LANGUAGES

FILE = HERE.parent / "months.tsv"
FIGURES = ("zh", "ja", "ko")  # write months in figures
MORE = ["ne", "mr", "gu", "pa", "si", "te", "ml", "tk"]


def main():
    lines = FILE.read_text(encoding="utf-8").splitlines()
    notes = [line for line in lines if line.startswith("#")]
    kept = {line.split("\t")[0]: [cell.split("|") for cell in line.split("\t")[1:]] for line in lines if line[0] != "#"}
    for language in [code for code in [*LANGUAGES, *MORE] if code[:2] not in FIGURES]:
        # Babel merges what languages share in place: each is read afresh, or one's months stand among another's.
        localedata._cache.clear()
        try:
            months = Locale.parse(language).months
        except UnknownLocaleError:
            continue
        cells = kept.setdefault(language.replace("_", "-"), [[] for _ in range(12)])
        for style in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months.get(style, {}).get(width, {}).items():
                    form = name.lower().replace("\u0307", "").strip().rstrip(".")
                    # "M03", "3月", "tháng 3" say nothing that figures do not.
                    if form and not any(c.isdigit() for c in form) and len(form) > 1 and form not in cells[number - 1]:
                        cells[number - 1].append(form)
    kept = {language: cells for language, cells in kept.items() if all(cells)}
    rows = ["\t".join([language, *("|".join(cell) for cell in cells)]) for language, cells in kept.items()]
    FILE.write_text("\n".join([*notes, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
