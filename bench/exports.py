"""Makes every format of a map of 60 touchpoints in the other process; prints how long each takes and what it needs."""

import os
import statistics
import sys
import time

import django

RUNS = 15
PAPERS = ("a4", "a3", "a1", "a0")


def memory() -> int:
    """Return how much memory this process has held at most, in MiB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Measure with the process warm, renewed as it is in use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from maps.exports.formats import FORMATS, Options
    from maps.exports.making import make, run
    from tests.maps.exports.stress import hostile_map, stress_map

    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    taken = stress_map()
    began = time.perf_counter()
    run(memory)
    print(f"process begins: {1000 * (time.perf_counter() - began):.0f} ms")
    print("60 touchpoints, 144 notes, all scripts; ms as whoever asks waits")
    for key, one in FORMATS.items():
        for paper in PAPERS if one.on_paper else ("",):
            options = Options(paper=paper) if paper else Options()
            waited, most, size = [], 0, 0
            for _run in range(runs):
                began = time.perf_counter()
                size = len(make(key, [taken], options))
                waited.append(1000 * (time.perf_counter() - began))
                most = max(most, run(memory))
            print(
                f"{key:5} {paper:3} median {statistics.median(waited):5.0f}  longest {max(waited):5.0f}"
                f"  {size / 1024:6.0f} KiB  memory {most} MiB",
                flush=True,
            )
    for name, large in (("300 touchpoints", stress_map(12, 300)), ("hostile", hostile_map())):
        for key in ("pdf", "png", "svg"):
            began = time.perf_counter()
            size = len(make(key, [large], Options()))
            seconds = time.perf_counter() - began
            print(
                f"{name}, {key}: {seconds:.2f} s, {size / 1024:.0f} KiB, memory {run(memory)} MiB", flush=True
            )


if __name__ == "__main__":
    main()
