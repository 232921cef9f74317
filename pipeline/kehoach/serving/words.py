"""What the pages say, in Vietnamese and English: words.yaml."""

from functools import lru_cache
from pathlib import Path

import yaml

from kehoach.wording import LEVELS


@lru_cache(maxsize=2)
def words(language: str) -> dict[str, str]:
    """The words of a language."""
    listed = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    said = {key: pair[1 if language == "en" else 0] for key, pair in listed.items()}
    return {**said, **{level: LEVELS[language].get(level, level) for level in LEVELS["vi"]}}
