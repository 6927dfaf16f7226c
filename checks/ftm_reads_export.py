"""FollowTheMoney's own program must read what Umbra exports, and lose nothing of it."""

import json
import subprocess
import sys

umbra, case, ftm = sys.argv[1:4]

exported = subprocess.run([umbra, "export", "ftm", case], check=True, capture_output=True, text=True).stdout
before = [json.loads(line) for line in exported.splitlines()]
assert before, "the export is empty"

validated = subprocess.run([ftm, "validate"], input=exported, check=True, capture_output=True, text=True)
after = {entity["id"]: entity for entity in map(json.loads, validated.stdout.splitlines())}

assert len(before) == len(after), f"{len(before)} entities exported, {len(after)} read"
for entity in before:
    read = after[entity["id"]]
    assert read["schema"] == entity["schema"], f"{entity['id']}: {entity['schema']} was read as {read['schema']}"
    for name, values in entity["properties"].items():
        kept = read["properties"].get(name, [])
        assert sorted(values) == sorted(kept), f"{entity['id']} {name}: {values} was read as {kept}"
print(f"ftm validate read {len(before)} exported entities, every value as written")
