"""Writes a made-up data set of a thousand entities in FollowTheMoney's form: gangs, firms, officials, payments.

    crowd.py > crowd.ftm.json

The same bytes each time. For looking at a report that is larger than a page can draw.
"""

import json
import random

FIRST = "Abel Berta Cosmo Dunja Edgar Fenna Gustav Hanne Ivo Jelka Kaspar Lioba Milan Nora Oskar Petra".split()
LAST = "Arlen Bruck Corvan Dellmor Estrin Fahrn Gollik Harven Istok Jarrow Kelmat Lorring Mastov Nerrin".split()
PERSONS, COMPANIES, BODIES, GROUPS = 320, 60, 12, 6

chance = random.Random(7)


def write(entity_id, schema, **properties):
    properties = {name: [value] for name, value in properties.items()}
    print(json.dumps({"id": entity_id, "schema": schema, "properties": properties}))


def some(letter, count):
    return f"{letter}{chance.randrange(count)}"


def main():
    for n in range(PERSONS):
        write(f"p{n}", "Person", name=f"{chance.choice(FIRST)} {chance.choice(LAST)}-{n}", birthDate=f"19{50 + n % 49}")
    for n in range(COMPANIES):
        trade = chance.choice(["Haulage", "Gravel", "Trading", "Construction"])
        write(f"c{n}", "Company", name=f"{chance.choice(LAST)} {trade} {n} Ltd")
    for n in range(BODIES):
        write(f"b{n}", "PublicBody", name=f"{chance.choice(LAST)} {chance.choice(['Police Bureau', 'Harbour Office'])} {n}")
    for n in range(GROUPS):
        write(f"g{n}", "CriminalGroup", name=f"{chance.choice(LAST)} Crew {n}")
    for n in range(PERSONS):
        if n % 3 == 0:
            write(f"directs{n}", "Directorship", director=f"p{n}", organization=some("c", COMPANIES), startDate="2015")
        if n % 4 == 0:
            group = f"g{min(chance.randrange(GROUPS), chance.randrange(GROUPS))}"
            write(f"belongs{n}", "Membership", member=f"p{n}", organization=group, role="member")
        if n % 5 == 0:
            write(f"works{n}", "Employment", employee=f"p{n}", employer=some("b", BODIES), role="clerk")
    for n in range(300):
        write(f"pays{n}", "Payment", payer=some("c", COMPANIES), beneficiary=some("c", COMPANIES),
              amount=str(chance.randrange(1000, 90000)), currency="EUR", date=f"20{10 + n % 14}-03-11")
    for n in range(10):
        write(f"shelters{n}", "Protection", protector=f"p{5 * n}", protected=f"g{n % GROUPS}")


main()
