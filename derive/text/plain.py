"""Expressions as plain text, for terminals, JSON and `str`.

Every node has one method; precedence follows SymPy's own printer, to which the nodes are atoms.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Symbol, oo
from sympy.printing.precedence import PRECEDENCE, precedence
from sympy.printing.str import StrPrinter

from derive.language import (
    Density,
    Distribution,
    Laws,
    Lattice,
    Law,
    Line,
    Maps,
    Power,
    ProductLaw,
    Space,
    View,
)
from derive.language.condition import Condition
from derive.text.letters import Letters, letter_of

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "lamda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
}  # fmt: skip


class PlainPrinter(StrPrinter):
    """Prints a SymPy expression of the language on one line; `unicode` allows Greek letters and ∫ Σ ∂."""

    printmethod = "_no_method"  # nodes print themselves structurally for str(); here they do not

    def __init__(self, letters: Letters, unicode: bool = False) -> None:
        super().__init__({"order": None})
        self.letters = letters
        self.unicode = unicode

    def _sign(self, plain: str, fancy: str) -> str:
        return fancy if self.unicode else plain

    def emptyPrinter(self, expr: Any) -> str:
        return str(expr)

    # names
    def _print_Symbol(self, expr: Symbol) -> str:
        return self.name(expr.name)

    _print_Dummy = _print_Symbol

    def name(self, name: str) -> str:
        clean = "".join(c if c.isprintable() else "?" for c in name)
        stem, _, rest = clean.partition("_")
        if self.unicode and stem in GREEK:
            return GREEK[stem] + (f"_{rest}" if rest else "")
        return clean

    def _print_Bound(self, expr: Basic) -> str:
        return self.letters.name(expr)

    def _print_Exp1(self, _: Any) -> str:
        return "e"

    def _print_exp(self, expr: Any) -> str:
        return f"exp({self._print(expr.args[0])})"

    def _print_Infinity(self, _: Any) -> str:
        return self._sign("oo", "∞")

    def _print_Pi(self, _: Any) -> str:
        return self._sign("pi", "π")

    def _print_polygamma(self, expr: Any) -> str:
        order, at = expr.args
        inner = self._print(at)
        return f"{self._sign('psi', 'ψ')}({inner})" if order == 0 else f"polygamma({order}, {inner})"

    def _print_loggamma(self, expr: Any) -> str:
        return f"log {self._sign('Gamma', 'Γ')}({self._print(expr.args[0])})"

    def _print_gamma(self, expr: Any) -> str:
        return f"{self._sign('Gamma', 'Γ')}({self._print(expr.args[0])})"

    def _print_Abs(self, expr: Any) -> str:
        return f"|{self._print(expr.args[0])}|"

    def _print_Tuple(self, expr: Any) -> str:
        return ", ".join(self._print(e) for e in expr)

    # laws
    def family(self, law: View) -> str:
        name = law.family.label if not str(law.family.name).isdigit() else self.letters.name(law.family)
        marks = [self._print(m) for m in (*law.index, *law.parameters)]
        return name + (f"_{','.join(marks)}" if marks else "")

    def view(self, law: View, point: str) -> str:
        given = [self._print(v) for v in (*law.given.values(), *law.context)]
        bar = f" | {', '.join(given)}" if given else ""
        return f"{self.family(law)}({point}{bar})"

    def law(self, law: Law) -> str:
        """A law by itself, with letters for its points where it has any of its own."""
        if isinstance(law, View):
            points = ", ".join(letter_of(s) or "." for s in law.coordinates)
            return self.view(law, points)
        if isinstance(law, ProductLaw):
            return self._product_law(law)
        return self._print(law)

    def _product_law(self, law: ProductLaw) -> str:
        with self.letters.binding(law) as i:
            inner = self.law(law.args[0])
        length = self._print(law.length)
        if law.is_iid:
            return f"{inner}^{length}"
        return f"{self._sign('prod', 'Π')}_{{{i}=1..{length}}} {inner}"

    def _print_Distribution(self, law: Distribution) -> str:
        return f"{type(law).__name__}({', '.join(self._print(a) for a in law.args)})"

    def _print_View(self, law: View) -> str:
        return self.law(law)

    def _print_ProductLaw(self, law: ProductLaw) -> str:
        return self._product_law(law)

    def _print_Maximiser(self, law: Any) -> str:
        with self.letters.binding(law) as q:
            return f"argmax_{q} [{self._print(law.args[0])}]"

    def _print_Density(self, expr: Density) -> str:
        law, point = expr.law, self._print(expr.point)
        if isinstance(law, View):
            return self.view(law, point)
        if isinstance(law, Distribution):
            return f"{type(law).__name__}({point}; {', '.join(self._print(a) for a in law.args)})"
        return f"({self.law(law)})({point})"

    def _print_Value(self, expr: Any) -> str:
        marks = [self._print(p) for p in expr.parameters]
        name = expr.family.label if not str(expr.family.name).isdigit() else self.letters.name(expr.family)
        return f"{name}{'_' + ','.join(marks) if marks else ''}({self._print(expr.point)})"

    def _print_Element(self, expr: Any) -> str:
        index = self._print(expr.index)
        simple = index.isalnum()
        return f"{self._print(expr.sequence)}_{index if simple else '{' + index + '}'}"

    # binders
    def _print_Expect(self, expr: Any, name: str = "E") -> str:
        with self.letters.binding(expr) as x:
            body = self._print(expr.args[0])
        return f"{name}_{{{x} ~ {self.own(expr.law, x)}}}[{body}]"

    def own(self, law: Law, point: str) -> str:
        """A law with the letter of the point that is drawn from it."""
        return self.view(law, point) if isinstance(law, View) else self.law(law)

    def _print_Variance(self, expr: Any) -> str:
        return self._print_Expect(expr, "Var")

    def _print_ELBO(self, expr: Any) -> str:
        return self._print_Expect(expr, "ELBO")

    def _print_Integral(self, expr: Any) -> str:
        space = expr.space
        with self.letters.binding(expr) as x:
            body = self._group(expr.args[0])
        if space.is_discrete:
            return f"{self._sign('sum', 'Σ')}_{{{self.place(space, x)}}} {body}"
        ends = f"_{self._print(space.low)}^{self._print(space.high)}" if isinstance(space, Line) else ""
        return f"{self._sign('int', '∫')}{ends} {body} d{x}"

    def place(self, space: Space, x: str) -> str:
        """Where a discrete variable runs."""
        if isinstance(space, Lattice):
            high = self._print(space.high)
            return f"{x}={self._print(space.low)}..{high}"
        return x if space.is_arbitrary else f"{x} in {self._print(space)}"

    def _group(self, expr: Any) -> str:
        text = self._print(expr)
        return f"({text})" if precedence(expr) < PRECEDENCE["Mul"] or expr.is_Mul else text

    def _print_FiniteSum(self, expr: Any, name: str = "sum", fancy: str = "Σ") -> str:
        with self.letters.binding(expr) as i:
            body = self._group(expr.args[0])
        ends = f"{i}={self._print(expr.low)}..{self._print(expr.high)}"
        return f"{self._sign(name, fancy)}_{{{ends}}} {body}"

    def _print_FiniteProduct(self, expr: Any) -> str:
        return self._print_FiniteSum(expr, "prod", "Π")

    def _print_Gradient(self, expr: Any) -> str:
        point = expr.point
        if isinstance(point, Symbol):
            with self.letters.binding(expr, self._print(point)) as t:
                return f"{self._sign('d', '∂')}/{self._sign('d', '∂')}{t} [{self._print(expr.args[0])}]"
        with self.letters.binding(expr) as t:
            body = self._print(expr.args[0])
        return f"d/d{t} [{body}] at {t} = {self._print(point)}"

    def _print_Sup(self, expr: Any, name: str = "sup") -> str:
        with self.letters.binding(expr) as t:
            body = self._print(expr.args[0])
        domain = "" if isinstance(expr.domain, (Laws, Maps)) else f" in {self._print(expr.domain)}"
        return f"{name}_{{{t}{domain}}} [{body}]"

    def _print_ArgMax(self, expr: Any) -> str:
        return self._print_Sup(expr, "argmax")

    # divergences
    def _pair(self, name: str, expr: Any, bar: str) -> str:
        return f"{name}({self.law(expr.args[0])}{bar}{self.law(expr.args[1])})"

    def _print_KL(self, expr: Any) -> str:
        return self._pair("KL", expr, " || ")

    def _print_JSD(self, expr: Any) -> str:
        return self._pair("JSD", expr, " || ")

    def _print_CrossEntropy(self, expr: Any) -> str:
        return self._pair("H", expr, ", ")

    def _print_Entropy(self, expr: Any) -> str:
        return f"H({self.law(expr.args[0])})"

    # spaces
    def _print_Space(self, space: Space) -> str:
        return space.name

    def _print_Line(self, space: Line) -> str:
        if space.low == -oo and space.high == oo:
            return self._sign("R", "ℝ")
        return f"({self._print(space.low)}, {self._print(space.high)})"

    def _print_Lattice(self, space: Lattice) -> str:
        return "{" + f"{self._print(space.low)}, ..., {self._print(space.high)}" + "}"

    def _print_Power(self, space: Power) -> str:
        return f"{self._print(space.base)}^{self._print(space.length)}"

    # conditions
    def _print_Dominates(self, c: Condition) -> str:
        q, p = (self.law(a) for a in c.args)
        return f"{q} > 0 wherever {p} > 0"

    def _print_Disjoint(self, c: Condition) -> str:
        p, q = (self.law(a) for a in c.args)
        return f"{p} and {q} are nowhere positive together"

    def _print_IsFinite(self, c: Condition) -> str:
        return f"{self._print(c.args[0])} is finite"

    def _print_Smooth(self, c: Condition) -> str:
        t = self._print(c.args[1])
        return f"{self._print(c.args[0])} may be differentiated in {t} under its integrals"

    def _print_Everywhere(self, c: Any) -> str:
        with self.letters.binding(c) as x:
            return f"{self._print(c.args[0])} for all {x} in {self._print(c.args[2])}"

    def _print_Contains(self, c: Any) -> str:
        return f"{self._print(c.args[0])} in {c.args[1]}"


def plain(expr: Any, letters: tuple[str, ...] = (), *, unicode: bool = False) -> str:
    """An expression on one line of text.

    letters: names for bound numbers, best first; unicode: whether Greek letters may be used.

    >>> from sympy import Symbol
    >>> from derive.language import Exponential, Expect
    >>> z = Symbol("z")
    >>> plain(Expect(z**2, z, Exponential(Symbol("phi"))), ("z",))
    'E_{z ~ Exponential(phi)}[z**2]'
    """
    chosen = Letters(letters)
    if isinstance(expr, Basic):
        chosen.avoid(expr)
    text: str = PlainPrinter(chosen, unicode)._print(expr)
    return text


__all__ = ["PlainPrinter", "plain"]
