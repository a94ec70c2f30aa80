"""How long whole `derive` processes take, as ratios to `python -c "import sympy"`.

Each command is run in turn with the yardstick, pair by pair, so that whatever else the machine does
meets both alike; the figures are medians. CPU is user plus system time of the process and its
children. A missed goal is said, and is no failure: a busy machine is not a wrong program.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PYTHON = sys.executable
DERIVE = str(Path(PYTHON).with_name("derive"))
YARDSTICK = (PYTHON, "-c", "import sympy")
# Python compiles a module once and keeps the result, unless it is told not to.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
GOALS = (
    (("--help",), 0.5),
    (("list",), 1.5),
    (("exponential-elbo",), 2.5),
)


@dataclass(frozen=True)
class Cost:
    """Seconds that one process took."""

    cpu: float
    wall: float


def run(command: tuple[str, ...]) -> Cost:
    """Run a command to its end, without its output; a command that fails has no time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=ENVIRONMENT
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    user = after.ru_utime - before.ru_utime
    system = after.ru_stime - before.ru_stime
    return Cost(user + system, wall)


def pairs(command: tuple[str, ...], runs: int) -> tuple[list[Cost], list[Cost]]:
    """Costs of the command and of the yardstick, run in turn; a first pair warms the caches."""
    run(YARDSTICK)
    run(command)
    costs: list[Cost] = []
    yardstick: list[Cost] = []
    for _ in range(runs):
        yardstick.append(run(YARDSTICK))
        costs.append(run(command))
    return costs, yardstick


def ratio(costs: list[float], yardstick: list[float]) -> float:
    """Median of the ratios within pairs."""
    return median(cost / unit for cost, unit in zip(costs, yardstick, strict=True))


def main() -> int:
    """Print one line per command; 1 if any CPU ratio is above its goal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9, help="pairs per command (default 9)")
    runs = parser.parse_args().runs
    if runs < 1:
        parser.error("--runs must be at least 1")
    missed = 0
    print(f'against python -c "import sympy", medians of {runs} pairs')
    print(f"{'command':26}{'CPU':>14}{'ratio':>8}{'wall':>16}{'ratio':>8}{'goal':>8}")
    for arguments, goal in GOALS:
        costs, yardstick = pairs((DERIVE, *arguments), runs)
        cpu = [cost.cpu for cost in costs]
        wall = [cost.wall for cost in costs]
        cpu_ratio = ratio(cpu, [cost.cpu for cost in yardstick])
        wall_ratio = ratio(wall, [cost.wall for cost in yardstick])
        missed += cpu_ratio > goal
        print(
            f"{'derive ' + ' '.join(arguments):26}"
            f"{median(cpu) * 1000:11.0f} ms{cpu_ratio:8.2f}"
            f"{median(wall) * 1000:13.0f} ms{wall_ratio:8.2f}"
            f"{goal:8.1f}{'  missed' if cpu_ratio > goal else ''}",
            flush=True,
        )
    print(f"{missed} goal(s) missed" if missed else "all goals met")
    return 0


if __name__ == "__main__":
    sys.exit(main())
