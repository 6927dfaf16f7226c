"""Fifty people who are signed in to one workbench and read in it, with the pauses that people make.

usage: readers.py UMBRA CASE [MINUTES [USERS]]. Standard library only.

Makes an account for each, signs all in, and has each go from view to view for so many minutes (5 if none are named): asks what the
page asks for, then looks at it for 2 to 8 seconds. Prints what was no answer, the times of each address, and the server's memory.
"""
import collections, http.client, json, os, random, shutil, signal, subprocess, sys, tempfile, threading, time, urllib.parse

UMBRA, CASE = (os.path.abspath(path) for path in sys.argv[1:3])
MINUTES = float(sys.argv[3]) if len(sys.argv) > 3 else 5
USERS = int(sys.argv[4]) if len(sys.argv) > 4 else 50
PASSWORD = "four grey herons wait"
LOOKED_AT = 2, 8


class Person:
    def __init__(self, address, name):
        self.address, self.headers, self.connection = address, {}, None
        self.headers["x-umbra-token"] = json.loads(self.ask("session")[2])["token"]
        _, status, _, head = self.send("sign-in", {"name": name, "password": PASSWORD})
        assert status == 200, status
        self.headers["cookie"] = head["set-cookie"].split(";")[0]
        self.headers["x-umbra-token"] = json.loads(self.ask("session")[2])["token"]

    def ask(self, path, body=None):
        return self.send(path, body)[:3]

    def send(self, path, body=None):
        # Servers close connections that nobody uses; browsers open another without a word.
        begun = time.monotonic()
        connection = http.client.HTTPConnection(self.address, timeout=120)
        connection.request("POST" if body else "GET", f"/api/v1/{path}", json.dumps(body) if body else None, self.headers)
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        return time.monotonic() - begun, reply.status, content, reply.headers


def memory(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmRSS"))


def read(person, names, until, seed, times, faults, lock):
    chance, mine, wrong = random.Random(seed), [], []
    one = lambda: chance.choice(names)
    entity = lambda: urllib.parse.quote(one()[0])
    # People don't come through the door in the same moment.
    time.sleep(chance.uniform(0, LOOKED_AT[1]))
    while time.monotonic() < until:
        path, body = chance.choice([
            ("overview", None), ("network", None), (f"network?around={entity()}", None), (f"network/neighbours?id={entity()}", None),
            ("network/expand", {"id": one()[0], "limit": 30}), ("umbrellas", None), ("timeline", None), ("figures", None),
            ("sources", None), (f"search?q={urllib.parse.quote(one()[1])}", None), (f"dossier?id={entity()}", None), ("log", None)])
        taken, status, content = person.ask(path, body)
        mine.append((path.split("?")[0] + ("?around" if "around" in path else ""), taken))
        if status != 200:
            wrong.append((path, status, content[:200]))
        time.sleep(chance.uniform(*LOOKED_AT))
    with lock:
        times.extend(mine)
        faults.extend(wrong)


def main():
    folder = tempfile.mkdtemp(prefix="readers")
    for number in range(USERS):
        adding = [UMBRA, "--quiet", "users", "add", f"reader{number}", "--role", "reader"]
        subprocess.run(adding, input=PASSWORD.encode(), cwd=folder, check=True)
    serving = [UMBRA, "--json", "--quiet", "serve", CASE, "--port", "0", "--users", "--index-dir", folder]
    server = subprocess.Popen(serving, stdout=subprocess.PIPE, cwd=folder)
    try:
        address = json.loads(server.stdout.readline())["address"].removeprefix("http://")
        begun = time.monotonic()
        people = [Person(address, f"reader{number}") for number in range(USERS)]
        print(f"{USERS} people signed in within {time.monotonic() - begun:.1f} s, one after the other")
        while json.loads(people[0].ask("session")[2])["version"] == 0 or people[0].ask("overview")[1] != 200:
            time.sleep(0.1)
        nodes = json.loads(people[0].ask("network?most=500")[2])["nodes"]
        names = [(node["id"], node["caption"]) for node in nodes]
        before, until = memory(server), time.monotonic() + MINUTES * 60
        times, faults, lock = [], [], threading.Lock()
        threads = [threading.Thread(target=read, args=(person, names, until, seed, times, faults, lock)) for seed, person in enumerate(people)]
        for thread in threads:
            thread.start()
        half = threading.Timer(MINUTES * 30, lambda: print(f"memory after half of the time: {memory(server):.0f} MB"))
        half.start()
        for thread in threads:
            thread.join()
        by_path = collections.defaultdict(list)
        for path, taken in times:
            by_path[path].append(taken * 1000)
            by_path["all"].append(taken * 1000)
        print(f"{'address':22} {'asked':>6} {'p50 ms':>8} {'p99 ms':>8}")
        for path, taken in sorted(by_path.items()):
            taken.sort()
            share = lambda part: taken[min(len(taken) - 1, int(len(taken) * part))]
            print(f"{path:22} {len(taken):6} {share(0.5):8.1f} {share(0.99):8.1f}")
        print(f"{len(faults)} faults{': ' if faults else ''}{faults[:3] if faults else ''}; memory {before:.0f} MB before, {memory(server):.0f} MB after")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


main()
