"""Collects the words that running text may mention, for build.py."""
import build
from build import (ACRONYM, CAPITAL, CITY, DEMONYM, FOREIGN, LOWER, MENTIONED, MINOR, NAME, OFFICE, PERSON, REGION, STAR, STATE,
                   STEM, SURNAME, TRAP, WELL_KNOWN, usable)
from tables import LANGUAGES, UNSPACED, fold, fold_words, inflect, is_latin, rows, russian_stems, script, SHORT


def words(world):
    """Folded key → u24: country | kind << 8 | flags << 16; see src/place/words.rs."""
    out = Words(world)
    out.countries()
    out.regions()
    out.cities()
    out.lines()
    return out.finished()


class Words:
    def __init__(self, world):
        self.world = world
        self.mentions = {}      # key → (country, kind, flags)
        self.named = {}         # key → country
        self.other = {}         # @ and ! keys → value
        self.reach = {}         # first word (or two letters) → words (or letters) of the longest name
        self.traps = {kind: {fold(w) for w in names.split("|")} for kind, names in rows("traps.tsv")}
        for kind, names in rows("traps.tsv"):
            if kind == "phrase":
                for phrase in names.split("|"):
                    self.mention(phrase, 0, TRAP, 0)

    def mention(self, name, country, kind, flags):
        stemmed = name.endswith("*")
        name = name.rstrip("*")
        key = fold(name)
        if not key or (kind != TRAP and key in self.mentions and self.mentions[key][0] != country):
            return
        latin = is_latin(name)
        city = kind & ~MINOR in (CITY, CAPITAL)
        if key in self.traps["word"] and (city or flags & FOREIGN):
            return
        if len(key) < 2 or (latin and len(key) < 4 and not name.replace(".", "").isupper()
                            and (kind & ~MINOR == CITY or flags & FOREIGN)):
            return
        if latin and len(key) <= 3 and name.replace(".", "").isupper():
            flags |= ACRONYM
        flags |= (PERSON if key in self.traps["person"] else 0) | (SURNAME if key in self.traps["surname"] else 0)
        if stemmed:
            flags |= STAR
        self.mentions.setdefault(key, (country, kind, flags))
        self.lead(name, key)
        if not stemmed and kind != TRAP:
            for stem in russian_stems(name):
                if stem not in self.mentions:
                    self.mentions[stem] = (country, kind, flags | STEM)
                elif self.mentions[stem][0] == country:
                    old = self.mentions[stem]
                    self.mentions[stem] = (country, old[1], old[2] | STEM)
                for form in ("ои", "ую", "ого", "ому", "ом", "ым"):
                    first = fold_words(name)[0]
                    if first.endswith(("ая", "ыи")) and len(fold_words(name)) > 1:
                        self.reach[first[:-2] + form] = max(self.reach.get(first[:-2] + form, 0), 2)

    def lead(self, name, key):
        if script(key) in UNSPACED:
            first, far = key[:2], len(key)
        else:
            found = fold_words(name)
            first, far = SHORT.get(found[0], found[0]), len(found)
            if all(len(w) == 1 for w in found):
                first, far = key, 1
            if far < 2:
                return
        self.reach[first] = max(self.reach.get(first, 0), far)

    def name(self, name, country, flags=0, doubtful=False):
        short = name[4:] if name.lower().startswith("the ") else name
        for form in (name, short):
            self.named.setdefault(fold(form), country)
        if not doubtful:
            self.mention(short, country, NAME, flags)

    def countries(self):
        from babel import Locale
        index = self.world.countries
        for code, _, name, _ in rows("countries.tsv"):
            self.name(name, index[code], STATE if code == "GE" else 0)
        for code, kind, names in rows("aliases.tsv"):
            for name in names.split("|"):
                doubtful, name = name.startswith("~"), name.lstrip("~")
                if kind == "name":
                    self.name(name.rstrip("*"), index[code], 0, doubtful)
                elif not doubtful:
                    self.mention(name, index[code], OFFICE, 0)
        self.demonyms(["en"])
        big = {fold(n) for i, c in enumerate(self.world.cities) if c["population"] >= 200_000 or i in self.world.capitals
               for n in build.primary(c)} | self.world.wire.keys()
        for language in LANGUAGES:
            for code, name in sorted(Locale.parse(language).territories.items()):
                if code not in index or len(name) < 2:
                    continue
                foreign = FOREIGN if language != "en" and is_latin(name) else 0
                clash = language != "en" and fold(name) in big and code not in ("SG", "LU", "MC", "KW", "PA", "GT", "MX", "DJ")
                self.name(name, index[code], foreign, doubtful=clash)
        self.demonyms(["fr", "de", "es", "ru", "it", "pt", "uk", "ar"])
        for code, three, _, _ in rows("countries.tsv"):
            self.named.setdefault(fold(code), index[code])
            self.named.setdefault(fold(three), index[code])

    def demonyms(self, wanted):
        index = self.world.countries
        for code, *columns in rows("demonyms.tsv"):
            for language, column in zip(("en", "fr", "de", "es", "ru", "it", "pt", "uk", "ar"), columns):
                for word in filter(None, column.split("|")) if language in wanted else ():
                    flags = 0 if language in ("en", "ru", "uk", "ar") else FOREIGN
                    if language in ("ru", "uk") or (flags and (word[0].islower() or word[0] in "éö")):
                        flags |= LOWER
                    for form in inflect(word, language):
                        self.mention(form, index[code], DEMONYM, flags)
                        self.named.setdefault(fold(form.rstrip("*")), index[code])
                    if language == "de" and word.endswith("*"):
                        for end in ("e", "er", "en", "es", "em"):
                            self.named.setdefault(fold(word[:-1] + end), index[code])
                    if language == "ru" and word.endswith("*"):
                        for end in ("ий", "ая", "ое", "ие"):
                            self.named.setdefault(fold(word[:-1] + end), index[code])

    def regions(self):
        index = self.world.countries
        for row, (code, _, _, names) in enumerate(rows("regions.tsv")):
            for name in names.split("|"):
                doubtful, name = name.startswith("~"), name.lstrip("~")
                self.region("@" + fold(name), row)
                letters = name.replace(".", "")
                if not doubtful and not (len(fold(name)) < 4 and is_latin(name)) and not name.endswith("."):
                    city = self.world.wire.get(fold(name))
                    if city is None:
                        self.mention(name, index[code], REGION, FOREIGN if letters != name and code != "US" else 0)

    def region(self, key, row):
        """Two rows may share a name: the first in the low 12 bits, the second, from 1, above them."""
        first = self.other.setdefault(key, row)
        if first >> 12 == 0 and first != row:
            self.other[key] = first | (row + 1) << 12

    def cities(self):
        world = self.world
        chosen = sorted((n for n, c in enumerate(world.cities) if c["population"] >= MENTIONED or n in world.capitals),
                        key=lambda n: (n not in world.capitals, -world.cities[n]["population"], n))
        wired = {}
        for names, country, region, today in rows("wire_names.tsv"):
            for name in names.split("|"):
                n = world.wire.get(fold(name))
                if n is not None:
                    wired.setdefault(n, []).append(name)
        for n in chosen:
            city, kind = world.cities[n], CAPITAL if n in world.capitals else CITY
            minor = kind == CITY and n not in wired and city["population"] < WELL_KNOWN
            country = world.countries[city["countrycode"]]
            plain = [*build.primary(city), *wired.get(n, ()), *(x for x, english in sorted(world.exemplars.get(n, ())) if english)]
            for name in plain:
                if self.is_clear(name, n):
                    self.mention(name, country, kind | (MINOR if minor else 0), 0)
            others = [*(x for x, _ in sorted(world.exemplars.get(n, ()))), *filter(usable, city["alternatenames"])]
            for name in others:
                latin = is_latin(name)
                great = kind == CAPITAL or city["population"] >= 1_000_000
                enough = (5 if great else 99) if latin else 2 if great or script(name) != "Han" else 3
                if len(fold(name)) >= enough and self.is_clear(name, n):
                    self.mention(name, country, kind | (MINOR if minor else 0), FOREIGN if latin else 0)

    def is_clear(self, name, n):
        """Nobody would think of a place in another country."""
        best = self.world.places.get(fold(name), {})
        if best.get(n, 0) == float("inf"):
            return True
        home = self.world.cities[n]["countrycode"]
        rivals = [s for m, s in best.items() if m != n and self.world.cities[m]["countrycode"] != home]
        return best.get(n, 0) > 3 * max(rivals, default=0)

    def lines(self):
        for names, country, _, _ in rows("wire_names.tsv"):
            if country == "-":
                for name in names.split("|"):
                    self.other["!" + fold(name)] = 0

    def finished(self):
        out = {key: country | kind << 8 | flags << 16 for key, (country, kind, flags) in self.mentions.items()}
        out |= {"=" + key: country for key, country in self.named.items()}
        out |= self.other
        out |= {"^" + first: far for first, far in self.reach.items()}
        return out
