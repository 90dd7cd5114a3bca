"""Finds quoted words in a text: verbatim, but for the kind of quotation marks, dashes and white space."""

from __future__ import annotations

_SAME = {
    **dict.fromkeys("‘’‛ʼ`´", "'"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‐‑‒–—―", "-"),
    "…": "...",
}


class Quotable:
    """A text in which quotes are looked up.

    Models normalise typography as they copy; nothing else may differ.  What is found is the text's own characters.

    Args:
        text: The text.

    Example:
        >>> Quotable("He said:  “No deal.”").find('said: "No deal."')
        (3, 20)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        folded: list[str] = []
        self._at: list[int] = []  # folded character -> the character it came from
        for i, char in enumerate(text):
            if char.isspace():
                if folded and folded[-1] == " ":
                    continue
                char = " "
            for part in _SAME.get(char, char):
                folded.append(part)
                self._at.append(i)
        self._folded = "".join(folded)
        self._at.append(len(text))

    def find(
        self, quote: object, start: int = 0, end: int | None = None, near: int | None = None
    ) -> tuple[int, int] | None:
        """Where some words stand in the text, as whole words.

        Args:
            quote: The words; anything but text is found nowhere.
            start: Where the stretch begins that they must stand in.
            end: Where it ends; the text's end if None.
            near: Of several places the one nearest to this; the first if None.

        Returns:
            Start and end, or None.
        """
        if not isinstance(quote, str) or len(quote) > len(self.text) + 1000:
            return None
        wanted = " ".join("".join(_SAME.get(c, c) for c in quote).split())
        if not any(c.isalnum() for c in wanted):
            return None
        end = len(self.text) if end is None else end
        best: tuple[int, int] | None = None
        at = self._folded.find(wanted)
        while at >= 0:
            first, last = self._at[at], self._at[at + len(wanted) - 1] + 1
            if last > end:
                break
            if first >= start and self._whole(first, last):
                if near is None:
                    return first, last
                if best is None or abs(first - near) < abs(best[0] - near):
                    best = first, last
            at = self._folded.find(wanted, at + 1)
        return best

    def _whole(self, first: int, last: int) -> bool:
        """Whether no word is cut: "Iran" is not in "Iranian"."""
        text = self.text
        before = first > 0 and text[first - 1].isalnum() and text[first].isalnum()
        after = last < len(text) and text[last].isalnum() and text[last - 1].isalnum()
        return not before and not after
