"""A second opinion on expressions: double precision, NumPy quadrature and enumeration.

It shares no code with the engine. It reads the nodes of the language by the names of their classes
and the order of their arguments, draws models of its own, and knows the families by formulas of its
own. What it cannot compute it declines with `Undecided`.
"""

from __future__ import annotations

import itertools
import math
import random

import numpy as np


class Undecided(Exception):
    """This checker has no number for the expression."""


def lgamma(x):
    return np.vectorize(math.lgamma, otypes=[float])(x)


def xlogy(x, y):
    x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
    out = np.zeros(x.shape)
    hit = x != 0
    out[hit] = x[hit] * np.log(y[hit])
    return out


def normal(x, m, s):
    return -((x - m) ** 2) / (2 * s * s) - np.log(s * math.sqrt(2 * math.pi))


FAMILIES = {
    "Normal": (("line",), normal),
    "Exponential": (("half",), lambda x, r: np.log(r) - r * x),
    "Gamma": (("half",), lambda x, a, b: xlogy(a, b) - lgamma(a) + xlogy(a - 1, x) - b * x),
    "Beta": (
        ("unit",),
        lambda x, a, b: (
            xlogy(a - 1, x) + (b - 1) * np.log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)
        ),
    ),
    "Uniform": (("between",), lambda x, a, b: -np.log(b - a) + 0 * x),
    "Laplace": (("line",), lambda x, m, b: -np.abs(x - m) / b - np.log(2 * b)),
    "LogNormal": (("half",), lambda x, m, s: normal(np.log(x), m, s) - np.log(x)),
    "Bernoulli": (("count", 0, 1), lambda k, p: xlogy(k, p) + xlogy(1 - k, 1 - p)),
    "Binomial": (
        ("upto",),
        lambda k, n, p: (
            lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + xlogy(k, p) + xlogy(n - k, 1 - p)
        ),
    ),
    "Poisson": (("count", 0, None), lambda k, r: xlogy(k, r) - r - lgamma(k + 1)),
    "Geometric": (("count", 0, None), lambda k, p: np.log(p) + k * np.log1p(-p)),
}

_T = np.linspace(-4.6, 4.6, 1601)
_H = _T[1] - _T[0]


def nodes(low, high, around=()):
    """Nodes and weights of the double exponential rule on an interval, split at the given
    points."""
    cuts = sorted({c for c in around if low < c < high})
    parts = list(zip([low, *cuts], [*cuts, high], strict=False))
    xs, ws = [], []
    for a, b in parts:
        s, ds = np.sinh(_T) * math.pi / 2, np.cosh(_T) * math.pi / 2
        if math.isinf(a) and math.isinf(b):
            x, w = np.sinh(s), np.cosh(s) * ds
        elif math.isinf(b):
            e = np.exp(s)
            x, w = a + e, e * ds
        elif math.isinf(a):
            e = np.exp(s)
            x, w = b - e, e * ds
        else:
            q = 1 / (1 + np.exp(-2 * s))
            x, w = a + (b - a) * q, (b - a) * 2 * q * (1 - q) * ds
        keep = np.isfinite(x) & np.isfinite(w) & (x > low) & (x < high)
        xs.append(x[keep])
        ws.append(w[keep] * _H)
    return np.concatenate(xs), np.concatenate(ws)


def kind(e):
    return type(e).__name__


class Model:
    """Numbers for symbols, tables for arbitrary laws and maps, points for arbitrary spaces."""

    def __init__(self, seed, numbers, zeros=False):
        self.seed, self.numbers, self.zeros = seed, dict(numbers), zeros
        self.spaces, self.draws = {}, {}

    def rng(self, *key):
        return random.Random(f"{self.seed}/{'/'.join(map(str, key))}")

    def points(self, space):
        """Weighted points of an arbitrary space."""
        key = str(space.args[0])
        if key not in self.spaces:
            r = self.rng("space", key)
            self.spaces[key] = [r.uniform(0.4, 1.6) for _ in range(r.choice([2, 3]))]
        return list(enumerate(self.spaces[key]))

    def coefficient(self, *key):
        if key not in self.draws:
            r = self.rng("coefficient", *key)
            self.draws[key] = (r.gauss(0, 1), r.gauss(0, 1), r.gauss(0, 0.5), r.random())
        return self.draws[key]


class Meaning:
    """The number that an expression stands for in a model."""

    def __init__(self, model):
        self.model = model

    def __call__(self, e, env=None):
        env = env or {}
        name = kind(e)
        method = getattr(self, "_" + name, None)
        if method is None:
            raise Undecided(name)
        return method(e, env)

    # numbers and arithmetic
    def _number(self, e, env):
        return float(e.p) / float(e.q)

    _Integer = _Rational = _Zero = _One = _NegativeOne = _Half = _number

    def _Infinity(self, e, env):
        return math.inf

    def _NegativeInfinity(self, e, env):
        return -math.inf

    def _Pi(self, e, env):
        return math.pi

    def _Exp1(self, e, env):
        return math.e

    def _EulerGamma(self, e, env):
        return 0.57721566490153286061

    def _symbol(self, e, env):
        if e in env:
            return env[e]
        if e.name in self.model.numbers:
            return self.model.numbers[e.name]
        raise Undecided(f"symbol {e.name}")

    _Symbol = _Dummy = _Bound = _symbol

    def _Add(self, e, env):
        total = 0.0
        for a in e.args:
            total = total + self(a, env)
        return total

    def _Mul(self, e, env):
        values = [self(a, env) for a in e.args]
        out = 1.0
        for v in values:
            out = out * v
        zero = np.zeros(np.shape(out), bool)
        for v in values:
            zero = zero | (np.asarray(v) == 0)
        return np.where(zero, 0.0, out) if np.any(zero) else out

    def _Pow(self, e, env):
        base, power = self(e.args[0], env), self(e.args[1], env)
        return np.power(np.asarray(base, float), power)

    def _exp(self, e, env):
        return np.exp(self(e.args[0], env))

    def _log(self, e, env):
        return self.logarithm(e.args[0], env)

    def logarithm(self, e, env):
        """The log of an expression, of a product factor by factor, so that nothing underflows."""
        name = kind(e)
        if name == "Mul":
            apart = [a for a in e.args if kind(a) in ("Density", "Pow", "exp")]
            rest = math.prod(self(a, env) for a in e.args if a not in apart)
            if np.all(np.asarray(rest) > 0):
                return sum((self.logarithm(a, env) for a in apart), np.log(rest))
        if name == "Pow" and e.args[1].is_number:
            return self(e.args[1], env) * self.logarithm(e.args[0], env)
        if name == "exp":
            return self(e.args[0], env)
        if name == "Density":
            return self.log_density(e.args[0], self.point(e.args[1], env), env)
        return np.log(np.asarray(self(e, env), float))

    def _Abs(self, e, env):
        return np.abs(self(e.args[0], env))

    def _Max(self, e, env):
        return np.maximum.reduce(np.broadcast_arrays(*(self(a, env) for a in e.args)))

    def _Min(self, e, env):
        return np.minimum.reduce(np.broadcast_arrays(*(self(a, env) for a in e.args)))

    def _erf(self, e, env):
        return np.vectorize(math.erf, otypes=[float])(self(e.args[0], env))

    def _erfc(self, e, env):
        return np.vectorize(math.erfc, otypes=[float])(self(e.args[0], env))

    def _gamma(self, e, env):
        return np.vectorize(math.gamma, otypes=[float])(self(e.args[0], env))

    def _loggamma(self, e, env):
        return lgamma(self(e.args[0], env))

    def _factorial(self, e, env):
        return np.vectorize(math.gamma, otypes=[float])(self(e.args[0], env) + 1)

    def _binomial(self, e, env):
        n, k = (self(a, env) for a in e.args)
        return np.exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1))

    def _beta(self, e, env):
        a, b = (self(x, env) for x in e.args)
        return np.exp(lgamma(a) + lgamma(b) - lgamma(a + b))

    def _polygamma(self, e, env):
        n, x = int(self(e.args[0], env)), np.asarray(self(e.args[1], env), float)
        if n > 1:
            raise Undecided("polygamma")
        shift, total = 0, np.zeros(x.shape)
        while np.any(x + shift < 12):
            total = total + (-1 / (x + shift) if n == 0 else 1 / (x + shift) ** 2)
            shift += 1
        y = 1 / (x + shift)
        if n == 0:
            tail = -(y**2) / 12 + y**4 / 120 - y**6 / 252 + y**8 / 240 - y**10 / 132
            return total + np.log(x + shift) - y / 2 + tail
        return total + y + y**2 / 2 + y**3 / 6 - y**5 / 30 + y**7 / 42 - y**9 / 30

    def _hyper(self, e, env):
        above, below = ([self(a, env) for a in side] for side in e.args[:2])
        z = self(e.args[2], env)
        term = total = 1.0
        for n in range(600):
            for a in above:
                term = term * (a + n)
            for b in below:
                term = term / (b + n)
            term = term * z / (n + 1)
            total = total + term
        return total

    # laws
    def density(self, law, point, env):
        """The density of a law at a value of its point."""
        name = kind(law)
        if name in FAMILIES:
            return np.exp(self.log_density(law, point, env))
        if name == "View":
            return self.view(law, point, env)
        if name == "ProductLaw":
            out, n = 1.0, int(self(law.args[2], env))
            for i in range(1, n + 1):
                out = out * self.density(law.args[0], point[i - 1], {**env, law.args[1]: i})
            return out
        if name == "WithDensity":
            return self(law.args[0], {**env, law.args[1]: point})
        raise Undecided(name)

    def log_density(self, law, point, env):
        """The log of it; -oo off the support."""
        if kind(law) == "WithDensity":
            return self.logarithm(law.args[0], {**env, law.args[1]: point})
        if kind(law) not in FAMILIES:
            return np.log(np.asarray(self.density(law, point, env), float))
        values = [self(a, env) for a in law.args]
        support, formula = FAMILIES[kind(law)]
        with np.errstate(all="ignore"):
            found = formula(np.asarray(point, float), *values)
        return np.where(self.inside(support, values, point), found, -math.inf)

    def inside(self, support, values, x):
        low, high = self.ends(support, values)
        x = np.asarray(x, float)
        if support[0] in ("count", "upto"):
            return (x >= low) & (x <= high)
        return (x > low) & (x < high)

    @staticmethod
    def ends(support, values):
        return {
            "line": lambda: (-math.inf, math.inf),
            "half": lambda: (0.0, math.inf),
            "unit": lambda: (0.0, 1.0),
            "between": lambda: (values[0], values[1]),
            "count": lambda: (support[1], math.inf if support[2] is None else support[2]),
            "upto": lambda: (0, values[0]),
        }[support[0]]()

    def view(self, law, point, env):
        family, positions, given, context, parameters, index = law.args
        spaces = list(family.args[1])
        where = [int(i) for i in positions]
        at = dict(
            zip(
                where,
                point if isinstance(point, (tuple, list)) and len(where) > 1 else [point],
                strict=False,
            )
        )
        known = {int(pair[0]): self.point(pair[1], env) for pair in given}
        outer = [self.point(c, env) for c in context]
        values = [self(p, env) for p in parameters]
        tags = [self(i, env) for i in index]
        label = str(family.args[0])

        def mass(fixed):
            """The joint density summed over every coordinate that is not fixed."""
            free = [i for i in range(len(spaces)) if i not in fixed]
            total = 0.0
            for combo in itertools.product(*(self.points(spaces[i], env) for i in free)):
                full = {**fixed, **{i: p for i, (p, _) in zip(free, combo, strict=False)}}
                weight = math.prod(w for _, w in combo)
                total = total + weight * self.cell(
                    label, tags, outer, [full[i] for i in range(len(spaces))], values
                )
            return total

        bottom = mass(known)
        if np.all(bottom == 0):
            raise Undecided("a condition of mass zero")
        return mass({**known, **at}) / bottom

    def cell(self, label, tags, outer, cell, values):
        a, b, c, u = self.model.coefficient("law", label, *tags, *outer, *cell)
        if self.model.zeros and u < 0.4 and any(x != 0 for x in cell):
            return 0.0
        logit = a
        for k, v in enumerate(values):
            logit = logit + (b * np.sin(v + k) + c * v) / 2
        return np.exp(logit)

    def points(self, space, env):
        """Weighted points of a finite space: numbers, or tuples for sequences."""
        name = kind(space)
        if name == "Space":
            return self.model.points(space)
        if name == "Lattice" and space.args[1].is_infinite is not True:
            low, high = (round(float(self(a, env))) for a in space.args)
            return [(k, 1.0) for k in range(low, high + 1)]
        if name == "Power":
            base, n = self.points(space.args[0], env), round(float(self(space.args[1], env)))
            return [
                (tuple(p for p, _ in c), math.prod(w for _, w in c))
                for c in itertools.product(base, repeat=n)
            ]
        raise Undecided(name)

    def point(self, e, env):
        """A point of a space, as a number, an index or a tuple."""
        if kind(e) == "Tuple":
            return tuple(self.point(a, env) for a in e.args)
        return self(e, env)

    def integrate(self, body, variable, space, env, density=None, around=()):
        """The integral of a body against a density; 0 where the density is."""
        name = kind(space)
        if name == "Line":
            low, high = (float(self(a, env)) for a in space.args)
            if low > high:
                raise Undecided("an interval that ends before it begins")
            x, w = nodes(low, high, around)
            shape = (-1,) + (1,) * max((np.ndim(v) for v in env.values()), default=0)
            x, w = x.reshape(shape), w.reshape(shape)
            with np.errstate(all="ignore"):
                d = 1.0 if density is None else density(x)
                f = (
                    self(body, {**env, variable: x})
                    if callable(getattr(body, "func", None))
                    else body(x)
                )
                return np.sum(np.where(np.asarray(d) == 0, 0.0, w * d * f), axis=0)
        if name == "Lattice" and space.args[1].is_infinite:
            low = round(float(self(space.args[0], env)))
            points = [(k, 1.0) for k in range(low, low + 400)]
        else:
            points = self.points(space, env)
        total = 0.0
        for p, w in points:
            d = 1.0 if density is None else density(p)
            if np.all(np.asarray(d) == 0):
                continue
            f = (
                self(body, {**env, variable: p})
                if callable(getattr(body, "func", None))
                else body(p)
            )
            total = total + np.where(np.asarray(d) == 0, 0.0, w * d * f)
        return total

    def space(self, law):
        name = kind(law)
        if name == "View":
            spaces, where = law.args[0].args[1], law.args[1]
            if len(where) != 1:
                raise Undecided("a law of several coordinates")
            return spaces[int(where[0])]
        return law.space

    def kinks(self, body, variable, env):
        """Where what stands under an absolute value or a maximum, being linear, changes sign."""
        found = []
        for inner in [e for e in body.args if e.args]:
            found += self.kinks(inner, variable, env)
        inner = None
        if kind(body) in ("Abs", "Max"):
            inner = sum(body.args)
        elif kind(body) == "Density" and kind(body.args[0]) == "Laplace":
            inner = body.args[1] - body.args[0].args[0]
        if inner is not None and inner.has(variable):
            at = [self(inner, {**env, variable: float(k)}) for k in (0, 1)]
            if all(np.ndim(v) == 0 for v in at) and at[1] != at[0]:
                found.append(float(at[0] / (at[0] - at[1])))
        return found

    def under(self, law, body, variable, env, kinks=()):
        around = list(kinks)
        if callable(getattr(body, "func", None)) and kind(law.space) == "Line":
            around += self.kinks(body, variable, env)
        if kind(law) in ("Normal", "Laplace"):
            around.append(float(np.mean(self(law.args[0], env))))
        return self.integrate(
            body, variable, self.space(law), env, lambda x: self.density(law, x, env), around
        )

    # nodes
    def _Density(self, e, env):
        return self.density(e.args[0], self.point(e.args[1], env), env)

    def _Value(self, e, env):
        family, point, parameters = e.args
        values = [self(p, env) for p in parameters]
        if [kind(s) for s in family.args[1]] == ["Line"]:
            a, b, c, _ = self.model.coefficient("curve", str(family.args[0]))
            y = self(point, env)
            return a + b * np.sin(y) + c * np.cos(y / 2)
        a, b, c, _ = self.model.coefficient("map", str(family.args[0]), self.point(point, env))
        out = a
        for k, v in enumerate(values):
            out = out + b * np.sin(v + k) + c * v
        return out

    def _Element(self, e, env):
        sequence, index = self(e.args[0], env), round(float(self(e.args[1], env)))
        if not isinstance(sequence, (list, tuple)):
            raise Undecided("a sequence without points")
        return sequence[index - 1]

    def _Expect(self, e, env):
        return self.under(e.args[2], e.args[0], e.args[1], env)

    def _Variance(self, e, env):
        body, variable, law = e.args
        mean = self.under(law, body, variable, env)
        return self.under(law, body**2, variable, env) - mean**2

    def _Integral(self, e, env):
        return self.integrate(e.args[0], e.args[1], e.args[2], env)

    def _FiniteSum(self, e, env):
        body, variable, low, high = e.args
        span = range(round(float(self(low, env))), round(float(self(high, env))) + 1)
        return sum((self(body, {**env, variable: k}) for k in span), 0.0)

    def _FiniteProduct(self, e, env):
        body, variable, low, high = e.args
        span = range(round(float(self(low, env))), round(float(self(high, env))) + 1)
        out = 1.0
        for k in span:
            out = out * self(body, {**env, variable: k})
        return out

    def divergence(self, p, q, env):
        """The mean under p of log p - log q."""

        def ratio(x):
            with np.errstate(all="ignore"):
                return self.log_density(p, x, env) - self.log_density(q, x, env)

        around = [float(self(q.args[0], env))] if kind(q) == "Laplace" else []
        return self.under(p, ratio, None, env, around)

    def _KL(self, e, env):
        return self.divergence(*e.args, env)

    def _FDivergence(self, e, env):
        body, ratio, p, q = e.args

        def inside(x):
            with np.errstate(all="ignore"):
                return self(body, {**env, ratio: self.density(p, x, env) / self.density(q, x, env)})

        return self.under(q, inside, None, env)

    def _JSD(self, e, env):
        p, q = e.args

        def against(law):
            def inside(x):
                mixture = (self.density(p, x, env) + self.density(q, x, env)) / 2
                return np.log(self.density(law, x, env) / mixture)

            return self.under(law, inside, None, env)

        return (against(p) + against(q)) / 2

    def over_both(self, e, env, inside):
        """The integral of a function of two densities."""
        p, q = e.args

        def body(x):
            return inside(self.density(p, x, env), self.density(q, x, env))

        return self.integrate(body, None, self.space(p), env)

    def _SquaredHellinger(self, e, env):
        return 1 - self.over_both(e, env, lambda a, b: np.sqrt(a * b))

    def _TotalVariation(self, e, env):
        return self.over_both(e, env, lambda a, b: np.abs(a - b)) / 2

    def _ArgMax(self, e, env):
        body, variable, space = e.args
        heights = [(float(self(body, {**env, variable: p})), p) for p, _ in self.points(space, env)]
        return max(heights, key=lambda found: found[0])[1]

    def _LeftOut(self, e, env):
        sequence, index = self(e.args[0], env), round(float(self(e.args[1], env)))
        return sequence[: index - 1] + sequence[index:]

    def _Entropy(self, e, env):
        p = e.args[0]
        with np.errstate(all="ignore"):
            return -self.under(p, lambda x: self.log_density(p, x, env), None, env)

    def _CrossEntropy(self, e, env):
        p, q = e.args
        with np.errstate(all="ignore"):
            return -self.under(p, lambda x: self.log_density(q, x, env), None, env)

    def _ELBO(self, e, env):
        joint, variable, q = e.args

        def inside(z):
            with np.errstate(all="ignore"):
                return self.logarithm(joint, {**env, variable: z}) - self.log_density(q, z, env)

        return self.under(q, inside, None, env, self.kinks(joint, variable, env))

    def _Gradient(self, e, env):
        body, variable, point = e.args
        at, h = float(self(point, env)), 2e-3
        f = lambda t: self(body, {**env, variable: at + t})  # noqa: E731
        return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)

    def _Limit(self, e, env):
        body, variable, interval, point = e.args
        end, low = float(self(point, env)), float(self(interval.args[0], env))
        away = 1 if end == low else -1
        far = math.isinf(end)
        near = lambda h: -away / h if far else end + away * h  # noqa: E731
        row = [float(self(body, {**env, variable: near(2.0**-k)})) for k in range(5, 13)]
        if all(abs(b) > 1.3 * abs(a) for a, b in itertools.pairwise(row)):
            return math.copysign(math.inf, row[-1])
        power = 1
        while len(row) > 3:
            power *= 2
            row = [b + (b - a) / (power - 1) for a, b in itertools.pairwise(row)]
        if abs(row[-1] - row[-2]) > 1e-6 * (1 + abs(row[-1])):
            raise Undecided("a limit that does not settle")
        return row[-1]


def value(expr, model):
    """The number of an expression in a model, or nan where it has none."""
    with np.errstate(all="ignore"):
        found = Meaning(model)(expr)
    return float(found)
