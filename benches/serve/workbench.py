"""How fast the workbench is on a large case.

usage: workbench.py UMBRA [ENTITIES [TIES [SECONDS]]]. Standard library; with selenium and chromium also when the page is filled.

Makes a case of so many made-up persons and firms, some of them hubs, with so many ties, payments, offences and places among them, and a
hundred papers; serves it; asks one question after the other; has fifty users ask at once, each without pause between answer and next question but a
tenth of a second, for so many seconds; filters; and does each view's main task in a browser.
"""
import http.client, json, os, random, shutil, signal, subprocess, sys, tempfile, threading, time, urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

UMBRA = os.path.abspath(sys.argv[1])
ENTITIES, TIES, SECONDS = [int(sys.argv[at]) if len(sys.argv) > at else otherwise for at, otherwise in ((2, 100_000), (3, 500_000), (4, 60))]
ASKED, USERS, PAUSE = 400, 50, 0.1
FIRST = "Ana Mira Olga Tomas Dragan Viktor Halima Jonas Severin Edda Milo Ruth Li Yusra Bashir Corwin".split()
PARTS = "bra ndt wei ss vel kor an er ling worth oko jaard sar now ay tel luv".split()
TRADES = ["gravel trade", "road haulage", "waste collection", "fishing", "building", "taverns"]
PLACES, GROUPS, PAPERS = 2_000, 40, 120


def write(folder):
    """The made-up persons and firms with their ties, and some papers; gives back the names."""
    chance = random.Random(11)
    name = lambda: f"{chance.choice(FIRST)} {''.join(chance.choice(PARTS) for _ in range(3)).title()}"
    date = lambda: f"{chance.randrange(1990, 2024)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}"
    said = []
    with open(f"{folder}/big.json", "w", encoding="utf-8") as out:
        def line(one, schema, **values):
            out.write(json.dumps({"id": one, "schema": schema, "properties": {key: [str(value)] for key, value in values.items()}}) + "\n")
        for number in range(PLACES):
            far = {"latitude": round(chance.uniform(35, 65), 3), "longitude": round(chance.uniform(-8, 40), 3)} if number % 4 == 0 else {}
            line(f"a{number}", "Address", full=f"{chance.choice(PARTS).title()}{chance.choice(PARTS)} Street {number}",
                 region=f"{chance.choice(PARTS).title()} province", country=chance.choice(["de", "it", "fr", "es", "pl"]), **far)
        for number in range(ENTITIES):
            said.append(name() if number % 3 else f"{name()} Ltd")
            if number % 3:
                line(f"e{number}", "Person", name=said[-1], **({"position": "head of a port authority"} if number % 500 == 1 else {}))
            else:
                trade = {"sector": chance.choice(TRADES)} if number % 10 == 0 else {}
                line(f"e{number}", "Company", name=said[-1], **trade, **({"addressEntity": f"a{chance.randrange(PLACES)}"} if number % 5 == 0 else {}))
        for number in range(GROUPS):
            line(f"gang{number}", "CriminalGroup", name=f"{chance.choice(PARTS).title()}{chance.choice(PARTS)} Gang", territoryEntity=f"a{number}")
        for number in range(TIES):
            # A tenth of all ends are among a thousand hubs.
            pick = lambda: chance.randrange(min(1000, ENTITIES)) if chance.random() < 0.1 else chance.randrange(ENTITIES)
            firm, person = pick() // 3 * 3, pick() // 3 * 3 + 1
            one = f"t{number}"
            if number % 2000 == 0:
                line(one, "Membership", member=f"e{person}", organization=f"gang{number // 2000 % GROUPS}")
            elif number % 5000 == 1:
                line(one, "Protection", protector=f"e{chance.randrange(0, ENTITIES, 3) + 1}", protected=f"gang{number // 5000 % GROUPS}", startDate=date())
            elif number % 1000 == 2:
                line(one, "Offence", offenceType="extortion", perpetrator=f"e{person}", placeEntity=f"a{chance.randrange(PLACES)}",
                     trade=chance.choice(TRADES), date=date())
            elif number % 5 == 3:
                line(one, "Payment", payer=f"e{pick()}", beneficiary=f"e{firm}", amount=chance.randrange(100, 90_000), currency="EUR", date=date())
            else:
                line(one, "Ownership", owner=f"e{pick()}", asset=f"e{firm}", startDate=date()[:4])
    os.mkdir(f"{folder}/papers")
    for number in range(PAPERS):
        one, other = (chance.choice(said[1::3]) for _ in range(2))
        year = 2010 + number % 12
        with open(f"{folder}/papers/{number}.txt", "w", encoding="utf-8") as out:
            out.write(f"{one} was charged on 4 May {year} with bribing {other}, the police said. {other} met {one} at the quay. "
                      f"In {year}, the police arrested {100 + number} suspects in the province, {number} more than in {year - 1}.\n")
    return said


class Client:
    def __init__(self, address, token=""):
        self.connection, self.token = http.client.HTTPConnection(address, timeout=300), token

    def ask(self, path, body=None):
        begun = time.monotonic()
        headers = {"x-umbra-token": self.token, "content-type": "application/json"}
        self.connection.request("POST" if body else "GET", f"/api/v1/{path}", json.dumps(body) if body else None, headers)
        reply = self.connection.getresponse()
        content = reply.read()
        return time.monotonic() - begun, reply.status, content


def told(times):
    times = sorted(times)
    share = lambda part: times[min(len(times) - 1, int(len(times) * part))] * 1000
    return f"half within {share(0.5):.1f} ms, 99 % within {share(0.99):.1f} ms, all within {times[-1] * 1000:.1f} ms"


def memory(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmRSS"))


def crowd(address, session, said, ids, seconds):
    chance, times, faults, lock = random.Random(5), [], [], threading.Lock()
    until = time.monotonic() + seconds

    def user(seed):
        own, mine, wrong = random.Random(seed), [], []
        client = Client(address, session["token"])
        while time.monotonic() < until:
            kind = own.randrange(6)
            path, body = [
                (f"search?q={urllib.parse.quote(own.choice(said))}", None), (f"network/neighbours?id={own.choice(ids)}", None),
                ("network/expand", {"id": own.choice(ids), "limit": 30}), ("sources", None), ("log", None), ("figures", None)][kind]
            taken, status, _ = client.ask(path, body)
            mine.append(taken)
            if status != 200:
                wrong.append((path, status))
            time.sleep(PAUSE)
        with lock:
            times.extend(mine)
            faults.extend(wrong)

    users = [threading.Thread(target=user, args=(chance.random(),)) for _ in range(USERS)]
    for one in users:
        one.start()
    for one in users:
        one.join()
    return times, faults


def page(base, folder):
    if has_browser():
        from views import walk
        walk(base, folder, "e4")


def has_browser():
    try:
        import selenium
    except ImportError:
        print("the page was not looked at: selenium is not here")
        return False
    return True


def opening(client, address, begun, folder):
    """What can be asked while the case is being opened, and when; the page is looked at meanwhile."""
    paints = []

    def look():
        from views import first_paint
        paints.append(first_paint(f"http://{address}", f"{folder}/opening"))

    looking = threading.Thread(target=look) if has_browser() else None
    if looking:
        looking.start()
    for what, path in {"search": "search?q=ana", "the network": "network", "the overview": "overview"}.items():
        while client.ask(path)[1] != 200:
            time.sleep(0.05)
        print(f"{what} answers {time.monotonic() - begun:.1f} s after the start", flush=True)
    if looking:
        looking.join()
        print(f"first contentful paint while the case is opened: {paints[0]:.0f} ms")


FILTERS = {"a street": "where={place}", "a country": "where=~%3Dde", "a place that nobody knows": "where=nowhere", "standing": "standing=charged",
           "source": "reliability=B", "statement": "credibility=3", "date": "as_of=2010", "kinds of tie": "kinds=ownership,protection,membership",
           "all of them": "where=~%3Dfr&standing=charged&as_of=2010&kinds=ownership,membership"}


def filters(client):
    """What the filter bar takes, the first time and the second, for the overview and the network."""
    places = json.loads(client.ask("places")[2])["places"]
    place = next(one["key"] for one in places if one["entity"] and one["tally"]["parties"])
    for what, words in FILTERS.items():
        told = []
        for path in ("overview", "overview?x=1", "network", "umbrellas", "money", "trades", "places", "timeline"):
            join = "&" if "?" in path else "?"
            taken, status, content = client.ask(f"{path}{join}{words.format(place=place)}")
            assert status == 200, (what, path, content)
            told.append(f"{path.replace('?x=1', ' again')} {taken * 1000:.0f}")
        print(f"filter by {what}, ms: {', '.join(told)}", flush=True)


def main():
    folder = tempfile.mkdtemp(prefix="workbench")
    said = write(folder)
    begun = time.monotonic()
    subprocess.run([UMBRA, "--quiet", "read", "big.json", "papers", "--case", "big.umbra"], cwd=folder, check=True)
    print(f"{ENTITIES} entities and {TIES} ties read into a case in {time.monotonic() - begun:.1f} s")
    begun = time.monotonic()
    server = subprocess.Popen([UMBRA, "--json", "--quiet", "serve", "big.umbra", "--port", "0"], stdout=subprocess.PIPE, cwd=folder)
    try:
        address = json.loads(server.stdout.readline())["address"].removeprefix("http://")
        print(f"answers after {time.monotonic() - begun:.2f} s")
        client = Client(address)
        opening(client, address, begun, folder)
        session = json.loads(client.ask("session")[2])
        client.token = session["token"]
        print(f"the case is open after {time.monotonic() - begun:.1f} s, {memory(server):.0f} MB")
        client.ask("search?q=ana")
        chance = random.Random(3)
        ids = [f"e{chance.randrange(ENTITIES)}" for _ in range(ASKED)] + [f"e{number}" for number in range(0, 300, 3)]
        for name, questions in {
            "search": [(f"search?q={urllib.parse.quote(one)}", None) for one in chance.sample(said, ASKED)],
            "count neighbours": [(f"network/neighbours?id={one}", None) for one in ids],
            "expand": [("network/expand", {"id": one, "limit": 30}) for one in ids],
            "expand among 2,000": [("network/expand", {"id": one, "limit": 30, "among": [f"e{number}" for number in range(2000)]}) for one in ids[:100]],
            "first picture": [("network", None)] * 10,
            "picture around": [(f"network?around={one}", None) for one in ids[:20]],
            "overview": [("overview", None)] * 10,
            "timeline": [("timeline", None)] * 3,
            "dossier": [(f"dossier?id={one}", None) for one in ids[:50]],
        }.items():
            answers = [client.ask(*question) for question in questions]
            assert all(status == 200 for _, status, _ in answers), (name, [a for a in answers if a[1] != 200][:1])
            print(f"{name}: {told([taken for taken, _, _ in answers])}")
        crowd(address, session, said, ids, 5)
        before = memory(server)
        times, faults = crowd(address, session, said, ids, SECONDS)
        print(f"{USERS} users for {SECONDS} s: {len(times)} answers, {len(faults)} faults, {told(times)}; "
              f"memory {before:.0f} MB before, {memory(server):.0f} MB after")
        filters(client)
        print(f"memory after the filters: {memory(server):.0f} MB")
        page(f"http://{address}", folder)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


main()
