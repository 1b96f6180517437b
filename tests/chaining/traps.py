"""What once crashed, hung or leaked in the C code, each run in a process of its own: `python -m <package>.traps NAME`."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from engine.chaining.choose import engine
from engine.chaining.durable import DurableChain, DurableRules
from engine.chaining.port import Trace
from engine.chaining.twin import PurePython
from engine.language.ir import All, Literal, Program, Rule, Said

from .random_programs import CITE, case, check, program

Case = tuple[dict[str, int], Trace]


def cases(random: Random, of: Program, number: int) -> list[Case]:
    """Random cases with the answer of the twin."""
    twin = PurePython().compile(of)
    given = [case(random, of, random.choice((0.0, 0.3))) for _ in range(number)]
    return [(truths, twin.run(truths)) for truths in given]


def prepared(seed: int, number: int) -> tuple[DurableChain, list[Case]]:
    """One program of middling size, compiled, and its cases."""
    random = Random(seed)
    one = program(random, 12, 12)
    return DurableRules().compile(one), cases(random, one, number)


def repeat(chain: DurableChain, known: list[Case], times: int = 1) -> None:
    for _ in range(times):
        for truths, expected in known:
            assert chain.run(truths) == expected


def many_cases_in_sequence() -> None:
    """The C code holds 1,024 sessions; a session kept for each case would break here."""
    repeat(*prepared(1, 1_025))


def no_fact_and_no_firing() -> None:
    """Nothing is told at all, and what is told fires nothing: the first sessions of a rule set."""
    one = Program("quiet", (Rule("r", All((check("a"), check("b"))), CITE, "right"),))
    for truths in ({"a": 0, "b": 0}, {"a": 2, "b": 0}, {"a": 1, "b": 0}, {"a": 2, "b": 2}, {"a": 0, "b": 2}):
        chain = DurableRules().compile(one)
        for _ in range(3):
            assert chain.run(truths) == PurePython().compile(one).run(truths)
        chain.close()


def at_the_limits() -> None:
    """The largest programs that are accepted do run."""
    wide: tuple[Rule, ...] = tuple(Rule(f"r{i}", All(tuple(check(f"{i}.{k}") for k in range(8))), CITE, f"c{i}") for i in range(1_500))
    shared: tuple[Rule, ...] = (Rule("s", check("s"), CITE, "said", Literal("truth", 1)),)
    shared += tuple(Rule(f"r{i}", All((Said(f"{i}.s", "said"), check(f"{i}"))), CITE) for i in range(119))
    long: tuple[Rule, ...] = (Rule("long", All(tuple(check(f"{k}") for k in range(1_000))), CITE, "long"),)
    for rules in (wide, shared, long):
        one = Program("limit", rules)
        chain = DurableRules().compile(one)
        repeat(chain, cases(Random(3), one, 3))
        everything = dict.fromkeys(cases(Random(3), one, 1)[0][0], 2)
        assert chain.run(everything) == PurePython().compile(one).run(everything)


def fork_after_compile() -> None:
    """A child reads on with what the parent compiled, even where a thread of the parent was inside a case."""
    chain, known = prepared(5, 50)
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            repeat(chain, known)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for _ in range(20):
            child = os.fork()
            if child == 0:
                signal.alarm(20)
                repeat(chain, known)
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0
    finally:
        stop.set()
        thread.join()
    repeat(chain, known)


def _spawned(seed: int) -> None:
    repeat(*prepared(seed, 50))


def spawn() -> None:
    """A process that starts from nothing."""
    process = multiprocessing.get_context("spawn").Process(target=_spawned, args=(6,))
    process.start()
    process.join(60)
    assert process.exitcode == 0


def threads() -> None:
    """Four threads on one chain do not hear each other."""
    chain, known = prepared(7, 2_000)
    sys.setswitchinterval(1e-5)
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(repeat, chain, known[i::4]) for i in range(4)]:
            done.result()


def _resources() -> tuple[int, int, int]:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE"), len(list(Path("/proc/self/fd").iterdir())), threading.active_count()


def soak() -> None:
    """5,000 cases over 50 chains with 100 reloads: memory, files and threads stay as they are."""
    random = Random(8)
    programs = [program(random) for _ in range(50)]
    known = [cases(random, one, 5) for one in programs]
    durable = DurableRules()
    chains = [durable.compile(one) for one in programs]

    def rounds(number: int, reloads: int) -> None:
        for turn in range(number):
            for chain, mine in zip(chains, known, strict=True):
                repeat(chain, mine)
            for k in range(reloads):
                which = (turn * reloads + k) % len(programs)
                old, chains[which] = chains[which], durable.compile(programs[which])
                if k % 2:
                    old.close()  # the others are freed as garbage
                del old

    rounds(4, 5)
    memory, files, running = _resources()
    rounds(20, 5)
    grown, files_now, running_now = _resources()
    assert grown - memory < 8 * 2**20, f"memory grew by {(grown - memory) // 1024} KB"
    assert (files_now, running_now) == (files, running)


def digest() -> None:
    """Prints the digest of many traces, of both engines."""
    for maker in (DurableRules, PurePython):
        random, found = Random(9), hashlib.sha256()
        for _ in range(60):
            one = program(random)
            found.update(maker().compile(one).run(case(random, one, 0.2)).to_bytes())
        print(found.hexdigest())


def not_installed() -> None:
    """Without the extension the twin takes over, and says so: a warning, a line on the error stream, its name."""
    sys.modules["durable_rules_engine"] = None  # type: ignore[assignment]  # as Python marks a module that is not there
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        chosen = engine()
        engine()
    assert [w.category for w in heard] == [RuntimeWarning]
    print(chosen.name)


TRAPS: dict[str, Callable[[], None]] = {
    f.__name__: f for f in (many_cases_in_sequence, no_fact_and_no_firing, at_the_limits, fork_after_compile, spawn, threads, soak)
}
REPORTS: dict[str, Callable[[], None]] = {f.__name__: f for f in (digest, not_installed)}

if __name__ == "__main__":
    {**TRAPS, **REPORTS}[sys.argv[1]]()
