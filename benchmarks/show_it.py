"""What the first issue asked to see, on the seed text: cleaning, alignment, terms with and without source, export.

python benchmarks/show_it.py [FOLDER]    (with source.zh.txt, target.en.txt, gold.json; else ENFACE_DATA/seed)
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from app.cli import main

WANTED = ("Strategy 8-8", "two centenarians", "undersecretary of the party", "Secretary-General")


def call(*arguments: object) -> tuple[int, str]:
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main([str(a) for a in arguments])
    return code, out.getvalue()


def flagged(report: dict[str, Any], words: str) -> bool:
    return any(words in span["text"] for f in report["findings"] if f["check"] == "term" for span in f["target"])


def show(folder: Path) -> None:
    source, target = folder / "source.zh.txt", folder / "target.en.txt"
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    text = target.read_text("utf-8")

    proposals = json.loads(call("clean", target, "--format", "json")[1])["proposals"]
    proposed = {p["paragraph"] for p in proposals}
    litter = set(gold["litter_target_paragraphs"])
    extra = sorted(proposed - litter)
    paragraphs = gold["target_paragraphs"]
    print(f"clean: {len(litter & proposed)} of {len(litter)} litter paragraphs proposed; beside them: "
          f"{[text[paragraphs[i]['start']:paragraphs[i]['end']] for i in extra]}")  # fmt: skip

    for level, key in (("paragraph", "paragraph_alignment"), ("sentence", "sentence_alignment")):
        beads = json.loads(call("align", source, target, "--level", level, "--format", "json")[1])["beads"]
        found = {(tuple(b["source"]), tuple(b["target"])) for b in beads}
        right = {(tuple(b["source"]), tuple(b["target"])) for b in gold[key]}
        print(f"align --level {level}: {len(found & right)} of {len(right)} gold beads, {len(found - right)} others")

    for name, arguments in (("with the source", ("--source", source)), ("without the source", ())):
        report = json.loads(call("check", "--target", target, *arguments, "--format", "json")[1])
        hits = ", ".join(f"{words}: {'found' if flagged(report, words) else 'NOT FOUND'}" for words in WANTED)
        window = "reported" if flagged(report, "important window") else "silent"
        numbers = sum(f["check"] in ("number", "date") for f in report["findings"])
        print(f"check {name}: {hits}; “important window” {window}; {numbers} number or date findings; "
              f"{len(report['findings'])} findings in all")  # fmt: skip

    with tempfile.TemporaryDirectory() as scratch:
        project, out = Path(scratch) / "seed.enface", Path(scratch) / "seed.txt"
        call("new", project, "--source", source, "--target", target)
        call("clean", project, "--apply")
        call("export", project, out)
        clean = out.read_text("utf-8")
        left = [mark for mark in ("[ad_1]", "[ad_2]", "Points of view:") if mark in clean]
        title = text[paragraphs[0]["start"] : paragraphs[0]["end"]]
        print(f"export: litter left {left}; the title stands {clean.count(title)} time(s)")


if __name__ == "__main__":
    default = Path(os.environ.get("ENFACE_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")) / "seed"
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    if not (chosen / "gold.json").is_file():
        print(f"skipped: no seed data in {chosen}")
    else:
        show(chosen)
