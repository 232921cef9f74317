"""The model that this project trains: spaCy's transition-based NER over syllables.

The weights lie in ``model/`` beside this file (``kehoach train`` writes such a folder). Vietnamese puts spaces
between syllables, so tokens are syllables, numbers and single signs: nothing has to be segmented first, and a
wrong word boundary can never cut a name in two.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import spacy
from spacy.tokens import Doc

from kehoach.errors import UsageError
from kehoach.recognition import Label, Name
from kehoach.text import normalise

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

SHIPPED = Path(__file__).parent / "model"
LABELS = ("LOC", "ORG", "PERSON")
_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+|\s+|.", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_])|\n")

# A convolution over a window of nine syllables; small tables, since syllables are few (some 7,000).
NER = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "width": 96,
            "depth": 4,
            "embed_size": 2000,
            "window_size": 1,
            "maxout_pieces": 3,
            "subword_features": True,
            "pretrained_vectors": None,
        },
    }
}


class Syllables:
    """A spaCy tokenizer: syllables, numbers and single signs."""

    def __init__(self, vocab: "Vocab") -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The text as a Doc; ``doc.text == text`` always."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            if match.group() == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(match.group())
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


def blank() -> "Language":
    """An untrained pipeline: the tokenizer and an empty NER."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = Syllables(nlp.vocab)
    nlp.add_pipe("ner", config=NER)
    return nlp


def save(nlp: "Language", folder: Path, about: dict[str, Any]) -> None:
    """Writes the weights of the NER, and ``about.json``: how they came about."""
    folder.mkdir(parents=True, exist_ok=True)
    cast(Any, nlp.get_pipe("ner")).to_disk(folder / "ner", exclude=["vocab"])
    (folder / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8")


def load(folder: Path = SHIPPED) -> "Language":
    """A pipeline with trained weights. Raises UsageError when the folder holds none."""
    if not (folder / "ner" / "model").is_file():
        raise UsageError(
            f"{folder} holds no trained model.", "Train one with: kehoach train FOLDER --out DIR."
        )
    nlp = blank()
    ner: Any = nlp.get_pipe("ner")
    for label in LABELS:
        ner.add_label(label)
    ner.from_disk(folder / "ner", exclude=["vocab"])
    return nlp


class TrainedBackend:
    """The trained model behind the interface of ``Recognizer``."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._nlp = load(folder)

    def names(self, text: str) -> list[Name]:
        """The names that the model sees."""
        return self.names_of([text])[0]

    def names_of(self, texts: Sequence[str]) -> list[list[Name]]:
        """The names in each text, seen in batches."""
        return [
            [Name(e.start_char, e.end_char, cast(Label, e.label_)) for e in doc.ents]
            for doc in self._nlp.pipe(texts)
        ]

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Stretches between full stops and line ends."""
        cuts = [0]
        for match in _SENTENCE_END.finditer(text):
            cuts += [match.start(), match.end()]
        cuts.append(len(text))
        return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b > a]

    def normalise(self, text: str) -> str:
        """As the whole pipeline does: NFC, look-alike letters and odd spaces mended."""
        return normalise(text)
