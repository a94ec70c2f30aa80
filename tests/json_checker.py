"""It checks each step of `derive NAME --to json` anew by mpmath alone; exit 1 where one fails."""

from __future__ import annotations

import itertools
import json
import operator as op
import sys

import mpmath as mp

TOLERANCE, CUTS, MOST = mp.mpf(10) ** -10, (-16, -4, -1, 0, 1, 4, 16), 400
ZERO, ONE, MINUS = mp.mpf(0), mp.mpf(1), ["rational", -1, 1]


def skip(why):
    raise ArithmeticError(why)


def read(value):
    return tuple(map(mp.mpf, value)) if isinstance(value, list) else mp.mpf(value)


def key(value):
    return [key(v) for v in value] if isinstance(value, tuple) else int(value)


def smooth(row, at):
    (r, h, e), t1 = map(mp.mpf, row.get("bends", "000")), (*at, ZERO)[0]
    at = (mp.asinh(t) if k < row.get("slow", 0) else t for k, t in enumerate(at))
    terms = zip(at, map(mp.mpf, row["b"]), map(mp.mpf, row["c"]), strict=True)
    bowl = mp.mpf(row["a"]) + r * t1**2 + h * mp.sqrt(1 + (t1 - e) ** 2)
    return bowl + mp.fsum(b * mp.sin(t) + c * t for t, b, c in terms)


FUNCTIONS = {
    "pi": lambda: +mp.pi, "e": lambda: +mp.e,
    "infinity": lambda: mp.inf, "negative-infinity": lambda: -mp.inf,
    "eq": op.eq, "ne": op.ne, "lt": op.lt, "le": op.le, "gt": op.gt, "ge": op.ge,
    "true": lambda: True, "and": lambda *facts: all(facts), "abs": abs, "max": max, "min": min,
    "add": lambda *terms: mp.fsum(terms), "mul": lambda *fs: ZERO if 0 in fs else mp.fprod(fs),
    "exp": mp.exp, "gamma": mp.gamma, "loggamma": mp.loggamma, "polygamma": mp.psi,
    "log": lambda x: mp.log(x) if x > 0 else -mp.inf if x == 0 else skip("log of a negative"),
    "pow": lambda b, e: skip("division by zero") if b == 0 and e < 0 else mp.power(b, e),
}  # fmt: skip


class Model:
    """What trees mean in one model; `env` has values by level of a binder, and ("given", name)."""

    def __init__(self, data, drawn):
        self.families, self.drawn = data["laws"], drawn
        self.symbols = {n: read(v) for n, v in (drawn["numbers"] | drawn["points"]).items()}

    def value(self, tree, env):
        head, *rest = tree
        if head in FUNCTIONS:
            return FUNCTIONS[head](*self.all(env, rest))
        return READERS[head](self, env, *rest) if head in READERS else skip(head)

    def all(self, env, trees):
        return tuple(self.value(t, env) for t in trees)

    def within(self, env, bound, body):
        return lambda x: self.value(body, {**env, bound[1]: x})

    def indexed(self, env, body, bound, low, high):
        low, high = self.all(env, (low, high))
        return map(self.within(env, bound, body), range(int(low), int(high) + 1))

    def axis(self, env, head, *rest):  # the points of a space, each with its weight
        if head == "space":
            return [(mp.mpf(i), mp.mpf(w)) for i, w in enumerate(self.drawn["spaces"][rest[0][1]])]
        if head == "lattice":
            low, high = self.all(env, rest)
            return [(mp.mpf(i), ONE) for i in range(int(low), int(min(high, low + MOST)) + 1)]
        if head == "power":
            length = int(self.value(rest[1], env))
            several = itertools.product(self.axis(env, *rest[0]), repeat=length)
            return [(tuple(x for x, _ in p), mp.fprod(w for _, w in p)) for p in several]
        return skip(head)

    def integral(self, f, env, space):
        if space[0] != "line":
            return mp.fsum(FUNCTIONS["mul"](w, f(x)) for x, w in self.axis(env, *space))
        low, high = self.all(env, space[1:])
        return mp.quad(f, [low, *(c for c in CUTS if low < c < high), high])

    def expect(self, env, body, bound, law):
        inner = self.within(env, bound, body)
        weighed = lambda x: (d := self.density(env, x, *law)) and d * inner(x)  # noqa: E731
        return self.integral(weighed, *self.space(env, *law))

    def f_divergence(self, env, body, bound, p, q):
        f = self.within(env, bound, body)
        part = lambda x: (d := self.density(env, x, *q)) and d * f(self.density(env, x, *p) / d)  # noqa: E731
        return self.integral(part, *self.space(env, *q))

    def greatest(self, env, f, head, *ends):  # by a scan of a line, and a search about the best
        low, high = self.all(env, ends) if head == "line" else skip(f"a supremum over {head}")
        inside = {
            (True, True): lambda t: low + (high - low) / (1 + mp.exp(-t)),
            (True, False): lambda t: low + mp.exp(t),
            (False, True): lambda t: high - mp.exp(t),
            (False, False): mp.sinh,
        }[low > -mp.inf, high < mp.inf]
        height = lambda t: f(inside(t))  # noqa: E731
        best = max((mp.mpf(k) / 2 for k in range(-100, 101)), key=height)
        a, b = best - 1, best + 1
        for _ in range(80):
            c, d = (2 * a + b) / 3, (a + 2 * b) / 3
            a, b = (a, d) if height(c) > height(d) else (c, b)
        return mp.inf if best in (-50, 50) and height(best) > 10**9 else height((a + b) / 2)

    def conjugate(self, env, body, bound, domain, point):
        f, v = self.within(env, bound, body), self.value(point, env)
        return self.greatest(env, lambda x: v * x - f(x), *domain)

    def mean_log(self, env, p, *logs):
        terms = [["mul", sign, ["log", ["density", law, ["bound", "x"]]]] for sign, law in logs]
        return self.expect(env, ["add", *terms], ["bound", "x"], p)

    def space(self, env, head, *rest):  # of a law, and the environment of its ends
        if head == "law":
            named = zip(self.families[rest[0]]["parameters"], self.all(env, rest[1:]), strict=True)
            return {("given", n): v for n, v in named}, self.families[rest[0]]["support"]
        if head == "view" and len(rest[1]) == 2:
            return env, rest[0][2][1:][int(self.value(rest[1][1], env))]
        if head == "product-law":
            inner, base = self.space({**env, rest[1][1]: ONE}, *rest[0])
            return env | inner, ["power", base, rest[2]]
        return skip(head)

    def density(self, env, x, head, *rest):
        if head == "law":
            given, support = self.space(env, head, *rest)
            low, high = self.all(given, support[1:])
            formula = self.families[rest[0]]["log_density"]
            return mp.exp(self.value(formula, {**given, "point": x})) if low <= x <= high else ZERO
        if head == "product-law":
            law, (_, level), _ = rest
            points = enumerate(x, 1)
            return mp.fprod(self.density({**env, level: i}, v, *law) for i, v in points)
        return self.view(env, x, *rest) if head == "view" else skip(head)

    def view(self, env, x, family, positions, given, context, parameters, index):
        _, name, (_, *spaces), _ = family
        at = self.all(env, parameters[1:])
        where = [key(self.all(env, t[1:])) for t in (index, context)]
        tables = (t for t in self.drawn["laws"] if [t["index"], t["context"]] == where)
        rows = next((t["cells"] for t in tables if ["name", t["name"]] == name), None)
        weights = [{str(key(p)): w for p, w in self.axis(env, *space)} for space in spaces]
        known = {int(i[1]): key(self.value(v, env)) for _, i, v in given[1:]}
        spoken = [int(p[1]) for p in positions[1:]]
        wanted = dict(zip(spoken, key(x) if len(spoken) > 1 else [key(x)], strict=True))

        def mass(fixed):
            total = ZERO
            for row in rows or skip("a law that is bound"):
                if all(row["point"][i] == v for i, v in fixed.items()):
                    free = (i for i in range(len(spaces)) if i not in fixed)
                    weight = mp.fprod(weights[i][str(row["point"][i])] for i in free)
                    total += mp.exp(smooth(row, at)) * weight
            return total

        return mass({**known, **wanted}) / (mass(known) or skip("a law given what has no mass"))

    def map(self, env, family, point, parameters):
        _, name, (_, *spaces), codomain = family
        points = self.all(env, point[1:] if point[0] == "tuple" else [point])
        both = [(x, space[0] == "line") for x, space in zip(points, spaces, strict=True)]
        where = [*name, [key(x) for x, line in both if not line]]
        at = [*(x for x, line in both if line), *self.all(env, parameters[1:])]
        maps = (m for m in self.drawn["maps"] if ["name", m["name"], m["point"]] == where)
        s = smooth(next(maps, None) or skip("a map that is bound"), at)
        low, high = self.all(env, codomain[1:]) if codomain[0] == "line" else (-mp.inf, mp.inf)
        if mp.inf in (high, -low):
            return s if low == -high else low + mp.exp(s) if high == mp.inf else high - mp.exp(s)
        return low + (high - low) / (1 + mp.exp(-s))


READERS = {
    "rational": lambda m, env, p, q: mp.mpf(p) / q,
    "symbol": lambda m, env, name: env[k] if (k := ("given", name)) in env else m.symbols[name],
    **dict.fromkeys(("bound", "point"), lambda m, env, level="point": env[level]),
    **dict.fromkeys(("tuple", "listed"), lambda m, env, *items: m.all(env, items)),
    "function": lambda m, env, n, *r: getattr(mp, n)(*m.all(env, r)) if hasattr(mp, n) else skip(n),
    "left-out": lambda m, e, s, i: (v := m.value(s, e))[: (k := int(m.value(i, e))) - 1] + v[k:],
    "element": lambda m, env, s, i: m.value(s, env)[int(m.value(i, env)) - 1],
    "piecewise": lambda m, env, *cs: next(m.value(v, env) for _, v, c in cs if m.value(c, env)),
    "sum": lambda m, env, *rest: mp.fsum(m.indexed(env, *rest)),
    "product": lambda m, env, *rest: FUNCTIONS["mul"](*m.indexed(env, *rest)),
    "gradient": lambda m, env, body, b, at: mp.diff(m.within(env, b, body), m.value(at, env)),
    "integral": lambda m, env, body, b, space: m.integral(m.within(env, b, body), env, space),
    "expect": Model.expect,
    "variance": lambda m, env, body, b, law: (
        m.expect(env, ["mul", body, body], b, law) - m.expect(env, body, b, law) ** 2),
    "value": Model.map,
    "density": lambda m, env, law, point: m.density(env, m.value(point, env), *law),
    "kl": lambda m, env, p, q: m.mean_log(env, p, (["rational", 1, 1], p), (MINUS, q)),
    "entropy": lambda m, env, p: m.mean_log(env, p, (MINUS, p)),
    "cross-entropy": lambda m, env, p, q: m.mean_log(env, p, (MINUS, q)),
    "f-divergence": Model.f_divergence,
    "conjugate": Model.conjugate,
    "sup": lambda m, env, body, b, domain: m.greatest(env, m.within(env, b, body), *domain),
    "elbo": lambda m, env, joint, b, q: m.expect(
        env, ["add", ["log", joint], ["mul", MINUS, ["log", ["density", q, b]]]], b, q),
}  # fmt: skip


if __name__ == "__main__":
    data, most, failed = json.load(sys.stdin), int(sys.argv[1]), False
    for step in data["steps"]:
        answers, why = [], ""
        for drawn in data["models"][slice(*step["models"])][:most]:
            try:
                a, b = Model(data, drawn).all({}, (step[s]["tree"] for s in ("before", "after")))
                near = a == b or abs(a - b) <= TOLERANCE * max(1, abs(a), abs(b))
                apart = "!= < <=" if a < b else "!= > >="
                answers.append(step["relation"] in ("= <= >=" if near else apart).split())
            except ArithmeticError as none:
                why = str(none)
        good = (any if step["relation"] == "!=" else all)(answers)
        said = f"skipped ({why})" if not answers else "agrees" if good else "FAILS"
        failed |= said == "FAILS"
        print(f"{step['number']} {step['rule']}: {said}, {len(answers)} models")
    sys.exit(failed)
