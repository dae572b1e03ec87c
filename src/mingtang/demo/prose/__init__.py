"""The generator's own grammar of Chinese official prose: lexicon, sentences, documents."""

from .lexicon import Domain, domain
from .writing import Scene, Text

__all__ = ["Domain", "Scene", "Text", "domain"]
