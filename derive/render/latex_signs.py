"""The signs of LaTeX with their widths in em, as Computer Modern has them at text size."""

from __future__ import annotations

from derive.text.names import GREEK

_LATIN_WIDTHS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (
            *(0.53, 0.43, 0.44, 0.52, 0.47, 0.60, 0.52, 0.58, 0.35, 0.47, 0.56, 0.32, 0.88),
            *(0.60, 0.49, 0.51, 0.49, 0.48, 0.47, 0.37, 0.58, 0.53, 0.75, 0.58, 0.53, 0.51),
            *(0.75, 0.81, 0.79, 0.86, 0.80, 0.79, 0.79, 0.92, 0.52, 0.66, 0.93, 0.69, 1.08),
            *(0.92, 0.80, 0.79, 0.80, 0.77, 0.68, 0.73, 0.80, 0.81, 1.09, 0.91, 0.81, 0.76),
        ),
        strict=True,
    )
)
DIGIT, WORD_LETTER = 0.5, 0.56
THIN, BINARY_SPACE, RELATION_SPACE = 0.17, 0.45, 0.56
SCRIPT = 0.76

# What is written for a sign, and how wide that is.
SIGNS: dict[str, tuple[str, float]] = {
    "bhattacharyya": (r"D_{\mathrm{B}}", 1.35),
    "catalan": ("G", 0.79),
    "chi-squared": (r"\chi^{2}", 1.1),
    "complex-infinity": (r"\tilde{\infty}", 1.0),
    "digamma": (r"\psi", 0.69),
    "divergence": ("D", 0.86),
    "dot": (r"\cdot", 0.28),
    "star": ("*", 0.5),
    "dots": (r"\dots", 1.34),
    "plus": ("+", 0.78),
    "minus": ("-", 0.78),
    "e": ("e", 0.47),
    "empty-set": (r"\varnothing", 0.78),
    "euler-gamma": (r"\gamma_{\mathrm{E}}", 1.1),
    "gamma-function": (r"\Gamma", 0.63),
    "golden-ratio": (r"\varphi", 0.66),
    "i": (r"\mathrm{i}", 0.28),
    "infinity": (r"\infty", 1.0),
    "integers": (r"\mathbb{Z}", 0.67),
    "jeffreys": ("J", 0.66),
    "largest-eigenvalue": (r"\lambda_{\max}", 2.0),
    "log": (r"\log", 1.46),
    "loggamma": (r"\log\Gamma", 2.1),
    "naturals": (r"\mathbb{N}", 0.73),
    "naturals-with-zero": (r"\mathbb{N}_{0}", 1.15),
    "pi": (r"\pi", 0.61),
    "positive-matrices": (r"\mathbb{S}_{++}", 1.6),
    "rationals": (r"\mathbb{Q}", 0.78),
    "reals": (r"\mathbb{R}", 0.73),
    "simplex": (r"\Delta", 0.84),
    "squared-hellinger": ("H^{2}", 1.35),
    "undefined": (r"\text{undefined}", 4.6),
    "E": (r"\mathbb{E}", 0.67),
    "H": ("H", 0.92),
    "wasserstein": ("W", 1.09),
    "Normal": (r"\mathcal{N}", 0.97),
    "MultivariateNormal": (r"\mathcal{N}", 0.97),
    "Exponential": (r"\operatorname{Exp}", 1.8),
    "ELBO": (r"\mathcal{L}", 0.69),
    "beta": (r"\mathrm{B}", 0.71),
    "zeta": (r"\zeta", 0.52),
    "lowergamma": (r"\gamma", 0.6),
    "uppergamma": (r"\Gamma", 0.63),
    "sin": (r"\sin", 1.4),
    "cos": (r"\cos", 1.55),
    "tan": (r"\tan", 1.55),
    "sinh": (r"\sinh", 1.95),
    "cosh": (r"\cosh", 2.1),
    "tanh": (r"\tanh", 2.1),
    "max": (r"\max", 2.05),
    "min": (r"\min", 1.85),
    "det": (r"\det", 1.5),
}
RELATIONS: dict[str, tuple[str, float]] = {
    "=": ("=", 0.78),
    "<": ("<", 0.78),
    ">": (">", 0.78),
    "<=": (r"\le", 0.78),
    ">=": (r"\ge", 0.78),
    "!=": (r"\ne", 0.78),
    "~": (r"\sim", 0.78),
    "in": (r"\in", 0.67),
    "maps-to": (r"\mapsto", 1.0),
    "tends-to": (r"\to", 1.0),
}
BIG_SIGNS: dict[str, tuple[str, float]] = {
    "sum": (r"\sum", 1.45),
    "product": (r"\prod", 1.3),
    "integral": (r"\int", 0.92),
    "sup": (r"\sup", 1.6),
    "inf": (r"\inf", 1.25),
    "lim": (r"\lim", 1.4),
    "argmax": (r"\operatorname*{arg\,max}", 4.0),
}
BRACKETS: dict[str, tuple[str, float]] = {
    "(": ("(", 0.39),
    ")": (")", 0.39),
    "[": ("[", 0.29),
    "]": ("]", 0.29),
    "{": (r"\{", 0.5),
    "}": (r"\}", 0.5),
    "|": ("|", 0.28),
    "floor-left": ("\\lfloor ", 0.45),
    "floor-right": ("\\rfloor ", 0.45),
    "ceiling-left": ("\\lceil ", 0.45),
    "ceiling-right": ("\\rceil ", 0.45),
}
# How large brackets are around what is this tall, and how much wider they are then.
SIZES = (
    ("", "", 0.0),
    (r"\bigl", r"\bigr", 0.1),
    (r"\Bigl", r"\Bigr", 0.16),
    (r"\biggl", r"\biggr", 0.29),
)
# Functions whose first argument is written as a subscript.
INDEXED: dict[str, tuple[str, float]] = {
    "besseli": ("I", 0.52),
    "besselj": ("J", 0.66),
    "besselk": ("K", 0.93),
    "bessely": ("Y", 0.81),
    "expint": ("E", 0.8),
    "polylog": (r"\operatorname{Li}", 1.0),
}


def stem_width(stem: str) -> float:
    """The width of the stem of a name: a letter, a Greek letter, a word."""
    if stem in GREEK:
        return 0.84 if stem[0].isupper() else 0.7
    return _LATIN_WIDTHS.get(stem, WORD_LETTER * len(stem) + 0.2)
