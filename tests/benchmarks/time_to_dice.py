"""Held-out Dice over wall-clock time of `auto` on ISBI 2012: time_to_dice.py [--minutes 3]
[--seed 0] [--dice 0.80] [--set isbi] [--device auto] [--work FOLDER]

Prints every validation of one training (all held-out images, at their own size), when the wanted
Dice was first reached, and the scores of the model that was kept. Seconds count from the start of
the process, so that starting Python and torch is included.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from real_projects import ROOT, real_project


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--dice", type=float, default=0.80)
    parser.add_argument("--set", default="isbi")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--work", type=Path, default=None)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        follow(real_project(chosen.set, chosen.work or Path(made)), chosen)


def follow(project: Path, chosen: argparse.Namespace) -> None:
    command = [sys.executable, "-m", "unet_studio", "train", str(project), "--json"]
    command += ["--minutes", str(chosen.minutes), "--seed", str(chosen.seed)]
    command += ["--device", chosen.device]
    first_s, began = None, perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            report, elapsed_s = json.loads(line), perf_counter() - began
            if report.get("note"):
                print(f"{elapsed_s:7.1f} s  {report['note']}", flush=True)
            if report.get("dice"):
                mean = sum(d or 0.0 for d in report["dice"].values()) / len(report["dice"])
                print(f"{elapsed_s:7.1f} s  step {report['step']:5}  Dice {mean:.4f}", flush=True)
                if first_s is None and mean >= chosen.dice:
                    first_s = elapsed_s
    print(f"finished after {perf_counter() - began:.1f} s of {60 * chosen.minutes:.0f} s")
    reached = "never" if first_s is None else f"after {first_s:.1f} s"
    print(f"Dice {chosen.dice} reached {reached}")
    for name, scores in report["best"].items():
        print(f"kept model, {name}: Dice {scores['dice']:.4f}")


if __name__ == "__main__":
    main()
