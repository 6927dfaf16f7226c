"""Runs `bench_graph` and the three other libraries on the same files and prints what each took, and the ratios.

    compare.py BENCH FILE:TASK,TASK... ...

BENCH is the example `bench_graph` of the crate `umbra-graph`. Fails when results that must agree do not.
"""

import json
import os
import subprocess
import sys

LIBRARIES = ["igraph", "networkit", "rustworkx"]
# Results that must agree, and how closely.
SAME = {"load": [("edges", 0)], "components": [("count", 0), ("largest", 0)], "pagerank": [("highest", 1e-4)],
        "cores": [("sum", 0)], "betweenness": [("highest", 1e-6)]}


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(f"  {' '.join(command[:3])} ended with {done.returncode}", file=sys.stderr)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {line.pop("task"): line for line in lines}


def differ(task, ours, theirs):
    for name, tolerance in SAME.get(task, []):
        a, b = ours.get(name), theirs.get(name)
        if a is not None and b is not None and abs(a - b) > tolerance * max(abs(a), abs(b)):
            yield f"{task}: {name} is {a} here, {b} there"


def show(name, tasks, found):
    print(f"\n{name}")
    print(f"  {'task':12} {'umbra wall':>11} {'cpu':>8}   " + "".join(f"{library + ' wall':>15} {'cpu':>8}" for library in LIBRARIES)
          + f" {'ratio wall':>11} {'cpu':>6}")
    wrong = []
    for task in tasks:
        ours = found["umbra"].get(task)
        if ours is None:
            continue
        line = f"  {task:12} {ours['wall']:10.3f}s {ours['cpu']:7.2f}s   "
        walls, cpus = [], []
        for library in LIBRARIES:
            theirs = found[library].get(task)
            if theirs is None:
                line += f"{'-':>15} {'-':>8}"
                continue
            wrong.extend(f"{library}, {text}" for text in differ(task, ours, theirs))
            walls.append(theirs["wall"])
            cpus.append(theirs["cpu"])
            line += f"{theirs['wall']:14.3f}s {theirs['cpu']:7.2f}s"
        if walls:
            line += f" {min(walls) / max(ours['wall'], 1e-6):11.2f} {min(cpus) / max(ours['cpu'], .001):6.2f}"
        print(line)
        for key in ("modularity", "error"):
            if key in ours:
                values = {library: found[library].get(task, {}).get(key) for library in LIBRARIES}
                shown = ", ".join(f"{library} {value:.5f}" for library, value in values.items() if value is not None)
                print(f"  {'':12} {key}: umbra {ours[key]:.5f}{', ' + shown if shown else ''}")
    memory = {library: figures["memory"]["peak_kb"] - figures["memory"].get("base_kb", 0)
              for library, figures in found.items() if "memory" in figures}
    least = min((kb for library, kb in memory.items() if library != "umbra"), default=0)
    shown = ", ".join(f"{library} {kb / 1024:.0f} MB" for library, kb in memory.items())
    print(f"  {'memory':12} of the loaded graph at its peak, beyond the library itself: {shown}; "
          f"ratio to the least {least / max(memory.get('umbra', 1), 1):.2f}")
    return wrong


def main(bench, jobs):
    wrong = []
    for job in jobs:
        file, _, tasks = job.partition(":")
        tasks = tasks.split(",")
        # The exact scores, for the errors of the approximate ones, before anything is timed.
        if "approximate" in tasks and not os.path.exists(file + ".exact"):
            subprocess.run([bench, file, "exact"], check=True, stdout=subprocess.DEVNULL)
        found = {"umbra": run([bench, file, *tasks])}
        found["umbra"]["memory"] = run([bench, file])["memory"]
        for library in LIBRARIES:
            found[library] = run([sys.executable, os.path.join(os.path.dirname(__file__), "peer.py"), library, file, *tasks])
        wrong += show(os.path.basename(file), tasks, found)
    if wrong:
        sys.exit("results differ:\n" + "\n".join(wrong))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
