"""The program may be killed at any moment of its work and loses nothing of what it had done.

`read` of documents and `read` of a large file of entities are killed (`kill -9`) at random moments of their running time,
with a generator that is seeded, so that the moments are spread alike in every run. Each time the case, if there is one
yet, must verify; the same command, run again, must go on to the end; and the case must then hold what one that was
never disturbed holds.

    killed.py UMBRA [KILLS]
"""

import json
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

umbra = pathlib.Path(sys.argv[1]).resolve()
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 50
ENTITIES = 60_000
DOCUMENTS = 60

# What may differ between a run and one in two parts: numbers of rows and times.
SAID = {
    "statements": "SELECT entity, schema, property, value, original, source, row, start, quote FROM statement ORDER BY 1, 2, 3, 4, 6, 7, 8",
    "sources": "SELECT sha256, size, text_hash FROM source ORDER BY 1",
    "paths": "SELECT path FROM path ORDER BY 1",
}


def write_entities(folder):
    with (folder / "register.ftm.json").open("w") as file:
        for i in range(ENTITIES):
            properties = {"name": [f"Ana Lund {i}"], "notes": ["x" * (60 + i * 37 % 60)], "birthDate": ["1980"]}
            file.write(json.dumps({"id": f"p{i}", "schema": "Person", "properties": properties}) + "\n")


def write_documents(folder):
    for i in range(DOCUMENTS):
        text = f"Notice {i}\n\nElin Brandtmann{i}, former mayor of Saltmarsh, was convicted of taking bribes in 2019.\n" * 2
        (folder / f"{i:04}.txt").write_text(text)


def command(case, files):
    return [umbra, "--quiet", "read", files, "--case", case]


def content(case):
    with sqlite3.connect(f"file:{case}?mode=ro", uri=True) as database:
        return {what: database.execute(sql).fetchall() for what, sql in SAID.items()}


def check(what, write, shuffled):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = folder / "files"
        files.mkdir()
        write(files)
        start = time.monotonic()
        subprocess.run(command(folder / "whole.umbra", files), check=True, stdout=subprocess.DEVNULL)
        took = time.monotonic() - start
        expected = content(folder / "whole.umbra")
        killed = began = 0
        while killed < KILLS:
            case = folder / f"killed{killed}.umbra"
            run = subprocess.Popen(command(case, files), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            moment = shuffled.random() * took
            try:
                run.wait(moment)
                # Nothing was disturbed: the machine is faster than when the time was taken.
                took = moment
                case.unlink()
                continue
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                run.wait()
            killed += 1
            if case.exists():
                began += 1
                verified = subprocess.run([umbra, "verify", case], capture_output=True, text=True)
                assert verified.returncode == 0, f"{what}, after {moment:.3f} s: {verified.stdout}{verified.stderr}"
            subprocess.run(command(case, files), check=True, stdout=subprocess.DEVNULL)
            verified = subprocess.run([umbra, "verify", case], capture_output=True, text=True)
            assert verified.returncode == 0, f"{what}, gone on after {moment:.3f} s: {verified.stdout}{verified.stderr}"
            found = content(case)
            for part in expected:
                assert found[part] == expected[part], f"{what}, after {moment:.3f} s: the {part} differ"
            for left in folder.glob(f"killed{killed - 1}.umbra*"):
                subprocess.run(["rm", "-r", left], check=True)
        assert began * 2 > KILLS, f"{what}: only {began} of {KILLS} kills met a case that had been begun"
        print(f"{what}: killed at {killed} moments of {took:.2f} s, {began} with a case begun; each went on to the same end")


check("read of entities", write_entities, random.Random(1))
check("read of documents", write_documents, random.Random(2))
