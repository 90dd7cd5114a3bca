"""How well events are read: annotations of texts, what of them was told, and samples to judge."""

from kg.scoring.annotations import Annotation, read_annotations
from kg.scoring.figures import Figures, score
from kg.scoring.sampling import Judged, judged, sample

__all__ = ["Annotation", "Figures", "Judged", "judged", "read_annotations", "sample", "score"]
