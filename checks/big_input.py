"""Inputs too large for the ordinary tests: a line of 200 MB, a zip bomb of 4 GB, a disk that is full.

Each must be read or listed with its reason, in bounded memory, and leave a case that is whole."""

import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import zipfile

umbra = pathlib.Path(sys.argv[1]).resolve()
MEMORY_MB = 1500


def run(folder, *arguments, code=0):
    ended = subprocess.run([umbra, *arguments], cwd=folder, capture_output=True, text=True)
    assert ended.returncode == code, f"{arguments} ended with {ended.returncode}: {ended.stdout}{ended.stderr}"
    return ended


def read(name, write):
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "files"
        files.mkdir()
        (files / "good.txt").write_text("Elin Brandtmann, former mayor of Saltmarsh, opened the bridge in 2019.\n")
        write(files / name)
        taken = json.loads(run(folder, "--json", "read", "files", "--case", "case.umbra").stdout)
        run(folder, "verify", "case.umbra")
        assert "Brandtmann" in run(folder, "who", "Brandtmann", "case.umbra").stdout, "the good file was lost"
        said = [remark["reason"] for remark in taken["skipped"] + taken["notes"] if name in remark["path"]]
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"{name}: {'; '.join(said) or 'read'} (at most {peak} MB so far)")
        assert peak < MEMORY_MB, f"{peak} MB"
        return said


def one_line(path):
    with path.open("w") as file:
        for _ in range(200):
            file.write("The clerk wrote on and on " * 40_330)


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("bomb.txt", "w", force_zip64=True) as member:
        for _ in range(4096):
            member.write(b"0" * (1 << 20))


def full_disk():
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True)
        if mounted.returncode != 0:
            print("skipped: a full disk (no small file system may be mounted here)")
            return
        try:
            small = pathlib.Path(folder) / "small.txt"
            small.write_text("Elin Brandtmann, former mayor of Saltmarsh, opened the bridge in 2019.\n")
            run(folder, "read", "small.txt", "--case", "case.umbra")
            with tempfile.TemporaryDirectory() as outside:
                large = pathlib.Path(outside) / "large.txt"
                numbers = (f"{i * 2654435761 % 4294967296:x}" for i in range(1_500_000))
                large.write_text("\n".join(numbers))
                ended = run(folder, "read", str(large), "--case", "case.umbra", code=3)
            assert "full" in ended.stderr, ended.stderr
            print(f"full disk: {ended.stderr.strip()}")
            small.unlink()
            run(folder, "verify", "case.umbra")
            assert "Brandtmann" in run(folder, "who", "Brandtmann", "case.umbra").stdout, "the case lost what it held"
        finally:
            subprocess.run(["umount", folder], check=False)


read("line.txt", one_line)
assert read("bomb.zip", bomb), "the zip bomb was not listed"
full_disk()
