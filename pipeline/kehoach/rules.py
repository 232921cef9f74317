"""Loads rules/ once, checks its format and compiles its patterns.

A rule file holds either *patterns* or *vocabulary*. A pattern is a regular
expression on folded text (see ``kehoach.text``) with an ``id``, an optional
``value`` that it stands for, ``examples`` that it must match and, where
useful, ``not`` that it must not. ``{name}`` inside a pattern inserts a named
part of the file's ``parts``, or one of the shared parts below. Vocabulary is
a mapping that the room which uses it interprets.

``load("times")`` gives the raw mapping of rules/times.yaml; ``patterns("times", "deadlines")``
the compiled patterns of one list in it.
"""

import os
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from kehoach.errors import RuleError, UsageError
from kehoach.text import DATE, NUMBER, compile_vi, fold

_CERTIFICATES = (".pem", ".crt", ".cer", ".der")
_PART = re.compile(r"\{([a-z_]+)\}")
_SHARED = {
    "number": NUMBER,
    "date": re.sub(r"\((?!\?)", "(?:", DATE),
    "year": r"(?:19|20)\d{2}",
    "edge": r"(?![a-zà-ỹ])",
}
# YAML's fast loader reads the same documents; it is missing only where libyaml was not compiled in.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Pattern(Struct, frozen=True):
    """One compiled rule. ``value`` is what a match stands for; None when the id says it all."""

    id: str
    regex: re.Pattern[str]
    value: Any
    examples: tuple[str, ...]
    counter: tuple[str, ...]
    anchored: bool = False
    printed: bool = False  # asked of the text as printed, not of the folded one

    def told(self, text: str) -> bool:
        """Whether it matches a text given as printed."""
        return self.search(text if self.printed else fold(text)) is not None

    def search(self, text: str) -> re.Match[str] | None:
        """Where it first matches. One that can match at the beginning alone is not tried anywhere else, as ``re`` would."""
        return self.regex.match(text) if self.anchored else self.regex.search(text)


def folder() -> Path:
    """Where the rules live: beside the package in a wheel, at the top level in a checkout."""
    inside = Path(__file__).parent / "_rules"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "rules"


@lru_cache(maxsize=64)
def load(name: str) -> dict[str, Any]:
    """The mapping of rules/NAME.yaml."""
    path = folder() / f"{name}.yaml"
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=_LOADER)
    except OSError as error:
        raise RuleError(f"rules/{name}.yaml cannot be read ({error}).", "Reinstall kehoach.") from error
    except yaml.YAMLError as error:
        raise RuleError(f"rules/{name}.yaml is not valid YAML: {error}", "Mend the line it names.") from error
    if not isinstance(data, dict):
        raise RuleError(f"rules/{name}.yaml must be a mapping.", "See docs/rules.md.")
    return data


def expand(pattern: str, parts: dict[str, str] | None = None) -> str:
    """A pattern with its {parts} put in; parts may use parts."""
    known = _SHARED | (parts or {})
    for _ in range(6):
        wider = _PART.sub(lambda m: f"(?:{known[m[1]]})" if m[1] in known else m[0], pattern)
        if wider == pattern:
            return pattern
        pattern = wider
    raise RuleError(
        f"The parts of a pattern go round in a circle: {pattern[:80]}", "See `parts` in its file."
    )


@lru_cache(maxsize=128)
def patterns(name: str, key: str = "rules") -> tuple[Pattern, ...]:
    """The compiled patterns under ``key`` of rules/NAME.yaml, in the order of the file."""
    data = load(name)
    parts = data.get("parts", {})
    made = []
    for entry in data[key]:
        try:
            regex = compile_vi(expand(entry["pattern"], parts))
        except (KeyError, TypeError, re.error) as error:
            label = entry.get("id", entry) if isinstance(entry, dict) else entry
            raise RuleError(
                f"rules/{name}.yaml, {label}: {error!r}", "A rule needs `id` and `pattern`."
            ) from error
        made.append(
            Pattern(
                id=str(entry["id"]),
                regex=regex,
                value=entry.get("value"),
                examples=tuple(entry.get("examples", ())),
                counter=tuple(entry.get("not", ())),
                anchored=_is_anchored(regex.pattern),
                printed=bool(entry.get("printed")),
            )
        )
    return tuple(made)


@lru_cache(maxsize=512)
def regex(name: str, key: str, rule: str) -> re.Pattern[str]:
    """The compiled pattern of one rule under ``key`` of rules/NAME.yaml."""
    return next(p.regex for p in patterns(name, key) if p.id == rule)


def _is_anchored(pattern: str) -> bool:
    """Whether a pattern begins with ^ and has no alternative outside brackets."""
    outside, inside = re.sub(r"\\.|\[[^\]]*\]", "", pattern), ""
    while outside != inside:
        outside, inside = re.sub(r"\([^()]*\)", "", outside), outside
    return pattern.startswith("^") and "|" not in outside


def chosen(name: str, key: str, text: str) -> Pattern | None:
    """The rule of a list that a folded text meets: of those that match the one that matches most, then the earliest; the
    order of the file decides nothing. None when none matches."""
    found = [(rule, match) for rule in patterns(name, key) if (match := rule.search(text))]
    if len(found) < 2:
        return found[0][0] if found else None
    return min(found, key=lambda one: (one[1].start() - one[1].end(), one[1].start(), one[0].id))[0]


@lru_cache(maxsize=8192)
def registered(indicator: str) -> Pattern | None:
    """The entry of the register of indicators (rules/indicators.yaml) that a folded wording meets; None when none does."""
    return chosen("indicators", "rules", indicator)


def words(entries: Iterable[str]) -> str:
    """An alternation of literal folded words, the longest first."""
    folded = sorted({fold(e) for e in entries}, key=lambda e: (-len(e), e))
    return "|".join(re.escape(e).replace(r"\ ", " ") for e in folded)


@lru_cache(maxsize=1)
def cues() -> dict[str, list[str]]:
    """The lists of phrases that the grammar knows, by name: all that stands under ``cues`` in any file, the names of
    rules/register.yaml as ``registered``, the nouns of document_types.yaml as ``document_nouns``, and laws.yaml as ``laws``.

    Raises RuleError when two files name a list alike.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(folder().glob("*.yaml")):
        for name, phrases in load(path.stem).get("cues", {}).items():
            if name in found:
                raise RuleError(
                    f"rules/{path.name}: the list {name} stands in another file too.", "Rename one."
                )
            found[name] = [str(phrase) for phrase in phrases]
    bodies = [entry for entry in load("register")["bodies"] if entry["kind"] != "group"]
    found["registered"] = [name for body in bodies for name in (body["name"], *body["aliases"])]
    found["document_nouns"] = [name for kind in load("document_types")["types"] for name in kind["names"]]
    found["laws"] = [form for law in load("laws")["laws"] for form in (law, law.replace(",", ""))]
    return found


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """Misspelt registered names (folded) and their right form; abbreviations and former names are left as printed."""
    mended: dict[str, str] = {}
    for entry in load("register")["bodies"]:
        for alias in entry["aliases"] if entry["kind"] != "group" else ():
            other = not re.search(r"[A-ZĐ]{2}|&", alias) and alias.split()[0] == entry["name"].split()[0]
            same = _name_words(alias) == _name_words(
                entry["name"]
            )  # a former or a shorter name stays as it is
            if other and same and not entry["name"].endswith((" tỉnh", " Tỉnh ủy")):
                mended[fold(alias)] = entry["name"]
    return mended


def _name_words(name: str) -> list[str]:
    return sorted(word for word in re.findall(r"\w+", fold(name)) if word != "và")


@lru_cache(maxsize=1)
def words_with_speech() -> dict[str, str]:
    """The words of rules/words.tsv and the provinces with their part of speech (underthesea's tags: N, V, A, E ...)."""
    lines = (folder() / "words.tsv").read_text("utf-8").splitlines()[1:]
    known = {word: speech for word, speech, *_ in (line.split("\t") for line in lines)}
    return known | dict.fromkeys(provinces(), "N")


@lru_cache(maxsize=1)
def provinces() -> dict[str, tuple[str, str]]:
    """Folded name of a province -> (kind, name), former provinces included: "huế" -> ("thành phố", "Huế")."""
    known: dict[str, tuple[str, str]] = {}
    for entry in load("places")["provinces"]:
        for former in entry["former"]:
            known[fold(former)] = ("tỉnh", former)
        known[fold(entry["name"])] = (entry["kind"], entry["name"])
    return known


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A hash over the rules that documents are read by and the user's certificates; all are read again when it changes.
    Checks and messages read nothing."""
    digest = sha256()
    rules_read = sorted(p for p in folder().glob("*.*") if p.name != "messages.yaml")
    for path in [*rules_read, *certificates()]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def certificates() -> list[Path]:
    """The files of the certificates that the user trusts for signatures: those of the folder that KEHOACH_CERTIFICATES names.

    Raises UsageError when the folder does not exist or holds none.
    """
    given = os.environ.get("KEHOACH_CERTIFICATES")
    if not given:
        return []
    found = sorted(path for path in Path(given).glob("*") if path.suffix.lower() in _CERTIFICATES)
    if not found:
        raise UsageError(
            f"The folder {given} holds no certificates.", "Put .pem, .crt, .cer or .der files there."
        )
    return found


def listing() -> list[dict[str, str | int]]:
    """One row per list of rules: file, list, how many entries, how many examples."""
    rows: list[dict[str, str | int]] = []
    for path in sorted(folder().glob("*.yaml")):
        for key, value in load(path.stem).items():
            if isinstance(value, list | dict):
                shown = [e for e in value if isinstance(e, dict)] if isinstance(value, list) else []
                examples = sum(len(e.get("examples", ())) for e in shown)
                rows.append({"file": path.name, "list": key, "entries": len(value), "examples": examples})
    return rows


def validate(report: Callable[[str], None] | None = None) -> list[str]:
    """Faults of the rules, as sentences: examples that do not match, counter-examples that do."""
    faults = []
    for path in sorted(folder().glob("*.yaml")):
        for key, value in load(path.stem).items():
            if isinstance(value, list) and value and isinstance(value[0], dict) and "pattern" in value[0]:
                faults += [
                    fault for rule in patterns(path.stem, key) for fault in _faults(path.name, key, rule)
                ]
    for fault in faults:
        if report:
            report(fault)
    return faults


def _faults(file: str, key: str, rule: Pattern) -> Iterable[str]:
    where = f"{file}, {key}, {rule.id}"
    if not rule.examples:
        yield f"{where}: has no example"
    for example in rule.examples:
        if not rule.told(example):
            yield f"{where}: does not match its example {example!r}"
    for example in rule.counter:
        if rule.told(example):
            yield f"{where}: matches its counter-example {example!r}"
