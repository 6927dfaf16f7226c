"""`umbra serve` must answer the clients of yente and OpenRefine, also while changes come in."""

import http.client
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import urllib.request

umbra, case = sys.argv[1:3]
ROUNDS, CLIENTS = 20, 4


class Served:
    """A server over some files, while the block lasts."""

    def __init__(self, *files):
        command = [umbra, "--json", "--quiet", "serve", *files, "--port", "0"]
        environment = os.environ | {"UMBRA_UPDATE_TOKEN": "secret"}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)

    def __enter__(self):
        self.base = json.loads(self.process.stdout.readline())["address"]
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(timeout=30) == 0, "Ctrl-C does not end it well"

    def get(self, path, **parameters):
        query = "?" + urllib.parse.urlencode(parameters, doseq=True) if parameters else ""
        with urllib.request.urlopen(self.base + path + query, timeout=30) as reply:
            return json.load(reply)

    def post(self, path, body, kind="application/json"):
        request = urllib.request.Request(self.base + path, data=body, headers={"content-type": kind})
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.load(reply)


def as_yente(server):
    queries = {"a": {"schema": "Person", "properties": {"name": ["VELKORAN, Dragan"]}},
               "b": {"schema": "Company", "properties": {"name": ["Halvane Haulage & Gravel"]}}}
    responses = server.post("/match/default", json.dumps({"queries": queries}).encode())["responses"]
    best = {name: response["results"][0] for name, response in responses.items()}
    assert best["a"]["caption"] == "Dragan Velkoran" and best["a"]["match"], best["a"]
    assert "Halvane" in best["b"]["caption"], best["b"]
    for entity in best.values():
        assert abs(sum(entity["features"].values()) - entity["score"]) < 1e-5, entity
        whole = server.get(f"/entities/{entity['id']}")
        assert server.get(f"/entities/{entity['referents'][0]}")["id"] == whole["id"], "a merged id leads on"
        for name, page in server.get(f"/entities/{entity['id']}/adjacent", limit=500)["adjacent"].items():
            assert page["total"]["value"] == len(page["results"]), name
    found = server.get("/search/default", q="velkoran", facets=["schema", "datasets"])
    assert found["total"]["value"] >= len(found["results"]) > 0 and set(found["facets"]) == {"schema", "datasets"}


def as_openrefine(server):
    manifest = server.get("/reconcile/default")
    assert manifest["versions"] == ["0.2"]
    suggest = manifest["suggest"]["entity"]
    path = (suggest["service_url"] + suggest["service_path"]).removeprefix(server.base)
    assert any("Velkoran" in one["name"] for one in server.get(path, prefix="velk")["result"])
    form = lambda name, value: urllib.parse.urlencode({name: json.dumps(value)}).encode()
    rows = {f"q{number}": {"query": name, "type": "Person", "limit": 3}
            for number, name in enumerate(["Dragan Velkoran", "Tomas Erlingworth", "Nobody Atall"])}
    kind = "application/x-www-form-urlencoded"
    answers = server.post("/reconcile/default", form("queries", rows), kind)
    best = answers["q0"]["result"][0]
    assert best["match"] and answers["q1"]["result"][0]["match"], answers
    assert not any(one["match"] for one in answers["q2"]["result"]), answers["q2"]
    extend = {"ids": [best["id"]], "properties": [{"id": "birthDate"}]}
    row = server.post("/reconcile/default", form("extend", extend), kind)["rows"][best["id"]]
    assert row["birthDate"][0]["str"].startswith("1974"), row


def changes_show_whole(folder):
    """Two entities change their names together: whoever asks for both in one batch sees them alike."""
    entity = lambda name, number: {"id": name, "schema": "Company", "properties": {"name": [f"Twin {name} {number:04}"]}}
    file = folder / "twins.json"
    file.write_text("".join(json.dumps(entity(name, 0)) + "\n" for name in ("left", "right")), encoding="utf-8")
    deltas = folder / "twins.json-delta"
    deltas.mkdir()
    query = lambda name: {"schema": "Company", "properties": {"name": [f"Twin {name}"]}}
    body = json.dumps({"queries": {name: query(name) for name in ("left", "right")}})
    ended, faults, count = threading.Event(), [], [0] * CLIENTS

    def client(number, address):
        connection = http.client.HTTPConnection(address, timeout=30)
        while not ended.is_set():
            connection.request("POST", "/match/twins?cutoff=0", body, {"content-type": "application/json"})
            reply = connection.getresponse()
            answer = json.loads(reply.read())
            versions = {result["caption"].split()[-1] for response in answer.get("responses", {}).values()
                        for result in response["results"]}
            if reply.status != 200 or len(versions) != 1:
                faults.append((reply.status, versions))
            count[number] += 1

    with Served(str(file)) as server:
        address = server.base.removeprefix("http://")
        clients = [threading.Thread(target=client, args=(number, address)) for number in range(CLIENTS)]
        for one in clients:
            one.start()
        for number in range(1, ROUNDS + 1):
            lines = [{"op": "MOD", "entity": entity(name, number)} for name in ("left", "right")]
            (deltas / "next").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
            (deltas / "next").rename(deltas / f"{number:04}.json")
            server.post("/updatez?token=secret&sync=true", b"")
            assert server.get("/entities/left", nested="false")["caption"] == f"Twin left {number:04}"
        ended.set()
        for one in clients:
            one.join()
    assert not faults, faults[:3]
    assert all(count), count
    return sum(count)


with Served(case) as server:
    as_yente(server)
    as_openrefine(server)
with tempfile.TemporaryDirectory() as scratch:
    asked = changes_show_whole(pathlib.Path(scratch))
shared = pathlib.Path(__file__).resolve().parents[1] / "../shared/data/ftm/http"
told = "yente's own cases are not here"
if shared.exists():
    with tempfile.TemporaryDirectory() as scratch:
        file = pathlib.Path(scratch) / "parteispenden.json"
        file.write_bytes((shared / "parteispenden/entities.ftm.json").read_bytes())
        with Served(str(file)) as server:
            runner = [sys.executable, shared / "http_check.py", server.base, shared / "cases.jsonl"]
            told = subprocess.run(runner, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
            assert told.endswith(" 0 failed"), told
print(f"umbra serve answered yente's and OpenRefine's clients; {asked} requests saw {ROUNDS} changes whole; {told}")
