"""Nothing -> everyday English words that, alone, say nothing of what a thread is about."""

from __future__ import annotations

from typing import Final

__all__ = ["COMMON_WORDS"]

#: Written without the s of plurals and of verbs, which words are compared without. Two words side by side may hold
#: one of them: "need" says little, "need help" does not. Words of judgement (true, fake, wrong, lie) are none.
_COMMON: Final = """
able absolutely account act actual actually add ago agree ahead allow allowed almost alone already alright although always
amazing answer anyway apparently appear ask asked asking assume awesome awful bad based basically bear beat begin began
believe beside best bet better big bit bitch bloody boy break bring bro brought bunch buy call called calling care case cause
certain certainly chance change check clear clearly close comment common complete completely consider considering cool
correct couple course crap current damn dare day dear deal definitely despite die difference different directly doe doing
dude early easy effing end enough entire especially exact exactly exist expect explain extra eye face fact fair far feel
feeling figure final finally find fine first five follow following folk forget form forward found four free friend front
fuck fucked fuckin fucking full fully fun funny further future general girl given giving glad god good goodness great
group guess guy haha hahaha half hand happen happened happening happy hard hate head hear heard heart hell hello hey hi
high hold home honest honestly hope hoping hour huge human idea imagine important including info information inside
interesting issue job join keep kid kind knew knowing known large late later latest lead learn learned leave leaving left
level life likely line link list listen literally little live living lmao lmfao load long longer look looked looking lose
lost lot love low lucky luck main man matter mean meaning meant meet member men mention mentioned message mind minute miss
moment month morning move name near nearly necessary need needed needing new news nice night normal note notice number
obvious obviously old omg open opinion order originally page part particular particularly party pass past people perfect
perfectly person picture pic piece place plain play plenty pls plz point possible possibly post posted posting pretty
previous probably problem proper public pull put question quick quickly quote read reading ready real realise realize
reality reason recent recently remember reply report reported reporting respond response rest result retweet run running
sad sadly saw second seeing seem seemed send sense sent serious seriously set share shared sharing shit short show showed
showing side simple simply single sir sit situation small smh sometime somewhere son soon sorry sort sound speak speaking specific
speed spend stand standing start started state stay step stick stopped stopping story straight stuff stupid suddenly
suppose supposed sure surely surprise surprised taken taking took talk talking tell telling ten term terrible test thank thinking third
thought thread three till time tired today together told tomorrow tonight top total totally touch tried trouble true trust
truth try trying turn turned tweet tweeted tweeting twitter two type typical understand unfortunately unless update user
usual usually version view wait waiting wake walk wanna wanted wanting watch watched watching week weird whatever whether
whole wish woman women wonder wondering word work worked working world worry worse worst worth wow write writing written
wrote wtf ya yea year yesterday yet young yup nope hmm huh ugh ahh yikes gosh cmon tho thru cause cuz bc btw idk imo tbh
fyi ppl ur youve shes hes thats whats lets theres wouldnt couldnt shouldnt arent wasnt werent hasnt havent hadnt aint
ain't gotta kinda sorta dunno y'all yall ill ive id im
"""
#: … of which these judge, and are kept in for what they tell in a quarrel.
_JUDGES: Final = frozenset(
    {"true", "truth", "stupid", "sad", "correct", "trust", "party", "message", "die", "free", "picture"}
)
COMMON_WORDS: Final = frozenset(_COMMON.split()) - _JUDGES
