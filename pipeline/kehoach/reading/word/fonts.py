"""The fonts of runs in a Word file, where they tell how the letters are coded.

Fonts of the .Vn family (.VnTime, .VnArial ...) hold TCVN3 letters (TCVN 5712:1993); those whose names end in H show
every letter as a capital. A file that was brought to Unicode may still name them: then they tell nothing.
"""

from typing import Any

from kehoach.reading.legacy import is_modern

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Fonts:
    """The font of each run, by itself, by its paragraph's style, or by default; "" where fonts tell nothing."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in _all_styles(document)}
        default = document.styles.element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self._default = _named(default) or self._styled(self._default_style())
        self._telling = False
        self._telling = self._is_telling(document.element.body)

    def of(self, run: Any, paragraph: Any) -> str:
        """The name of a run's font, in small letters."""
        if not self._telling:
            return ""
        return self._of(run, paragraph).lower()

    def _of(self, run: Any, paragraph: Any) -> str:
        own = run.find(f"{_W}rPr")
        style = None if own is None else own.find(f"{_W}rStyle")
        above = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return (
            _named(own)
            or self._styled(None if style is None else style.get(f"{_W}val"))
            or self._styled(None if above is None else above.get(f"{_W}val"))
            or self._default
        )

    def _styled(self, ident: str | None, depth: int = 0) -> str:
        """The font of a style, or of the style that it is based on."""
        style = self._styles.get(ident)
        if style is None or depth > 20:
            return ""
        base = style.find(f"{_W}basedOn")
        return _named(style.find(f"{_W}rPr")) or self._styled(
            None if base is None else base.get(f"{_W}val"), depth + 1
        )

    def _default_style(self) -> str | None:
        kinds = (s for s in self._styles.values() if s.get(f"{_W}type") == "paragraph")
        return next((s.get(f"{_W}styleId") for s in kinds if s.get(f"{_W}default") in ("1", "true")), None)

    def _is_telling(self, body: Any) -> bool:
        """Whether runs are set in .Vn fonts, and none of these holds letters that only Unicode has."""
        found = False
        for paragraph in body.iter(f"{_W}p"):
            for run in paragraph.iter(f"{_W}r"):
                if self._of(run, paragraph).lower().startswith(".vn"):
                    found = True
                    if is_modern("".join(t.text or "" for t in run.iter(f"{_W}t"))):
                        return False
        return found


def _all_styles(document: Any) -> list[Any]:
    return list(document.styles.element.iterchildren(f"{_W}style"))


def _named(properties: Any) -> str:
    fonts = None if properties is None else properties.find(f"{_W}rFonts")
    return "" if fonts is None else fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or ""
