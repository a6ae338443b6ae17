"""Word lists that the stance features count: what kind of word, never how it sounds."""

from __future__ import annotations

from typing import Final

__all__ = ["KINDS", "STOP_WORDS"]

#: kind -> its words, lower case. Written by hand, without words of any one event; a word may stand in several.
KINDS: Final[dict[str, frozenset[str]]] = {
    kind: frozenset(words.split())
    for kind, words in {
        "denies": "false fake hoax lie lies lied lying liar liars untrue wrong incorrect bullshit bs bogus nonsense rumor rumors rumour rumours debunked debunk photoshop photoshopped propaganda myth misinformation disinformation misleading inaccurate fabricated staged conspiracy scam fraud ridiculous retract retracted correction mistaken sensationalism sensational clickbait irresponsible speculation speculating speculate crap",
        "negates": "not no never none nothing nor cannot without nobody neither nope nah aint dont doesnt didnt isnt wasnt cant wont wouldnt couldnt shouldnt arent werent havent hasnt",
        "doubts": "doubt doubts doubtful unconfirmed allegedly alleged supposedly really seriously sure maybe perhaps apparently skeptical suspicious questionable dubious unlikely unsure unclear unverified premature jumping assume assuming assumption",
        "agrees": "yes yeah yep yup agree agreed true exactly right correct indeed absolutely definitely totally precisely confirmed confirms truth accurate yea amen",
        "wh": "who what when where why how which whose whom whats wheres whos hows",
        "aux": "is are was were do does did can could will would should has have had any anyone isn't aren't don't doesn't didn't can't couldn't won't wouldn't shouldn't hasn't haven't wasn't am",
        "you": "you your you're yours u ur yourself you've you'd youre ya",
        "i": "i i'm my me mine i've i'd i'll im",
        "we": "we us our we're ours",
        "they": "they them their he she his her him they're he's she's",
        "it": "it this that it's that's these those thats its there there's",
        "sources": "source sources link links proof evidence confirm confirmation verify verified verification citation cite proven prove",
        "news": "breaking update updates live police report reports reported reporting official officials video photo pic picture news media footage witness witnesses statement spokesman",
        "swears": "fuck fucking fuckin fucked shit shitty damn hell ass asshole bitch wtf stfu dick fck goddamn",
        "insults": "idiot idiots stupid moron morons dumb dumbass ignorant racist troll loser pathetic disgusting clown fool fools coward cowards scum disgrace shame shameful",
        "feels": "sad heart hearts prayers praying pray prayer rip thoughts omg god terrible horrible awful tragic tragedy love hope hoping hopefully sorry wow scary crazy unbelievable condolences heartbreaking sickening horrific families victims peace bless safe",
        "laughs": "lol lmao haha hahaha lmfao rofl hehe joke funny hilarious joking",
        "tells": "stop delete check read look watch shut get go let learn try see wait remember tell stay keep give take",
        "but": "but although though however except unless",
        "because": "because cuz since so therefore thus hence",
        "ifs": "if unless whether then",
        "knows": "know knew knows fact facts actually obvious obviously clearly clear evidently certain certainly proved",
        "thinks": "think thought guess seems seem might may believe heard hear suppose feel looks sounds probably possible possibly likely",
        "thanks": "thanks thank thx please pls plz great good nice congrats well interesting",
        "says": "say says said saying claim claims claimed told tweet tweeted tweets post posted article story headline wrote",
        "only": "just only even still already again ever always",
        "means": "mean means meant call called calling point",
    }.items()
}
#: Words too common to say what a post is about.
STOP_WORDS: Final = frozenset(
    (  # noqa: SIM905 - a list of words reads as one
        "a an the and or but if of at by for with about against between into through during before after above below to from "
        "up down in out on off over under again further then once here there when where why how all any both each few more most "
        "other some such no nor not only own same so than too very s t can will just don should now i me my we our you your he "
        "him his she her it its they them their what which who whom this that these those am is are was were be been being have "
        "has had having do does did doing would could ought i'm you're he's she's it's we're they're i've you've we've they've "
        "i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll we'll they'll isn't aren't wasn't weren't hasn't haven't "
        "hadn't doesn't don't didn't won't wouldn't shan't shouldn't can't cannot couldn't mustn't let's that's who's what's "
        "here's there's when's where's why's how's u ur im rt via amp get got like one also yes yeah"
    ).split()
)
