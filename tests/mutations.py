"""Seeded mistakes in the steps of derivations, and a judge of them that shares no code with the
engine."""

from __future__ import annotations

import math
import random

from independent import Model, Undecided, kind, value
from sympy import Symbol, log

LENGTHS = {
    "FiniteSum": (2, 3),
    "FiniteProduct": (2, 3),
    "ProductLaw": (2,),
    "Power": (1,),
    "Lattice": (0, 1),
}

RELATIONS = {
    "StrictGreaterThan": lambda a, b: a > b,
    "GreaterThan": lambda a, b: a >= b,
    "StrictLessThan": lambda a, b: a < b,
    "LessThan": lambda a, b: a <= b,
    "Unequality": lambda a, b: a != b,
}

# Facts that cells without mass leave as they are: relations of numbers, and that two laws differ,
# as laws drawn at random do.
MET_WITH_EMPTY_CELLS = {*RELATIONS, "Differ"}


def edits(expr):
    """All single mistakes at the head of an expression: (what it is, the mistaken expression)."""
    name, found = kind(expr), []
    if name == "Add":
        for i, term in enumerate(expr.args):
            rest = expr.args[:i] + expr.args[i + 1 :]
            found += [("a term dropped", expr.func(*rest)), ("a sign", expr.func(*rest, -term))]
            found += [("a term doubled", expr.func(*rest, 2 * term))]
    if name == "Mul":
        for i in range(len(expr.args)):
            found.append(("a factor dropped", expr.func(*(expr.args[:i] + expr.args[i + 1 :]))))
        found.append(("a factor of two", 2 * expr))
    if name == "Pow" and expr.args[1].is_number:
        found.append(("an exponent raised", expr.args[0] ** (expr.args[1] + 1)))
    if name in ("KL", "CrossEntropy"):
        found.append(("the laws swapped", expr.func(expr.args[1], expr.args[0])))
    if name in ("Normal", "LogNormal") and expr.args[1] != 1:
        found.append(("variance for scale", expr.func(expr.args[0], expr.args[1] ** 2)))
    if name in ("FiniteSum", "FiniteProduct"):
        body, index, low, high = expr.args
        found += [("off by one", expr.func(body, index, low + 1, high))]
    if name in ("Expect", "Integral", "Variance", "KL", "Entropy", "log", "exp"):
        found += [("a factor of two", 2 * expr), ("a sign", -expr)]
    if name == "Expect" and kind(expr.args[0]) == "log":
        inner = expr.args[0].args[0]
        found.append(("log and expectation swapped", log(expr.func(inner, *expr.args[1:]))))
    return [(why, new) for why, new in found if new != expr]


def mutants(expr):
    """All mistakes anywhere in an expression, in a fixed order."""
    found = list(edits(expr))
    for i, a in enumerate(expr.args):
        for why, new in mutants(a):
            try:
                found.append((why, expr.func(*expr.args[:i], new, *expr.args[i + 1 :])))
            except (ValueError, TypeError, AttributeError):
                continue  # the language has no such expression
    return found


FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "=": "=", "!=": "!="}


def mistaken(before, relation, after, facts):
    """All mistakes in a step: (what it is, its relation, where it leads, what it assumes)."""
    found = [(why, relation, new, facts) for why, new in mutants(after) if new != after]
    if FLIPPED[relation] != relation:
        found.append(("the relation flipped", FLIPPED[relation], after, facts))
    for i in range(len(facts)):
        found.append(("a condition removed", relation, after, facts[:i] + facts[i + 1 :]))
    return found


def roles(exprs):
    """The free symbols that are lengths, and those that are points, each with its space."""
    lengths, points = set(), {}

    def visit(e):
        name = kind(e)
        for i in LENGTHS.get(name, ()):
            lengths.update(s for s in e.args[i].free_symbols if isinstance(s, Symbol))
        if name == "View":
            family = e.args[0]
            pairs = [(family.args[1][int(p[0])], p[1]) for p in e.args[2]]
            pairs += list(zip(family.args[2], e.args[3], strict=False))
            points.update({v: s for s, v in pairs if isinstance(v, Symbol)})
        if name == "Density" and kind(e.args[0]) == "View":
            family, where = e.args[0].args[0], e.args[0].args[1]
            at = e.args[1].args if kind(e.args[1]) == "Tuple" else (e.args[1],)
            points.update(
                {
                    v: family.args[1][int(i)]
                    for i, v in zip(where, at, strict=False)
                    if isinstance(v, Symbol)
                }
            )
        if name == "Value":
            at = e.args[1].args if kind(e.args[1]) == "Tuple" else (e.args[1],)
            points.update(
                {v: s for s, v in zip(e.args[0].args[1], at, strict=False) if isinstance(v, Symbol)}
            )
        for a in e.args:
            visit(a)

    for e in exprs:
        visit(e)
    return lengths, points


def draw(exprs, facts, seed):
    """A model in which the facts hold that it can judge, or None. Cells of laws are empty in some
    models, but not where something is assumed of laws."""
    rng = random.Random(seed)
    lengths, points = roles(exprs)
    sequences = {s for e in exprs for s in sequences_in(e)}
    symbols = sorted({s for e in exprs for s in e.free_symbols}, key=lambda s: s.name)
    empty = all(kind(f) in MET_WITH_EMPTY_CELLS for f in facts) and rng.random() < 0.5
    domains = sorted({c for e in exprs for c in domains_of(e)}, key=str)
    for _ in range(400):
        numbers = {}
        model = Model(rng.random(), numbers, empty)
        for s in symbols:
            space = points.get(s)
            if s in lengths or s.is_integer:
                numbers[s.name] = rng.choice([1, 2, 3])
            elif s in sequences:
                numbers[s.name] = tuple(rng.randrange(2) for _ in range(4))
            elif space is not None and kind(space) == "Space":
                numbers[s.name] = rng.randrange(2)
            elif space is not None and kind(space) == "Power":
                return None
            elif s.is_positive:
                numbers[s.name] = math.exp(rng.uniform(-1, 1))
            else:
                numbers[s.name] = rng.choice(
                    [rng.uniform(0, 1), rng.uniform(-2, 2), rng.uniform(0.2, 3)]
                )
        model.numbers = numbers
        if all(true_in(c, model) is not False for c in [*facts, *domains]):
            return model
    return None


def domains_of(expr):
    """What the parameters of the families inside an expression must satisfy, where they are
    closed."""
    own = [
        c for c in getattr(expr, "conditions", ()) if not any(kind(s) == "Bound" for s in atoms(c))
    ]
    return own + [c for a in expr.args for c in domains_of(a)]


def sequences_in(expr):
    """The free symbols that stand for several points."""
    own = [expr.args[0]] if kind(expr) == "Element" and kind(expr.args[0]) == "Symbol" else []
    return own + [s for a in expr.args for s in sequences_in(a)]


def atoms(expr):
    return [expr] if not expr.args else [s for a in expr.args for s in atoms(a)]


def true_in(fact, model):
    """Whether a relation holds in a model; None for a condition that is no relation."""
    if kind(fact) not in RELATIONS:
        return None
    try:
        left, right = (value(a, model) for a in fact.args)
    except Undecided:
        return None
    return RELATIONS[kind(fact)](left, right)


def judge(before, relation, after, facts, seed, models=None):
    """True, False or None: whether the relation holds in models of this judge's own. An inequality
    may fail in few models, so that it is tried in more."""
    seen, differs = 0, False
    for k in range(models or (16 if relation == "=" else 40)):
        model = draw([before, after], facts, f"{seed}/{k}")
        if model is None:
            continue
        try:
            a, b = value(before, model), value(after, model)
        except (Undecided, TypeError, IndexError, OverflowError, ValueError, ZeroDivisionError):
            continue
        if math.isnan(a) or math.isnan(b):
            continue
        seen += 1
        gap = 1e-6 * max(
            1.0, abs(a) if math.isfinite(a) else 1.0, abs(b) if math.isfinite(b) else 1.0
        )
        close = a == b or abs(a - b) <= gap
        differs = differs or not close
        fine = {
            "=": close,
            "<=": close or a < b,
            ">=": close or a > b,
            "<": a < b and not close,
            ">": a > b and not close,
            "!=": True,
        }[relation]
        if not fine:
            return False
    if relation == "!=":
        return differs if seen >= 2 else None
    return True if seen >= 2 else None


__all__ = ["draw", "judge", "mistaken", "mutants"]
