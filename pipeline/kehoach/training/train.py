"""Trains the NER model. Deterministic: the same documents and the same seed give the same weights."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.training import Example as Pair
from spacy.training import offsets_to_biluo_tags
from thinc.api import fix_random_seed

from kehoach.errors import UsageError
from kehoach.recognition.trained import LABELS, SHIPPED, blank, save
from kehoach.text import compile_vi
from kehoach.training.silver import Example, Labeller, examples, names_of, read_folder
from kehoach.training.vary import Stock, listed, varied

_WORD = compile_vi(r"[a-zđà-ỹ]{2,7}")
_BATCH = 48
_LISTS = 0.12  # stretches of nothing but names, beside those of the documents
_HELD_OUT = 10  # one document in so many is kept back to choose the best round
_OFTEN = 5  # a syllable for made-up names occurs so often: slips and foreign words do not
_HEADING = 100  # characters: shorter stretches are headings, cells, lines; all are trained on
_PLAIN = 4  # one longer stretch without any name in so many is trained on

Score = dict[str, float]


def train(
    folders: Iterable[Path],
    out: Path = SHIPPED,
    seed: int = 1,
    rounds: int = 8,
    tell: Callable[[str], None] = print,
) -> Score:
    """Labels the documents of folders by the rules, trains on them and writes the best round to ``out``.

    Returns precision, recall and F1 (0 to 1) on the documents kept back, with their names masked.
    Raises UsageError when the folders hold too little.
    """
    fix_random_seed(seed)
    draw = random.Random(seed)
    learn, judge, bodies = _examples(list(folders), draw)
    if len(learn) < 200 or not judge:
        raise UsageError(
            f"Only {len(learn)} labelled stretches were found: too few to train on.",
            "Give folders with some dozens of documents.",
        )
    tell(f"{len(learn)} stretches to learn from, {len(judge)} to judge by, {len(bodies)} known names")
    counted = Counter(s for e in learn for s in _WORD.findall(e.text))
    stock = Stock(sorted(s for s, count in counted.items() if count >= _OFTEN), sorted(bodies))
    nlp = blank()
    ner: Any = nlp.get_pipe("ner")
    for label in LABELS:
        ner.add_label(label)
    judged = _pairs(nlp, [varied(e, stock, draw) for e in judge])
    optimizer = nlp.initialize(lambda: _pairs(nlp, learn[:200]))
    best: Score = {"f": -1.0}
    for number in range(1, rounds + 1):
        lists = listed(stock, int(len(learn) * _LISTS), draw)
        pairs = _pairs(nlp, [varied(e, stock, draw) for e in draw.sample(learn + lists, len(learn + lists))])
        losses: dict[str, float] = {}
        for at in range(0, len(pairs), _BATCH):
            nlp.update(pairs[at : at + _BATCH], sgd=optimizer, drop=0.2, losses=losses)
        with nlp.use_params(optimizer.averages):
            score = _score(nlp, judged)
            tell(
                f"round {number}: loss {losses['ner']:.0f}, P {score['p']:.3f} R {score['r']:.3f} F1 {score['f']:.3f}"
            )
            if score["f"] > best["f"]:
                best = score
                save(nlp, out, _about(best, seed, number, len(learn), len(bodies)))
    return best


def _examples(folders: list[Path], draw: random.Random) -> tuple[list[Example], list[Example], set[str]]:
    """What to learn from, what to judge by, and the names that the labels came from."""
    read = [pair for folder in folders for pair in read_folder(folder)]
    names = names_of(document for _, document in read)
    labeller = Labeller(names, spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}}).vocab)
    learn: list[Example] = []
    judge: list[Example] = []
    for number, (outline, _) in enumerate(read):
        found = [
            e
            for e in examples(outline, labeller)
            if e.names or len(e.text) < _HEADING or draw.randrange(_PLAIN) == 0
        ]
        (judge if number % _HELD_OUT == _HELD_OUT - 1 else learn).extend(found)
    return learn, judge, names


def _pairs(nlp: Any, found: list[Example]) -> list[Pair]:
    made = []
    for example in found:
        doc = nlp.make_doc(example.text)
        if "-" not in offsets_to_biluo_tags(doc, example.names):  # a mark inside a token teaches nothing
            made.append(Pair.from_dict(doc, {"entities": example.names}))
    return made


def _score(nlp: Any, pairs: list[Pair]) -> Score:
    result = cast(Any, nlp).evaluate([Pair(nlp.make_doc(p.reference.text), p.reference) for p in pairs])
    return {"p": result["ents_p"], "r": result["ents_r"], "f": result["ents_f"]}


def _about(score: Score, seed: int, number: int, stretches: int, known: int) -> dict[str, Any]:
    """What the folder of a model says of itself. No word of the training text is in it."""
    return {
        "labels": list(LABELS),
        "seed": seed,
        "round": number,
        "stretches": stretches,
        "known_names": known,
        "held_out": {name: round(value, 3) for name, value in score.items()},
    }
