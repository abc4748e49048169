"""Kills rheo with SIGKILL at moments all over a run's life, resumes, and compares with a run that was left alone.

A run is killed several times in a row and then left to finish. Each kill has a kind of moment (when it strikes) and, from
what the dead process left on disk, a place (where it struck). Prints a table; exits 1 if anything differs from the
uninterrupted run. Python 3, standard library only. The seed of the moments is fixed; where they strike depends on the
machine's speed.
"""
import collections
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
RHEO = os.environ.get("RHEO", HERE.parent.parent / "target" / "rheo" / "bin" / "rheo")
MANIFEST = HERE / "kill.yaml"
STEPS, LOG_EVERY = 400, 10
WRITING = re.compile(r"\.step-(\d+)\.[0-9a-f]{16}\.tmp")
STEP = re.compile(r"step-(\d+)")
LONGEST = 300
PLACES = [
    "before the run's directory", "before the first checkpoint", "writing the first checkpoint", "writing a checkpoint",
    "writing the last checkpoint", "replacing or removing a checkpoint", "between checkpoints", "after the training"]


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    moments = random.Random(20261126)
    with tempfile.TemporaryDirectory(prefix="rheo-kill-") as folder:
        reference = Reference(pathlib.Path(folder) / "whole")
        print(f"uninterrupted: begins after {reference.begins:.1f} s, first checkpoint {reference.checkpoint:.1f} s, trained"
              f" {reference.trained:.1f} s, ends {reference.seconds:.1f} s; parameters {reference.hash[:12]}", flush=True)
        tally, early, runs, problems = collections.Counter(), 0, 0, []
        while sum(tally.values()) < kills and not problems:
            runs += 1
            life = Life(pathlib.Path(folder) / f"run-{runs}", reference, moments)
            for moment in sequence(moments):
                if sum(tally.values()) == kills:
                    break
                place = life.kill(moment)
                if place is None:
                    early += 1
                    break
                tally[moment, place] += 1
            problems += life.finish()
            print(f"run {runs}: {sum(tally.values())} kills, {'; '.join(problems) or 'same bits'}", flush=True)
            shutil.rmtree(life.folder)
        return report(tally, early, runs, problems)


def sequence(moments):
    """The moments of one run's kills, in order: at its beginning, in its middle, at its end."""
    first = ["first"] * moments.choice([0, 1, 1, 2])
    middle = [moments.choice(["start", "any", "any", "write", "write"]) for _ in range(moments.randint(2, 4))]
    last = [moments.choice(["final", "after", "after"]) for _ in range(moments.choice([0, 1, 2]))]
    return first + middle + last


class Reference:
    """The run that nobody kills, and how long its parts take."""

    def __init__(self, folder):
        self.begins = self.checkpoint = self.trained = None
        began = time.monotonic()
        process = start(folder, "run", str(MANIFEST), "--runs", str(folder))
        while process.poll() is None:
            now = time.monotonic() - began
            run = run_directory(folder)
            if self.begins is None and run:
                self.begins = now
            if self.checkpoint is None and run and steps(run):
                self.checkpoint = now
            if self.trained is None and run and STEPS in steps(run):
                self.trained = now
            time.sleep(0.002)
        self.seconds = time.monotonic() - began
        if process.returncode != 0:
            raise SystemExit("the uninterrupted run failed: " + errors(folder))
        self.run = run_directory(folder)
        self.hash = state(self.run)["parameterHash"]
        self.checkpoints = digests(self.run / "checkpoints")
        self.metrics = phases_and_steps(self.run)


class Life:
    """One run that is killed and resumed until it is let be."""

    def __init__(self, folder, reference, moments):
        self.folder, self.reference, self.moments = folder, reference, moments
        self.problems = []

    def kill(self, moment):
        """Starts or resumes, kills at the moment, and says where that was; None if the process was done before."""
        process = self.go_on()
        try:
            self.wait(moment, process)
        finally:
            process.kill()
            process.wait()
        if process.returncode == 0:
            return None
        if process.returncode != -9:
            raise SystemExit(f"rheo ended with {process.returncode}: " + errors(self.folder))
        self.check_log_reaches_checkpoint()
        return place(run_directory(self.folder))

    def finish(self):
        process = self.go_on()
        if process.wait(LONGEST) != 0:
            return ["resume failed: " + errors(self.folder)]
        run = run_directory(self.folder)
        wrong = self.problems
        end = state(run)
        if end["status"] != "completed" or end["stepsDone"] != STEPS:
            wrong.append(f"run.json says {end['status']} at step {end['stepsDone']}")
        if end["parameterHash"] != self.reference.hash:
            wrong.append(f"ended in {end['parameterHash']}")
        if digests(run / "checkpoints") != self.reference.checkpoints:
            wrong.append(f"the checkpoints are others or have other bytes: {sorted(steps(run))}")
        logged = phases_and_steps(run)
        if logged != self.reference.metrics:
            there, wanted = collections.Counter(logged), collections.Counter(self.reference.metrics)
            wrong.append(f"metrics.jsonl lacks {list(wanted - there)}, has besides {list(there - wanted)}, or is out of order")
        litter = [str(p.relative_to(run)) for p in run.rglob(".*")]
        if litter:
            wrong.append(f"left {litter}")
        for name in ("evaluation.json", "samples/samples.npy", "samples/labels.npy"):
            if not (run / name).is_file() or (run / name).read_bytes() != (self.reference.run / name).read_bytes():
                wrong.append(f"{name} is missing or differs")
        if not (run / "report.html").is_file():
            wrong.append("there is no report")
        return wrong

    def go_on(self):
        run = run_directory(self.folder)
        if run:
            return start(self.folder, "resume", str(run))
        shutil.rmtree(self.folder, ignore_errors=True)
        return start(self.folder, "run", str(MANIFEST), "--runs", str(self.folder))

    def wait(self, moment, process):
        chance, reference = self.moments, self.reference
        if moment == "start":
            self.pause(chance.uniform(0, reference.checkpoint), process)
        elif moment == "any":
            self.pause(chance.uniform(0, reference.trained), process)
        elif moment == "first":
            self.until(lambda: run_directory(self.folder), process)
            self.pause(chance.uniform(0, 1.2 * (reference.checkpoint - reference.begins)), process)
        elif moment == "after":
            self.until(lambda: STEPS in steps(run_directory(self.folder)), process)
            self.pause(chance.uniform(0, reference.seconds - reference.trained), process)
        elif moment == "final":
            self.until(lambda: STEPS in writing(run_directory(self.folder)), process)
            self.pause(chance.uniform(0, 0.02), process)
        else:
            # the n-th checkpoint that this process writes
            seen = set()
            wanted = chance.randint(1, 3)

            def found():
                run = run_directory(self.folder)
                seen.update(step for step in writing(run) if step > max(steps(run), default=0))
                return len(seen) >= wanted

            self.until(found, process)
            self.pause(chance.uniform(0, 0.02), process)

    @staticmethod
    def until(condition, process):
        end = time.monotonic() + LONGEST
        while process.poll() is None and not condition():
            if time.monotonic() > end:
                raise SystemExit("waited in vain")
            time.sleep(0.0005)

    @staticmethod
    def pause(seconds, process):
        end = time.monotonic() + seconds
        while process.poll() is None and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.01))

    def check_log_reaches_checkpoint(self):
        """What lies before the newest checkpoint cannot be computed again, so the log must hold it already."""
        run = run_directory(self.folder)
        newest = max(steps(run), default=0) if run else 0
        if newest:
            logged = {step for phase, step in lines(run, torn=True) if phase == "train"}
            missing = [step for step in range(LOG_EVERY, newest + 1, LOG_EVERY) if step not in logged]
            if missing:
                self.problems.append(f"killed after checkpoint {newest}, metrics.jsonl lacks {missing}")


def start(folder, *arguments):
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "err.txt", "w") as err:
        return subprocess.Popen([str(RHEO), *arguments], stdout=subprocess.DEVNULL, stderr=err, cwd=folder)


def errors(folder):
    return (folder / "err.txt").read_text()


def run_directory(folder):
    """The run below a folder, once it can be resumed."""
    return next((file.parent for file in folder.glob("*/*/run.json")), None)


def names(run):
    try:
        return os.listdir(run / "checkpoints") if run else []
    except FileNotFoundError:
        return []


def steps(run):
    return [int(match[1]) for name in names(run) if (match := STEP.fullmatch(name))]


def writing(run):
    return [int(match[1]) for name in names(run) if (match := WRITING.fullmatch(name))]


def place(run):
    """Where a process died, from what it left."""
    if run is None:
        return PLACES[0]
    done, left = steps(run), writing(run)
    if any(step > max(done, default=0) for step in left):
        return PLACES[4 if STEPS in left else 3 if done else 2]
    if left:
        return PLACES[5]
    if STEPS in done:
        return PLACES[7]
    return PLACES[6 if done else 1]


def state(run):
    return json.loads((run / "run.json").read_text())


def digests(folder):
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def lines(run, torn=False):
    text = (run / "metrics.jsonl").read_text()
    rows = text.split("\n")
    for row in rows[:-1]:
        entry = json.loads(row)
        yield entry["phase"], entry["step"]
    if rows[-1] and not torn:
        raise SystemExit("metrics.jsonl ends in the middle of a line")


def phases_and_steps(run):
    """Every line's phase and step; each phase in the order of the file, for an evaluation takes a while to come."""
    return sorted(lines(run), key=lambda line: line[0])


def report(tally, early, runs, problems):
    kinds = ["first", "start", "any", "write", "final", "after"]
    print("\n| where the process died | " + " | ".join(kinds) + " | all |")
    print("|---|" + "---|" * (len(kinds) + 1))
    for where in PLACES:
        row = [tally[kind, where] for kind in kinds]
        print(f"| {where} | " + " | ".join(map(str, row)) + f" | {sum(row)} |")
    inside = sum(n for (_, where), n in tally.items() if where in PLACES[2:5])
    print(f"\n{sum(tally.values())} kills of {runs} runs, {inside} of them inside checkpoint writing"
          f" ({early} came too late and are not counted)")
    print("all runs ended in the same bits" if not problems else "PROBLEMS: " + "; ".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
