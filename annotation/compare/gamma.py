"""Mathet's gamma, where the library pygamma-agreement is installed; the program does not need it.

Source: Y. Mathet, A. Widlöcher, J.-P. Métivier, “The Unified and Holistic Method Gamma (γ) for
Inter-Annotator Agreement Measure and Alignment”, Computational Linguistics 41 (2015), p. 437–479.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from annotation.compare.coefficients import Counts
from annotation.compare.layers import Layer
from annotation.compare.measures import ByLabel, Group, Measure
from annotation.records import Id

LIBRARY = "pygamma_agreement"

SEED = 4772
"""Chance is sampled; the same seed gives the same figure again."""


def is_installed() -> bool:
    """Tell whether the library is there."""
    return find_spec(LIBRARY) is not None


def gamma_of(layers: Sequence[Layer]) -> float | None:
    """Return γ of the mentions of one article; None where fewer than two annotators have a mention."""
    library: Any = import_module(LIBRARY)
    segment: Any = import_module("pyannote.core").Segment
    continuum = library.Continuum()
    for layer in layers:
        continuum.add_annotator(layer.annotator_id)
        for mention in layer.mentions:
            continuum.add(layer.annotator_id, segment(mention.start, mention.end), mention.label_id)
    if sum(bool(layer.mentions) for layer in layers) < 2:
        return None
    import_module("numpy").random.seed(SEED)
    dissimilarity = library.CombinedCategoricalDissimilarity(delta_empty=1, alpha=1, beta=1)
    return float(continuum.compute_gamma(dissimilarity).gamma)


def _count(layers: Sequence[Layer], _labels: Sequence[Id]) -> ByLabel:
    gamma = gamma_of(layers)
    units = sum(len(layer.mentions) for layer in layers)
    return {None: Counts() if gamma is None else Counts({"gamma": gamma * units, "units": units})}


GAMMA = Measure(
    id="units.gamma",
    name="Mathet’s gamma",
    section="Text",
    meaning="How alike all cut and label mentions, by the best way to pair them; 1 is perfect, 0 chance; "
    "only articles which all did and in which two have mentions, each by its number of mentions.",
    source="Y. Mathet, A. Widlöcher, J.-P. Métivier, Computational Linguistics 41 (2015), p. 437–479",
    counted="mentions of all",
    group=Group.COMPLETE,
    count=_count,
    value=lambda counts, _annotators: counts["gamma"] / counts["units"] if counts["units"] else None,
    items=lambda counts: round(counts["units"]),
)
"""The measure, for those who ask for it."""
