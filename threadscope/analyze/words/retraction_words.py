"""The vocabulary of taking back: what a post may name as its own, and the forms in which its author says it was wrong."""

from __future__ import annotations

from typing import Final

__all__ = ["LEAD", "RULES", "SAID"]

#: What may stand between the opening of a clause and the words.
LEAD: Final = (
    r"(?:(?:oops|oop|whoops|woops|yikes|ah+|oh|ugh|hmm+|um+|uh+|er+m?|well|wait|ok|okay|yes|yeah|yep|yup|no|nope|and|so|but|actually|lol|damn|dang|"
    r"shit|crap|omg|wow|man|dude|bro|mate|sir|honestly|again|then|also|sorry|so sorry|very sorry|i'm sorry|im sorry|i am sorry|apologies|my apologies|"
    r"i apologi[sz]e|my bad|my mistake|my error|correct|true|agreed|fair enough|fair point|good point|good catch|thanks|thank you|thx|"
    r"(?:you're|you are|ur|he's|she's|they're) (?:absolutely |quite |totally |completely )?(?:right|correct)|"
    r"i (?:fully |freely |must |have to |will |do |can |gotta )*(?:admit|confess|concede)(?: that)?|it (?:seems|appears|looks like|turns out)(?: that| like)?|seems(?: like)?|"
    r"looks like|turns out(?: that)?|apparently|clearly|obviously|note|ps|edit|update|updated|correction)[\s,.!:;…–—-]{1,9}){0,4}"
)
_VERY: Final = r"(?:(?:completely|totally|dead|so|very|just|clearly|simply|partly|obviously|indeed|actually|also|factually|plain)\s+)*"
#: Nothing follows that would make it another's, or a quality: "my mistake was …", "my bad habit".
_ENDS: Final = (
    r"(?=\s*(?:$|[^\w\s'-]|-+\s|(?:and|but|because|cause|so|it|it's|its|he|she|they|that|that's|this|the|there|we|lol|lmao|bro|man|dude|mate|sir|"
    r"then|guys|folks|everyone|all|thanks|thx|sorry|apologies|i)\b))"
)
_POST: Final = (
    r"(?:posts?|tweets?|re-?tweets?|reposts?|statements?|claims?|comments?|words?|remarks?|reports?|accusations?|allegations?|"
    r"assertions?|repl(?:y|ies)|threads?|quotes?|criticisms?|assumptions?|numbers?|figures?)"
)
_EARLIER: Final = (
    r"(?:(?:last|previous|earlier|first|original|initial|prior|above|recent|entire|whole|own|old|two|other|false|incorrect|"
    r"wrong|hasty|just|yesterday's)\s+){0,2}"
)
_MINE: Final = rf"(?:my|our)\s+{_EARLIER}{_POST}"
_THAT: Final = rf"(?:the|that|this|those|these)\s+{_EARLIER}{_POST}"
_WRONG: Final = r"(?:wrong|incorrect|inaccurate|mistaken|false|untrue|misleading|in\s+error|erroneous|faulty|a\s+mistake|an\s+error|outdated)"
#: What people do with words.
SAID: Final = r"(?:said|posted|tweeted|retweeted|reposted|wrote|written|reported|stated|shared|claimed|named|identified|called|quoted|typed|attributed)"
_ERRED: Final = r"(?:wrong|mistaken|incorrect|in\s+error|misinformed)"
_SAYING: Final = (
    r"(?:say(?:ing)?|post(?:ing)?|tweet(?:ing)?|retweet(?:ing)?|repost(?:ing)?|writ(?:e|ing)|report(?:ing)?|shar(?:e|ing)|claim(?:ing)?|"
    r"spread(?:ing)?|suggest(?:ing)?|call(?:ing)?|accus(?:e|ing)|stat(?:e|ing)|attribut(?:e|ing)|impl(?:y|ying))"
)
_WHAT_I_SAID: Final = rf"(?:what|everything|all)\s+(?:i|we)\b(?:\s+(?:just|had|have))?\s+{SAID}"
_ERROR: Final = (
    r"(?:errors?|mistakes?|mix[ -]?up|misinformation|misinfo|disinformation|false\s+\w+|wrong\s+\w+|incorrect\s+\w+|inaccura\w+|"
    r"misunderstanding|misquote|misprint|miscommunication)"
)
_SPREAD: Final = r"(?:this|that|it|false|fake|wrong|incorrect|rumou?rs?|mis\w+|dis\w+|unverified|unconfirmed|bad|old|without|before)"
_SORRY: Final = (
    r"(?:(?:i|we)\s+(?:(?:sincerely|do|deeply|fully|must)\s+)*apologi[sz]e|(?:my\s+|our\s+)?(?:sincere\s+|deepest\s+)?apologies|"
    r"(?:(?:i'm|i\s+am|we're|we\s+are)\s+)?(?:(?:so|very|really|truly|deeply)\s+)*sorry)(?:\s+to\s+(?:all|everyone|everybody|anyone|\|+))?"
)
#: "Sorry, I meant Thursday": without an excuse before it, what is meant is explained and not put right.
_EXCUSED: Final = "(?:" + "|".join(
    rf"(?<={word}\s)"
    for word in ("sorry", "sorry,", "sorry!", "sorry.", "oops", "oops,", "oops!", "whoops,", "apologies,", "bad,", "mistake,", "typo,", "typo:")
) + ")"  # fmt: skip
_A_WORD: Final = r"(?!(?:to|it|every|what|no|that|well|as|for|you|him|her|them)\b)[\w#|][\w#|'-]*"
#: A person or the world is no statement: "I was wrong about you".
_OF_WORDS: Final = r"(?!\s+(?:nothing|anything|everything|you|u|ya|him|her|them|us|me|people|men|women|one\s+thing|everyone|everybody|love|life|this\s+place|this\s+country|this\s+guy|that\s+guy)\b)(?=\W|$)"
#: "I misread people", "I misread your kindness": no words were read.
_READ: Final = (
    r"(?!\s+(?:people|men|women|you|him|her|them|the\s+room|"
    r"your\s+(?!posts?\b|tweets?\b|comments?\b|questions?\b|repl|messages?\b|point\b|words\b|charts?\b|numbers?\b))\b)"
)
_DETAIL: Final = (
    r"(?:year|date|day|month|time|place|name|link|number|figure|photo|picture|pic|image|video|clip|map|article|report|source|quote|info|"
    r"information|address|city|town|country|title|handle)"
)
#: rule -> the forms that it knows.
RULES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("retracts", (
        (r"(?:i|we)(?:\s+(?:hereby|fully|now|must|have\s+to|do|also|formally|publicly|gladly|would\s+like\s+to|want\s+to|wish\s+to)|'d\s+like\s+to)*"
        rf"\s+(?:retract|withdraw)\s+(?:{_MINE}|{_THAT}|that\b(?!\s+\w+\s+(?:from|of))|it\b(?!\s+from)|{_WHAT_I_SAID})"),
        (r"(?:i|we)(?:'m|'re|\s+am|\s+are|'ve|\s+have)\s+(?:(?:now|hereby|fully|since|also|already)\s+)*"
        rf"(?:retract|withdraw)(?:ing|n|ed)\s+(?:{_MINE}|{_THAT}|that\b|it\b|{_WHAT_I_SAID})"),
        rf"(?:retracting|withdrawing)\s+{_MINE}",
        rf"consider\s+{_MINE}\s+(?:retracted|withdrawn)",
        rf"{_MINE}\s+(?:is|are|has\s+been|have\s+been)\s+(?:hereby\s+)?(?:retracted|withdrawn)",
    )),
    ("takes_it_back", (
        (r"i(?:'ll|\s+will|\s+do|\s+have\s+to|\s+must|\s+gotta|\s+gladly|\s+hereby)*\s+take\s+"
        rf"(?:(?:that|it|this)(?:\s+all)?|all\s+(?:of\s+)?(?:that|it|this)|(?:that|the)\s+(?:last|first)\s+(?:part|bit|one|sentence)|{_WHAT_I_SAID}|{_MINE}(?:\s+[a-z]+){{0,3}}?|"
        rf"(?:the\s+\w+\s+)?(?:\w+\s+)?(?:tone|part)\s+of\s+{_MINE})\s+back(?!\s+(?:to|home|with|from|in|into|and\s+forth|up)\b)"),
        rf"i(?:'ll|\s+will|\s+do|\s+have\s+to|\s+must|\s+gotta|\s+gladly|\s+hereby)*\s+take\s+back\s+(?:{_WHAT_I_SAID}|every\s+word|{_MINE})",
    )),
    ("stands_corrected", (
        r"(?:(?:i|we)\s+(?:(?:do|gladly|happily|now|humbly)\s+)?)?stand\s+corrected(?!\s+(?:by|when|once|until|is|was|would|are)\b)",
    )),
    ("says_in_error", (
        rf"(?:i|we)(?:'d|'ve|\s+had|\s+have)?\s+(?:mistakenly|erroneously|wrongly|incorrectly)\s+{SAID}\b",
    )),
    ("says_post_wrong", (
        rf"{_MINE}(?:\s+(?:about|on|from|above)\s+[^.!?,;\n]{{1,60}}?)?\s+(?:is|was|were|are)\s+{_VERY}{_WRONG}{_ENDS}",
        (r"the\s+(?:\w+\s+)?\w+\s+(?:i|we)\s+(?:gave|posted|shared|quoted|cited|used|wrote|tweeted|reported|mentioned|linked)"
        rf"(?:\s+(?:earlier|above|before|you|here|yesterday|today))?\s+(?:is|was|were|are)\s+{_VERY}{_WRONG}{_ENDS}"),
        rf"my\s+(?:source|sources|info|information|intel|math|maths|memory)\s+(?:is|was|were)\s+{_VERY}(?:wrong|incorrect|inaccurate|mistaken){_ENDS}",
    )),
    ("corrects_self", (
        (r"(?:(?:i|we)\s+(?:(?:need|have|want|ought|would\s+like|wish)\s+to|must|should)|(?:i|we)'d\s+like\s+to|let\s+me|allow\s+me\s+to)"
        rf"\s+correct\s+(?:myself|ourselves|{_MINE})\b"),
    )),
    ("disowns_post", (
        rf"(?:(?:please|pls|plz)\s+)?(?:ignore|disregard|scrap|scratch)\s+(?:my|our)\s+(?:last|previous|earlier|first|original|initial|prior|above)\s+{_POST}",
    )),
    ("deletes_own", (
        (r"(?:(?:i|we)(?:'ve|'m|'re|\s+have|\s+am|\s+are|\s+had)?\s+)?(?:(?:now|just|since|also|already)\s+)*"
        rf"(?:deleted|deleting|removed|removing|taken\s+down|taking\s+down|took\s+down)\s+(?:{_MINE}|an?\s+(?:earlier|previous|prior)\s+{_POST})"),
        rf"(?:i|we)(?:'ve|\s+have)?\s+(?:(?:now|just|since|also|already)\s+)*(?:deleted|removed|taken\s+down|took\s+down)\s+{_THAT}",
        rf"{_MINE}\s+(?:has\s+been|have\s+been|was|is\s+now|is)\s+(?:now\s+)?(?:deleted|removed)\b",
    )),
    ("says_was_wrong", (
        (rf"(?:i|we)(?:'ve|\s+have)?\s+(?:was|were|been)\s+{_VERY}(?:the\s+one\s+who\s+was\s+)?{_ERRED}"
        rf"(?:\s+(?:to|in)\s+{_SAYING}\b|\s+there\b|\s+when\s+(?:i|we)\s+{SAID}\b|{_ENDS})"),
        # "we were wrong about the war" is said of a country
        rf"i(?:'ve|\s+have)?\s+(?:was|been)\s+{_VERY}{_ERRED}\s+(?:about|on|regarding|with)(?:\s+(?:that|this|it))?{_OF_WORDS}",
        rf"(?:i|we)\s+(?:got|had)\s+(?:it|that|this|(?:the|my|his|her|their)\s+\w+)\s+{_VERY}(?:all\s+)?(?:wrong|mixed\s+up|confused|backwards){_ENDS}",
        rf"(?:i|we)\s+(?:had|used|posted|gave|linked|shared|quoted|cited|wrote)\s+the\s+wrong\s+{_DETAIL}\b",
        rf"i\s+(?:spoke\s+too\s+soon|jumped\s+the\s+gun){_ENDS}",
    )),
    ("says_own_mistake", (
        (r"(?:(?:(?:that|this|it|which)(?:'s|\s+is|\s+was)|thats|its)\s+)?(?:(?:totally|entirely|completely|all|purely)\s+)?(?:my|our)\s+(?:own\s+|honest\s+)?"
        rf"(?:mistake|error){_ENDS}"),
        r"(?:i|we)(?:'ve|\s+have)?\s+made\s+(?:a|an|the|that)\s+(?:\w+\s+)?(?:mistake|error)\s+(?:in|with|on|about|there)\s+(?:my|our|the|that)\b",
        rf"mea\s+culpa{_ENDS}",
    )),
    ("says_misread", (
        (r"(?:i|we)(?:'ve|\s+have|\s+had)?\s+(?:(?:just|completely|totally|clearly|must\s+have|obviously|simply)\s+)*"
        rf"(?:misread{_READ}|misspoke|misspoken|misheard|misremembered|mistyped|miscounted|misquoted|miswrote|misattributed|misstated|misinterpreted)\b"),
        (r"(?:i|we)\s+(?:mixed\s+up|conflated|confused)\s+(?:(?:the|those|these|my|our)\s+)?"
        r"(?:two|dates?|years?|names?|numbers?|figures?|places?|reports?|photos?|pictures?|videos?|clips?|cases?|stories|sources?)\b"),
        r"(?:misread|misspoke|misheard|misremembered|mistyped|miscounted)(?:\s+(?:it|that|this|(?:the|your|my)\s+\w+))?(?=\s*(?:$|[,.!;)–—-]))",
    )),
    ("says_meant", (
        rf"{_EXCUSED}(?:i\s+)?meant\s+(?:to\s+(?:say|write|type|post)\s+)?{_A_WORD}(?:(?:\s[\w'|-]+){{0,2}},?\s+not\s+[\w#|]+)?",
        rf"of\s+course\s+i\s+meant\s+{_A_WORD}",
    )),
    ("regrets_error", (
        rf"{_SORRY}\s+(?:for|about)\s+(?:(?:the|my|our|that|this|any|an|a)\s+)*(?:\w+\s+)?{_ERROR}(?!\s+(?:of|by|that\s+you))\b",
        rf"{_SORRY}\s+for\s+mis(?:lead|inform|quot|report|stat|identify|attribut|represent|read|speak)\w*",
        rf"{_SORRY}\s+for\s+(?:having\s+)?(?:wrongly|mistakenly|falsely|incorrectly|erroneously)\s+\w+",
        rf"{_SORRY}\s+for\s+(?:spreading|posting|sharing|tweeting|retweeting|reposting)\s+{_SPREAD}\b",
    )),
    ("regrets_posting", (
        rf"i\s+should(?:\s*n't|nt|\s+not)\s+have\s+{SAID}\s+(?:that|this|it)(?=\s*(?:$|[^\w\s'?]))",
        r"i\s+should(?:'ve|\s+have|\s+of)\s+(?:double[- ]?checked|fact[- ]?checked|checked|verified)\b(?=[^.!?\n]{0,40}(?:before|first|[.!\n]|$))",
    )),
    ("says_my_bad", (
        rf"(?:(?:(?:that|this|it)(?:'s|\s+is|\s+was)|thats|its|totally|all)\s+)?my\s+bad{_ENDS}",
    )),
    ("scratches", (
        r"scratch\s+(?:that|this)(?=\s*(?:$|[^\w\s'?]))",
    )),
    ("apologises_for_it", (
        (r"(?:my\s+|sincere\s+)*(?:apologies|(?:i|we)\s+apologi[sz]e|oops|whoops|woops)[\s,.:;!–—-]+(?:that|this|it|the|those|these)(?:\s+\w+)?"
        rf"(?:'s|\s+is|\s+was|\s+are|\s+were)\s+(?:(?:actually|in\s+fact|really|indeed)\s+)*(?:from|of|not|an?\s+old|fake|old|{_WRONG})\b"),
    )),
)  # fmt: skip
