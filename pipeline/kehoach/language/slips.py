"""Slips of OCR mended for matching: the folded text that is read; what people see stays as it was read."""

from kehoach import rules


def mended(low: str) -> tuple[str, list[int]]:
    """A folded text with the slips of rules/ocr_slips.yaml mended, letter for letter, so that offsets stand; and where
    letters changed, in order."""
    changed: list[int] = []
    for slip in rules.patterns("ocr_slips", "slips"):
        meant = slip.value["to"]
        if slip.value["if"] not in low:
            continue
        for match in slip.regex.finditer(low):
            read = match.group()
            changed += [match.start() + at for at, letter in enumerate(meant) if letter != read[at]]
        low = slip.regex.sub(meant, low)
    return low, sorted(changed)
