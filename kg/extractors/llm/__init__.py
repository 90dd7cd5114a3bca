"""The ``llm`` extractor: a language model points at events, and what it cannot prove in the text is dropped.

Works with any endpoint that speaks OpenAI's chat completions.  No word of the model's own goes into a graph: what is
kept of its answer are positions in the article and codes from closed lists.
"""

from kg.extractors.llm.extractor import LlmExtractor

__all__ = ["LlmExtractor"]
