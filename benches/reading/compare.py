"""Reads many documents with `umbra read`, stops it, lets it go on, reads again; and tags the same text with a CRF.

usage: compare.py UMBRA DOCUMENTS COUNT [LABELLED.jsonl...]; see run.sh.
"""
import json, os, pathlib, re, shutil, signal, sqlite3, subprocess, sys, tempfile, time

UMBRA, DOCUMENTS, COUNT, LABELLED = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
MEGABYTES_A_MINUTE = 3
MEMORY = 300
TAGGED = 2_000_000

RULE = '''[[rule]]
id = "own.circular"
makes = "tie"
type = "wrote"
schema = "UnknownLink"
subject = "subject"
object = "object"
verbs = ["sweeten"]
roles.subject = { from = ["agent"], types = ["person"] }
roles.object = { from = ["patient"], types = ["person"] }
'''


def copies(folder):
    """COUNT documents, the example's texts over and over, each under a number of its own. Gives the bytes of all."""
    texts = sorted(path for path in DOCUMENTS.rglob("*") if path.suffix in (".txt", ".md"))
    size = 0
    for number in range(COUNT):
        place = folder / f"{number // 500:03}"
        place.mkdir(exist_ok=True)
        text = f"Bundle {number}.\n\n" + texts[number % len(texts)].read_text(encoding="utf-8")
        size += (place / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return size


def read(folder, *options, stop_after=None):
    """Wall and processor seconds, peak memory in MB, and what it prints."""
    begun = time.monotonic()
    process = subprocess.Popen([UMBRA, "--json", "--quiet", "read", "texts", "--case", "c.umbra", *options],
                               cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if stop_after:
        time.sleep(stop_after)
        process.send_signal(signal.SIGINT)
    out = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, json.loads(out or b"{}")


def held(folder):
    with sqlite3.connect(folder / "c.umbra") as case:
        return (case.execute("SELECT count(*) FROM source").fetchone()[0],
                case.execute("SELECT count(*), sum(length(value)) FROM statement").fetchone())


def features(tokens):
    shape = lambda word: re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]+", "A", re.sub(r"[0-9]+", "0", word)))
    all_of = []
    for place, word in enumerate(tokens):
        before = tokens[place - 1] if place else "<s>"
        after = tokens[place + 1] if place + 1 < len(tokens) else "</s>"
        all_of.append(["w=" + word.lower(), "s=" + shape(word), "p3=" + word[:3], "e3=" + word[-3:], "b=" + before.lower(),
                       "a=" + after.lower(), "bs=" + shape(before), "as=" + shape(after), "bw=" + before.lower() + "|" + word.lower()])
    return all_of


def crf(text):
    """Megabytes a minute of one thread."""
    import pycrfsuite
    trainer = pycrfsuite.Trainer(verbose=False)
    # How fast it tags does not hang on how long it was trained.
    trainer.set_params({"max_iterations": 20, "feature.possible_transitions": True})
    for path in LABELLED:
        with open(path, encoding="utf-8") as lines:
            for sentence in map(json.loads, lines):
                if sentence["split"] != "test":
                    trainer.append(features(sentence["tokens"]), sentence["tags"])
    with tempfile.NamedTemporaryFile(suffix=".crf") as model:
        trainer.train(model.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(model.name)
        begun = time.process_time()
        for sentence in re.split(r"(?<=[.!?])\s+|\n\s*\n", text):
            tokens = re.findall(r"\w+|[^\w\s]", sentence)
            if tokens:
                tagger.tag(features(tokens))
        return len(text.encode()) / 1e6 / (time.process_time() - begun) * 60


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="reading"))
    try:
        (folder / "texts").mkdir()
        size = copies(folder / "texts") / 1e6
        print(f"{COUNT} documents, {size:.1f} MB")
        wall, processor, memory, _ = read(folder)
        whole = held(folder)
        speed = size / processor * 60
        print(f"read: {wall:.1f} s, {processor:.1f} processor seconds: {speed:.0f} MB a minute and core; {memory:.0f} MB of memory; "
              f"{whole[1][0]} statements")
        assert whole[0] == COUNT, whole
        print(f"read once more: {read(folder)[0]:.1f} s")
        seconds, _, _, again = read(folder, "--again")
        print(f"the same with --again: {seconds:.1f} s, {again['unchanged']} said the same")
        assert again["unchanged"] == COUNT and held(folder) == whole
        (folder / "mine").mkdir()
        (folder / "mine" / "own.toml").write_text(RULE)
        (folder / "texts" / "000" / "changed.txt").write_text("Ada Marsh sweetened Tom Reed on Friday.\n")
        read(folder)
        seconds, _, _, again = read(folder, "--again", "--rules", "mine")
        print(f"after a change of rules: {seconds:.1f} s, {again['read_again'] - again['unchanged']} written anew")
        assert again["read_again"] - again["unchanged"] == 1, again
        (folder / "texts" / "000" / "changed.txt").unlink()
        for path in folder.glob("c.umbra*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        _, _, _, stopped = read(folder, stop_after=wall / 3)
        some = held(folder)[0]
        assert stopped["was_stopped"] and 0 < some < COUNT, (stopped, some)
        seconds = read(folder)[0]
        print(f"stopped after {some} documents, gone on with for {seconds:.1f} s: the same {whole[1][0]} statements")
        assert held(folder) == whole
        if LABELLED:
            text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted((folder / "texts").rglob("*.txt")))[:TAGGED]
            rate = crf(text)
            print(f"a CRF's tagging alone (python-crfsuite): {rate:.1f} MB a minute and core; all of the reading is {speed / rate:.1f} times as fast")
        assert speed >= MEGABYTES_A_MINUTE and memory <= MEMORY, (speed, memory)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


main()
