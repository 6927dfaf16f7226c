"""Serves a file with `umbra serve`, and asks it who is meant, so many times a second, whether or not it keeps up.

usage: load.py UMBRA ENTITIES RATE SECONDS [--json]. Standard library only.

The time of an answer is counted from when the question was due, so a server that falls behind can't hide it. Of ten
questions seven are for an entity of the file, its name written otherwise (no accents, another order, a letter changed),
with its date of birth or founding in half of them; three are for nobody in it.
"""
import http.client, json, os, random, shutil, signal, subprocess, sys, threading, time, unicodedata

UMBRA, ENTITIES, RATE, SECONDS = sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
AS_JSON = "--json" in sys.argv
WORKERS = 32
QUESTIONS = 4000


def altered(name, chance):
    """A name as somebody else might write it."""
    kind = chance.randrange(4)
    if kind == 0:
        return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).upper()
    if kind == 1:
        words = name.split()
        chance.shuffle(words)
        return " ".join(words)
    if kind == 2 and len(name) > 6:
        at = chance.randrange(1, len(name))
        return name[:at] + chance.choice("aeiou") + name[at + 1:]
    return name


def questions():
    chance, known = random.Random(7), []
    with open(ENTITIES, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if '"Person"' not in line and '"Company"' not in line:
                continue
            if len(known) < QUESTIONS:
                known.append(line)
            elif (place := chance.randrange(number)) < QUESTIONS:
                known[place] = line
    for number, line in enumerate(known):
        entity = json.loads(line)
        said = entity["properties"]
        asked, wanted = {"name": [altered(said["name"][0], chance)]}, entity["id"]
        if number % 10 > 6:
            asked, wanted = {"name": [f"{chance.choice('KTVZ')}{chance.choice('aeiou')}rg{chance.choice('aeiou')}l "
                                      f"{chance.choice('BDGM')}{chance.choice('aeiou')}ssw{chance.choice('aeiou')}th"]}, None
        elif number % 2:
            asked |= {key: said[key] for key in ("birthDate", "incorporationDate") if key in said}
        yield json.dumps({"queries": {"q": {"schema": entity["schema"], "properties": asked}}}).encode(), wanted


def start():
    begun = time.monotonic()
    server = subprocess.Popen([UMBRA, "--json", "--quiet", "serve", ENTITIES, "--port", "0"], stdout=subprocess.PIPE)
    address = json.loads(server.stdout.readline())["address"].removeprefix("http://")
    connection = http.client.HTTPConnection(address, timeout=60)
    connection.request("GET", "/readyz")
    connection.getresponse().read()
    return server, address, time.monotonic() - begun


def memory(server, key):
    with open(f"/proc/{server.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1000 for line in status if line.startswith(key))


def stop(server):
    server.send_signal(signal.SIGINT)
    server.wait(timeout=30)


def folder_size(folder):
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)


def ask(address, asked, due, begun, times, found, lock):
    """One worker: takes the next question, waits until it is due, asks."""
    connection = http.client.HTTPConnection(address, timeout=60)
    while True:
        with lock:
            if not due:
                return
            number = due.pop()
        at = begun + number / RATE
        if (wait := at - time.monotonic()) > 0:
            time.sleep(wait)
        body, wanted = asked[number % len(asked)]
        connection.request("POST", "/match/default?cutoff=0", body, {"content-type": "application/json"})
        reply = connection.getresponse()
        answer = reply.read()
        taken = time.monotonic() - at
        ids = [one["id"] for one in json.loads(answer)["responses"]["q"]["results"]] if reply.status == 200 else None
        with lock:
            times.append(taken)
            found.append((wanted, ids))


def main():
    index = ENTITIES + "-match"
    shutil.rmtree(index, ignore_errors=True)
    server, _, made = start()
    peak = memory(server, "VmHWM")
    stop(server)
    starts = []
    for _ in range(3):
        server, address, began = start()
        starts.append(began)
        time.sleep(1)
        idle = memory(server, "VmRSS")
        if len(starts) < 3:
            stop(server)
    asked = list(questions())
    times, found, lock = [], [], threading.Lock()

    def run(seconds):
        due = list(range(int(RATE * seconds)))[::-1]
        begun = time.monotonic() + 0.2
        workers = [threading.Thread(target=ask, args=(address, asked, due, begun, times, found, lock)) for _ in range(WORKERS)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    run(5)
    times.clear()
    found.clear()
    before = os.times()
    run(SECONDS)
    client = sum(os.times()[:2]) - sum(before[:2])
    loaded = memory(server, "VmRSS")
    with open(f"/proc/{server.pid}/status", encoding="ascii") as status:
        anonymous = next(int(line.split()[1]) / 1000 for line in status if line.startswith("RssAnon"))
    stop(server)
    failed = sum(ids is None for _, ids in found)
    times.sort()
    share = lambda part: times[min(len(times) - 1, int(len(times) * part))] * 1000
    known = [(wanted, ids) for wanted, ids in found if wanted]
    result = {
        "requests": len(times), "failed": failed, "p50_ms": share(0.5), "p90_ms": share(0.9), "p99_ms": share(0.99),
        "max_ms": times[-1] * 1000, "start_s": sorted(starts)[1], "index_s": made, "index_peak_mb": peak,
        "index_mb": folder_size(index) / 1e6, "idle_mb": idle, "loaded_mb": loaded, "loaded_anonymous_mb": anonymous,
        "client_cpu_s": client, "found_share": sum(wanted in (ids or []) for wanted, ids in known) / max(1, len(known)),
    }
    if AS_JSON:
        print(json.dumps(result))
        return
    print(f"{result['requests']} requests at {RATE:.0f} a second, {failed} failed")
    print(f"answered within: half {share(0.5):.1f} ms, 90 % {share(0.9):.1f} ms, 99 % {share(0.99):.1f} ms, all {times[-1] * 1000:.1f} ms")
    print(f"the entity meant is among the first five: {result['found_share']:.1%} (many bear one name)")
    print(f"start from a saved index {result['start_s']:.2f} s, making it {made:.0f} s (peak {peak:.0f} MB), {result['index_mb']:.0f} MB on disk")
    print(f"memory: idle {idle:.0f} MB, after the load {loaded:.0f} MB, of which {anonymous:.0f} MB are not the file's pages")


if __name__ == "__main__":
    main()
