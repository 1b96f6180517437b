"""`portability test --mutate`: how many of the figures of law some scenario would notice if they were one unit off."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from engine.checking.mutation import TARGET, Ground, Judged
from engine.checking.survey import survey
from engine.language.corpus import Corpus, rules_home


def report(paths: list[Path] | None, as_json: bool, home: Path | None = None, workers: int | None = None) -> int:
    """Print the share that is noticed and every figure that is not; paths narrow the files of law, never the scenarios.

    Exit code 1 where the share is under the target, or where no scenario passes, so that nothing could be tried.
    """
    where = home or rules_home()
    print("running the scenarios as the files stand", file=sys.stderr)
    ground = Ground.of(where)
    judged = survey(ground, where, paths, workers or min(os.cpu_count() or 1, 8), _tell)
    told = summary(ground, judged)
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for survivor in told["survivors"]:
            print(f"{survivor['place']}: {survivor['address']}: no scenario notices {survivor['shifted']} in place of {survivor['value']}")
        for name in told["without_scenarios"]:
            print(f"not tried, no scenario rests on it: {name}")
        if ground.failing:
            print(f"{ground.failing} scenarios fail as the files stand and could notice nothing")
        print(f"{told['killed']} of {told['total']} figures of law noticed ({told['share']}, target {TARGET}/100)")
    return 0 if told["total"] and told["killed"] * 100 >= told["total"] * TARGET else 1


def summary(ground: Ground, judged: list[Judged]) -> dict[str, Any]:
    """The report: killed and total, the share as a fraction, survivors with their places, and each file by itself."""
    killed = [j for j in judged if j.noticed_by]
    files = sorted({j.file for j in judged})
    return {
        "killed": len(killed),
        "total": len(judged),
        "share": f"{len(killed) * 100 // len(judged) if judged else 0}/100",
        "scenarios": len(ground.passing),
        "failing_scenarios": ground.failing,
        "files": [{"file": f, "killed": sum(j.file == f for j in killed), "total": sum(j.file == f for j in judged)} for f in files],
        "survivors": [{"place": j.place, "address": j.address, "value": j.value, "shifted": j.shifted} for j in judged if not j.noticed_by],
        "without_scenarios": without_scenarios(ground.corpus, ground),
    }


def without_scenarios(corpus: Corpus, ground: Ground) -> list[str]:
    """Agreements, national files and credentials that no passing scenario rests on."""
    names = [f"agreements/{n}/agreement.yaml" for n in corpus.agreements]
    names += [f"rulesets/national/{n}.yaml" for n in corpus.national_files]
    names += [f"rulesets/credentials/{n}/ruleset.yaml" for n in corpus.credentials]
    return [n for n in names if n not in ground.touching]


def _tell(done: int, total: int, killed: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {total} figures, {killed} noticed", end="\n" if done == total else "", file=sys.stderr)
    elif done == total or done % 100 == 0:
        print(f"{done} of {total} figures, {killed} noticed", file=sys.stderr)
