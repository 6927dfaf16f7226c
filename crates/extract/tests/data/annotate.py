#!/usr/bin/env python3
"""Makes NAME.gold.json from NAME.ann, an annotation a line, beside NAME.txt. What each line says: ANNOTATING.md.

usage: annotate.py FOLDER...
"""
import glob
import json
import os
import re
import sys

TIES = """leads deputy_leader member_of associate_of associated_with colludes_with shelters tipped_off bribed paid extorted
owns controls directs founded employed_by family holds_office held_office represents killed attacked threatened met called
contract_awarded located_in""".split()
EVENTS = """arrest charge trial guilty_plea conviction sentence acquittal dropped appeal upheld overturned final
investigation dismissal resignation expulsion seizure fine extradition takes_office order campaign_start
campaign_extension campaign_end inspection""".split()
STANDINGS = """reported alleged investigated detained charged tried convicted final acquitted overturned dropped
denied""".split()
FIGURES = "count amount share relative_change absolute_change rate range duration".split()
COMPARATORS = "= > >= < <= ~ range".split()
KINDS = {"p": "person", "o": "organisation", "l": "place", "c": "campaign", "d": "document"}


class Fault(Exception):
    """What is wrong with a line."""


class Annotation:
    def __init__(self, path):
        self.base = path.removesuffix(".ann")
        with open(self.base + ".txt", encoding="utf-8") as file:
            self.text = file.read()
        self.faults = []
        self.kinds = {}
        self.ties = set()
        self.gold = {
            "document": {"path": os.path.basename(self.base) + ".txt", "partial_mentions": True, "language": "en"},
            "entities": [], "mentions": [], "roles": [], "relations": [], "standing": [], "events": [],
            "attributions": [], "statistics": [],
        }
        with open(path, encoding="utf-8") as file:
            self.lines = [(n, line.strip()) for n, line in enumerate(file, 1) if line.strip() and line[0] != "#"]

    def places(self, words):
        """Where words stand, as whole words if they do so anywhere."""
        def is_letter(c):
            return c.isalnum() and ord(c) < 0x2E80

        def is_whole(start, end):
            inside = start > 0 and is_letter(self.text[start - 1]) and is_letter(self.text[start])
            return not inside and not (end < len(self.text) and is_letter(self.text[end]) and is_letter(self.text[end - 1]))

        found = [m.start() for m in re.finditer(re.escape(words), self.text)]
        return [at for at in found if is_whole(at, at + len(words))] or found

    def span(self, words, near=None):
        number = re.search(r"@(\d+)$", words)
        if number:
            words = words[: number.start()].strip()
        found = self.places(words)
        if not found:
            raise Fault(f"these words are not in the text: {words!r}")
        if number and int(number[1]) > len(found):
            raise Fault(f"{words!r} stands there {len(found)} times only")
        if not number and near is None and len(found) > 1:
            raise Fault(f"{words!r} stands there {len(found)} times: say which, @1, @2 ...")
        start = found[int(number[1]) - 1] if number else found[0] if near is None else min(found, key=lambda at: abs(at - near))
        return {"text": words, "start": start, "end": start + len(words)}

    def known(self, *ids):
        for id in ids:
            if id not in self.kinds:
                raise Fault(f"no entity is called {id!r}")

    def read(self):
        for pick in (lambda head: head[0] == "E", lambda head: head[0] not in "EF", lambda head: head[0] == "F"):
            for number, line in self.lines:
                parts = [part.strip() for part in line.split("|")]
                optional = {"optional": True} if parts[-1] == "optional" else {}
                parts = parts[:-1] if optional else parts
                head = parts[0].split()
                if not pick(head):
                    continue
                try:
                    reader = getattr(self, "read_" + head[0].lower(), None)
                    if reader is None:
                        raise Fault("a line begins with DATE, LANG, E, O, R, V, P, A or F")
                    reader(head[1:], parts[1:], optional)
                except (Fault, ValueError) as fault:
                    self.faults.append(f"{self.base}.ann:{number}: {fault}")
        self.mention()
        for role in self.gold["roles"]:
            self.tie_of(role)

    def read_date(self, head, _, __):
        if head and head[0] != "-":
            self.gold["document"]["document_date"] = head[0]

    def read_lang(self, head, _, __):
        self.gold["document"]["language"] = head[0]

    def read_e(self, head, parts, _):
        if len(head) != 2 or head[1] not in KINDS or len(parts) != 1:
            raise Fault("E id p|o|l|c|d | words ; words")
        words = [w.strip() for w in parts[0].split(" ; ") if w.strip()]
        self.kinds[head[0]] = KINDS[head[1]]
        name = re.sub(r"\s*@\d+$", "", words[0])
        self.gold["entities"].append({"id": head[0], "kind": KINDS[head[1]], "name": name, "words": words})

    def mention(self):
        """The words of all entities, the longest first, none inside another."""
        wanted = [(w, e["id"]) for e in self.gold["entities"] for w in e.pop("words")]
        taken = []
        for words, id in sorted(wanted, key=lambda w: -len(w[0])):
            number = re.search(r"@(\d+)$", words)
            words = re.sub(r"\s*@\d+$", "", words)
            found = self.places(words)
            if not found:
                self.faults.append(f"{self.base}.ann: of {id}: these words are not in the text: {words!r}")
            for start in found[int(number[1]) - 1 : int(number[1])] if number else found:
                end = start + len(words)
                if all(end <= a or b <= start for a, b in taken):
                    taken.append((start, end))
                    self.gold["mentions"].append(
                        {"entity": id, "kind": self.kinds[id], "text": words, "start": start, "end": end})
        self.gold["mentions"].sort(key=lambda m: m["start"])
        for number, mention in enumerate(self.gold["mentions"], 1):
            mention["id"] = f"m{number}"

    def read_r(self, head, parts, optional):
        if len(head) != 4 or len(parts) != 1:
            raise Fault("R kind subject object standing|- | words [| optional]")
        kind, subject, object, standing = head
        if kind not in TIES or standing not in STANDINGS + ["-"]:
            raise Fault(f"{kind} {standing}: no such tie or standing")
        self.known(subject, object)
        words = self.span(parts[0])
        id = self.add_tie(kind, subject, object, words, optional)
        if standing != "-":
            self.gold["standing"].append({"claim": id, "value": standing, "evidence": words, **optional})

    def add_tie(self, kind, subject, object, words, optional):
        self.ties.add((kind, subject, object))
        id = f"rel{len(self.gold['relations']) + 1}"
        tie = {"id": id, "type": kind, "subject": subject, "object": object, "trigger": words, **optional}
        self.gold["relations"].append(tie)
        return id

    def read_o(self, head, parts, optional):
        if len(head) < 3 or head[2] not in ("now", "past") or len(parts) != 1:
            raise Fault("O holder body|- now|past [start=YEAR] [end=YEAR] | the office [| optional]")
        self.known(head[0], *[head[1]] * (head[1] != "-"))
        words = self.span(parts[0])
        self.gold["roles"].append({
            "id": f"r{len(self.gold['roles']) + 1}", "holder": head[0], "office": words["text"],
            "organisation": None if head[1] == "-" else head[1], "status": "past" if head[2] == "past" else "",
            "evidence": words, **optional, **dict(x.split("=") for x in head[3:])})

    def tie_of(self, role):
        """An office at a named body is a tie too; to hold a post at a firm and to direct it are told by the same words."""
        if role["organisation"] is None:
            return
        ends = (role["holder"], role["organisation"])
        held = "held_office" if role["status"] == "past" else "holds_office"
        if (held, *ends) in self.ties:
            return
        directs = ("directs", *ends) in self.ties
        if not directs:
            self.add_tie("directs", *ends, role["evidence"], {"optional": True})
        self.add_tie(held, *ends, role["evidence"], {"optional": True} if directs or role.get("optional") else {})

    def read_p(self, head, parts, _):
        if len(head) != 1 or len(parts) != 1:
            raise Fault("P whom|?|- | pronoun")
        if head[0] not in "?-":
            self.known(head[0])
        self.gold.setdefault("pronouns", []).append({"entity": head[0], **self.span(parts[0])})

    def read_v(self, head, parts, optional):
        if len(head) != 2 or len(parts) != 1:
            raise Fault("V kind whom|- | words [| optional]")
        if head[0] not in EVENTS:
            raise Fault(f"{head[0]}: no such event")
        event = {"id": f"ev{len(self.gold['events']) + 1}", "type": head[0], "trigger": self.span(parts[0]), **optional}
        if head[1] != "-":
            self.known(head[1])
            event["campaign" if head[0].startswith("campaign") else "defendant"] = head[1]
        self.gold["events"].append(event)

    def read_a(self, head, parts, optional):
        if len(head) != 2 or len(parts) != 3:
            raise Fault("A id entity|- | speaker | cue | content [| optional]")
        cue, content = ([self.span(w) for w in part.split(" ; ")] for part in parts[1:])
        voice = {"id": head[0], "source": None, "cue": cue, "content": content, **optional}
        if parts[0] not in ("", "-"):
            voice["source_span"] = self.span(parts[0], cue[0]["start"])
            voice["source"] = voice["source_span"]["text"]
        if head[1] != "-":
            self.known(head[1])
            voice["source"] = head[1]
        self.gold["attributions"].append(voice)

    def read_f(self, head, parts, optional):
        if len(head) != 4 or len(parts) != 3:
            raise Fault("F value comparator kind voice|- | words | period|- | base period|- [| optional]")
        value, comparator, kind, voice = head
        if comparator not in COMPARATORS or kind not in FIGURES:
            raise Fault(f"{comparator} {kind}: no such comparator or kind")
        words = self.span(parts[0])
        figure = {"id": f"s{len(self.gold['statistics']) + 1}", "value": float(value.replace(",", "")),
                  "comparator": comparator, "kind": kind, "evidence": words, **optional}
        for key, part in zip(("period", "baseline"), parts[1:]):
            if part != "-":
                figure[key + "_span"] = self.span(part, words["start"])
                figure[key] = figure[key + "_span"]["text"]
        if voice != "-":
            if all(voice != a["id"] for a in self.gold["attributions"]):
                raise Fault(f"no voice is called {voice!r}")
            figure["source"] = voice
        self.gold["statistics"].append(figure)


def main(folders):
    faults = 0
    for path in sorted(path for folder in folders for path in glob.glob(os.path.join(folder, "*.ann"))):
        annotation = Annotation(path)
        annotation.read()
        with open(annotation.base + ".gold.json", "w", encoding="utf-8") as file:
            json.dump(annotation.gold, file, ensure_ascii=False, indent=1)
        print(*annotation.faults, sep="\n", end="\n" if annotation.faults else "")
        faults += len(annotation.faults)
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) > 1 else print(__doc__) or 2)
