"""Families with a formula, one file each; names and arguments as in `torch.distributions`."""

from derive.language.distributions.bernoulli import Bernoulli
from derive.language.distributions.beta import Beta
from derive.language.distributions.binomial import Binomial
from derive.language.distributions.exponential import Exponential
from derive.language.distributions.gamma import Gamma
from derive.language.distributions.geometric import Geometric
from derive.language.distributions.laplace import Laplace
from derive.language.distributions.lognormal import LogNormal
from derive.language.distributions.normal import Normal
from derive.language.distributions.poisson import Poisson
from derive.language.distributions.uniform import Uniform

__all__ = [
    "Bernoulli",
    "Beta",
    "Binomial",
    "Exponential",
    "Gamma",
    "Geometric",
    "Laplace",
    "LogNormal",
    "Normal",
    "Poisson",
    "Uniform",
]
