"""How long divergences, entropies and lower bounds take here, and in SymPy's `integrate`.

Each task is derived in one warm process: other laws are used first, none of the list twice. Then
SymPy is given the definition of the same number, its letters declared positive where the laws ask
for it, in a process of its own that may use so many seconds; one that is stopped counts as those
seconds. All times are processor time. SymPy's answer counts as solved if no integral or sum is left
in it and it agrees with the number from the definition at a point.

    python benchmarks/closed_forms.py                          ten tasks, about ten minutes
    python benchmarks/closed_forms.py --count 0                all of them
    python benchmarks/closed_forms.py --no-sympy --count 0     without the rival
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from statistics import median
from typing import Any

from sympy import Expr, Gt, Integral, Sum, Symbol, integrate, nan, summation, zoo

import derive
from derive.derivation.status import Status
from derive.language import Lattice

WARM = (("kl", "Rayleigh(s)", "Rayleigh(t)"), ("entropy", "Rayleigh(s)"))
TASKS = (
    ("kl", "Normal(m1, s1)", "Normal(m2, s2)"),
    ("kl", "Normal(m, s)", "Normal(0, 1)"),
    ("kl", "Exponential(a)", "Exponential(b)"),
    ("kl", "Gamma(a1, b1)", "Gamma(a2, b2)"),
    ("kl", "Gamma(a, b)", "Exponential(c)"),
    ("kl", "Exponential(c)", "Gamma(a, b)"),
    ("kl", "Gamma(a, b)", "LogNormal(m, s)"),
    ("kl", "Gamma(a, b)", "Normal(m, s)"),
    ("kl", "Gamma(a, b)", "Weibull(l, k)"),
    ("kl", "InverseGamma(a1, b1)", "InverseGamma(a2, b2)"),
    ("kl", "Beta(a1, b1)", "Beta(a2, b2)"),
    ("kl", "Beta(a, b)", "Uniform(0, 1)"),
    ("kl", "Beta(a, b)", "Exponential(c)"),
    ("kl", "Uniform(0, c)", "Exponential(a)"),
    ("kl", "Uniform(0, c)", "Gamma(a, b)"),
    ("kl", "Uniform(0, 1)", "Normal(m, s)"),
    ("kl", "Laplace(m1, b1)", "Laplace(m2, b2)"),
    ("kl", "Laplace(m, b)", "Normal(n, s)"),
    ("kl", "Normal(n, s)", "Laplace(m, b)"),
    ("kl", "LogNormal(m1, s1)", "LogNormal(m2, s2)"),
    ("kl", "LogNormal(m, s)", "Gamma(a, b)"),
    ("kl", "Weibull(l1, k1)", "Weibull(l2, k2)"),
    ("kl", "Weibull(l, k)", "Exponential(a)"),
    ("kl", "Maxwell(s)", "HalfNormal(t)"),
    ("kl", "HalfNormal(s)", "Exponential(a)"),
    ("kl", "Exponential(a)", "HalfNormal(s)"),
    ("kl", "Gumbel(m, b)", "Normal(n, s)"),
    ("kl", "Poisson(a)", "Poisson(b)"),
    ("kl", "Geometric(p1)", "Geometric(p2)"),
    ("kl", "Bernoulli(p1)", "Bernoulli(p2)"),
    ("entropy", "Normal(m, s)"),
    ("entropy", "Gamma(a, b)"),
    ("entropy", "Beta(a, b)"),
    ("entropy", "Exponential(a)"),
    ("entropy", "Weibull(l, k)"),
    ("entropy", "Laplace(m, b)"),
    ("entropy", "LogNormal(m, s)"),
    ("entropy", "Pareto(c, a)"),
    ("entropy", "Gumbel(m, b)"),
    ("entropy", "StudentT(n)"),
    ("entropy", "Geometric(p)"),
    ("elbo", "z ~ Normal(0, 1)", "x ~ Normal(z, s)", "z ~ Normal(m, t)"),
    ("elbo", "z ~ Gamma(a0, b0)", "x ~ Poisson(z)", "z ~ Gamma(a, b)"),
    ("elbo", "z ~ Gamma(a0, b0)", "x ~ Exponential(z)", "z ~ Gamma(a, b)"),
    ("elbo", "z ~ Beta(a0, b0)", "x ~ Bernoulli(z)", "z ~ Beta(a, b)"),
)


@dataclass(frozen=True)
class Definition:
    """The mean of `body` under a law with this density, x being its variable."""

    body: Expr
    density: Expr
    x: Symbol
    space: Any
    conditions: tuple[Any, ...]

    def for_sympy(self) -> Definition:
        """The same with letters that SymPy knows to be positive where the laws ask for that."""
        positive = {c.lhs for c in self.conditions if isinstance(c, Gt) and c.rhs == 0}
        if self.space.low == 0:
            positive.add(self.x)
        letters = sorted((self.body * self.density).free_symbols, key=str)
        kind = {s: {"positive": True} if s in positive else {"real": True} for s in letters}
        if isinstance(self.space, Lattice):
            kind[self.x] = {"integer": True, "nonnegative": True}
        known = {s: Symbol(s.name, **kind[s]) for s in letters}
        return Definition(
            self.body.xreplace(known),
            self.density.xreplace(known),
            known.get(self.x, self.x),
            self.space.xreplace(known),
            (),
        )

    def computed(self) -> Expr:
        """SymPy's answer."""
        place = (self.x, self.space.low, self.space.high)
        if isinstance(self.space, Lattice):
            return summation(self.body * self.density, place)
        return integrate(self.body * self.density, place, conds="none")


@dataclass(frozen=True)
class Answer:
    """What SymPy did with a task."""

    seconds: float
    outcome: str


def asked(task: tuple[str, ...]) -> tuple[str, tuple[Any, ...], Definition]:
    """The name of the question, what it is asked of, and the definition of the number."""
    kind, *texts = task
    if kind == "elbo":
        prior, likelihood, q, z, x = derive.parse(*texts, "z", "x")
        body = prior.log_density(z) + likelihood.log_density(x) - q.log_density(z)
        conditions = (*prior.conditions, *likelihood.conditions, *q.conditions)
        number = Definition(body, q.density(z), z, q.space, conditions)
        return kind, (prior, likelihood, q, z, x), number
    laws, x = derive.parse(*texts), Symbol("x", real=True)
    last = -laws[1].log_density(x) if kind == "kl" else -2 * laws[0].log_density(x)
    conditions = tuple(c for law in laws for c in law.conditions)
    body = laws[0].log_density(x) + last
    return kind, laws, Definition(body, laws[0].density(x), x, laws[0].space, conditions)


def derived(kind: str, given: tuple[Any, ...]) -> Any:
    """The derivation, not yet checked."""
    if kind == "elbo":
        prior, likelihood, q, z, x = given
        return derive.elbo(prior, likelihood, q, latent=z, observed=x)
    return getattr(derive, kind)(*given)


def rival(task: tuple[str, ...], values: dict[str, Any], wanted: Any, pipe: Connection) -> None:
    """SymPy's answer to a task and its processor time, sent in two parts: time first."""
    number = asked(task)[2].for_sympy()
    before = time.process_time()
    try:
        found = number.computed()
    except (
        ArithmeticError,
        AttributeError,
        NotImplementedError,
        RecursionError,
        TypeError,
        ValueError,
    ) as e:
        pipe.send(Answer(time.process_time() - before, type(e).__name__))
        return
    taken = time.process_time() - before
    if found.has(Integral, Sum, nan, zoo):
        pipe.send(Answer(taken, "nothing"))
        return
    pipe.send(Answer(taken, "not to be evaluated"))
    at = found.subs({s: values[s.name] for s in found.free_symbols})
    gap = abs(complex(at.evalf(15)) - complex(wanted))
    pipe.send(Answer(taken, "solved" if gap < 1e-9 * max(1.0, abs(wanted)) else "wrong"))


def by_sympy(task: tuple[str, ...], values: dict[str, Any], wanted: Any, seconds: int) -> Answer:
    """What SymPy does with a task in a process that may use so many seconds."""
    here, there = multiprocessing.Pipe(False)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        rival(task, values, wanted, there)

    process = multiprocessing.get_context("fork").Process(target=limited)
    process.start()
    there.close()
    answer = Answer(float(seconds), "stopped")
    try:
        while True:
            answer = here.recv()
    except EOFError:
        process.join()
    return answer


def main() -> int:
    """Print one line per task and the medians; 1 where a task is not verified here."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10, help="tasks to draw (default 10; 0: all)")
    parser.add_argument("--seconds", type=int, default=60, help="for SymPy (default 60)")
    parser.add_argument("--seed", type=int, default=0, help="of the draw (default 0)")
    parser.add_argument("--no-sympy", action="store_true", help="leave the rival out")
    given = parser.parse_args()
    tasks = list(TASKS)
    if given.count:
        tasks = random.Random(given.seed).sample(tasks, min(given.count, len(tasks)))
    for warm in WARM:
        kind, laws, _ = asked(warm)
        derived(kind, laws).verify()
    print(f"{'task':52}{'steps':>6}{'derive':>9}{'checked':>9}{'SymPy':>9}{'ratio':>8}")
    rows: list[tuple[float, float, float]] = []
    verified = solved = 0
    for task in tasks:
        kind, laws, _ = asked(task)
        start = time.process_time()
        made = derived(kind, laws)
        built = time.process_time() - start
        checked = made.verify()
        whole = time.process_time() - start
        is_verified = checked.status is Status.VERIFIED
        verified += is_verified
        line = f"{' | '.join(task):52}{len(made.steps):6}{built:9.3f}{whole:9.3f}"
        answer = Answer(float("nan"), "")
        if not given.no_sympy:
            values = {s.name: v for s, v in checked.models[0].numbers.items()}
            wanted = checked.value_at(values, digits=15)
            answer = by_sympy(task, values, wanted, given.seconds)
            solved += answer.outcome == "solved"
            line += f"{answer.seconds:9.2f}{answer.seconds / whole:8.0f}  {answer.outcome}"
        print(line if is_verified else f"{line}  (here: {checked.status.value})", flush=True)
        rows.append((built, whole, answer.seconds))
    built_s, whole_s, rival_s = zip(*rows, strict=True)
    print(f"medians: {1e3 * median(built_s):.0f} ms to derive, {1e3 * median(whole_s):.0f} ms with")
    print(f"all checks; verified {verified} of {len(rows)}")
    if not given.no_sympy:
        print(f"SymPy: {median(rival_s):.2f} s in the median, solved {solved} of {len(rows)}")
        derive_ratio = median(s / b for b, _, s in rows)
        whole_ratio = median(s / w for _, w, s in rows)
        print(f"median ratio: {derive_ratio:.0f} to derive, {whole_ratio:.0f} with all checks")
    return 0 if verified == len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
