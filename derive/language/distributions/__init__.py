"""Families with a formula, one file each; names and arguments as in `torch.distributions`."""

from __future__ import annotations

from derive.language.distributions.arcsine import Arcsine
from derive.language.distributions.bernoulli import Bernoulli
from derive.language.distributions.beta import Beta
from derive.language.distributions.betaprime import BetaPrime
from derive.language.distributions.binomial import Binomial
from derive.language.distributions.categorical import Categorical
from derive.language.distributions.cauchy import Cauchy
from derive.language.distributions.chi import Chi
from derive.language.distributions.chi2 import Chi2
from derive.language.distributions.continuousbernoulli import ContinuousBernoulli
from derive.language.distributions.dirichlet import Dirichlet
from derive.language.distributions.discreteuniform import DiscreteUniform
from derive.language.distributions.exponential import Exponential
from derive.language.distributions.frechet import Frechet
from derive.language.distributions.gamma import Gamma
from derive.language.distributions.geometric import Geometric
from derive.language.distributions.gumbel import Gumbel
from derive.language.distributions.halfcauchy import HalfCauchy
from derive.language.distributions.halfnormal import HalfNormal
from derive.language.distributions.hyperbolicsecant import HyperbolicSecant
from derive.language.distributions.inversegamma import InverseGamma
from derive.language.distributions.inversegaussian import InverseGaussian
from derive.language.distributions.kumaraswamy import Kumaraswamy
from derive.language.distributions.laplace import Laplace
from derive.language.distributions.levy import Levy
from derive.language.distributions.logarithmic import Logarithmic
from derive.language.distributions.logistic import Logistic
from derive.language.distributions.loglogistic import LogLogistic
from derive.language.distributions.lognormal import LogNormal
from derive.language.distributions.lomax import Lomax
from derive.language.distributions.lowrankmultivariatenormal import LowRankMultivariateNormal
from derive.language.distributions.maxwell import Maxwell
from derive.language.distributions.multivariatenormal import MultivariateNormal
from derive.language.distributions.nakagami import Nakagami
from derive.language.distributions.negativebinomial import NegativeBinomial
from derive.language.distributions.normal import Normal
from derive.language.distributions.pareto import Pareto
from derive.language.distributions.poisson import Poisson
from derive.language.distributions.rayleigh import Rayleigh
from derive.language.distributions.studentt import StudentT
from derive.language.distributions.triangular import Triangular
from derive.language.distributions.uniform import Uniform
from derive.language.distributions.vonmises import VonMises
from derive.language.distributions.weibull import Weibull
from derive.language.distributions.wignersemicircle import WignerSemicircle

__all__ = [
    "Arcsine",
    "Bernoulli",
    "Beta",
    "BetaPrime",
    "Binomial",
    "Categorical",
    "Cauchy",
    "Chi",
    "Chi2",
    "ContinuousBernoulli",
    "Dirichlet",
    "DiscreteUniform",
    "Exponential",
    "Frechet",
    "Gamma",
    "Geometric",
    "Gumbel",
    "HalfCauchy",
    "HalfNormal",
    "HyperbolicSecant",
    "InverseGamma",
    "InverseGaussian",
    "Kumaraswamy",
    "Laplace",
    "Levy",
    "LogLogistic",
    "LogNormal",
    "Logarithmic",
    "Logistic",
    "Lomax",
    "LowRankMultivariateNormal",
    "Maxwell",
    "MultivariateNormal",
    "Nakagami",
    "NegativeBinomial",
    "Normal",
    "Pareto",
    "Poisson",
    "Rayleigh",
    "StudentT",
    "Triangular",
    "Uniform",
    "VonMises",
    "Weibull",
    "WignerSemicircle",
]
