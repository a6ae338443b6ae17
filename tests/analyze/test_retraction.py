"""Retractions: what an author says of their own words, and all that only looks like it."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threadscope.analyze.words.retraction import MAY_RETRACT, ONLY_AFTER, ONLY_NEAR, retraction
from threadscope.analyze.words.retraction_words import RULES

_TAKES_BACK = (
    # text, words, rule
    (
        "that is MY ERROR. Nobody has confirmed it. I retract my post",
        "I retract my post",
        "retracts",
    ),
    (
        "I said 'fog', posted 'smoke' in error",
        "I said 'fog', posted 'smoke' in error",
        "says_in_error",
    ),
    ("I stand corrected", "I stand corrected", "stands_corrected"),
    ("My mistake, it was Tuesday", "My mistake", "says_own_mistake"),
    ("I was wrong about the date, sorry", "I was wrong about", "says_was_wrong"),
    ("CORRECTION: 41 boats, not 14", "CORRECTION: 41 boats, not 14", "corrects"),
    ("UPDATE: police now say two, not three", "UPDATE: police now say two, not three", "updates"),
    ("Deleted my earlier post, it was false", "Deleted my earlier post", "deletes_own"),
    ("Apologies, that video is from 2019", "Apologies, that video is from", "apologises_for_it"),
    ("I take that back", "I take that back", "takes_it_back"),
    ("misread it, my bad", "misread it", "says_misread"),
    ("Ok you're right, I was wrong on that.", "I was wrong on that", "says_was_wrong"),
    ("Oops, wrong photo. That's my mistake, folks", "That's my mistake", "says_own_mistake"),
    (
        "I've deleted the previous post because the numbers were off and misleading.",
        "I've deleted the previous post",
        "deletes_own",
    ),
    ("Just checked the log again and I was mistaken.", "I was mistaken", "says_was_wrong"),
    ("Sorry, I meant Thursday not Friday", "I meant Thursday not Friday", "says_meant"),
    (
        "My earlier post was inaccurate: the bridge did not fall",
        "My earlier post was inaccurate",
        "says_post_wrong",
    ),
    (
        "We retract our earlier report that the mayor had resigned.",
        "We retract our earlier report",
        "retracts",
    ),
    ("I'm retracting my claim about the app.", "I'm retracting my claim", "retracts"),
    ("Fair point. I stand corrected!", "I stand corrected", "stands_corrected"),
    ("I have to admit I was wrong about this", "I was wrong about this", "says_was_wrong"),
    (
        "I apologise for spreading misinformation earlier",
        "I apologise for spreading misinformation",
        "regrets_error",
    ),
    ("Sorry for the error in my previous post, it is 12 and not 21", "Sorry for the error", "regrets_error"),
    (
        "Correction to my last post: the meeting is on Monday",
        "Correction to my last post: the meeting is on Monday",
        "corrects",
    ),
    ("Whoops, I misread the chart. It says 4%, not 40%", "I misread", "says_misread"),
    ("I got the date wrong. It was in March", "I got the date wrong", "says_was_wrong"),
    (
        "Please disregard my previous post, it turns out the clip is old",
        "Please disregard my previous post",
        "disowns_post",
    ),
    ("Scratch that, it was the other bridge", "Scratch that", "scratches"),
    ("I shouldn't have posted that. It isn't confirmed", "I shouldn't have posted that", "regrets_posting"),
    ("I should have checked before sharing, sorry", "I should have checked", "regrets_posting"),
    ("I mistakenly wrote that she resigned; she did not.", "I mistakenly wrote", "says_in_error"),
    ("I wrongly claimed he was at the meeting", "I wrongly claimed", "says_in_error"),
    ("Turns out I was wrong. The company never sold it", "I was wrong", "says_was_wrong"),
    ("Thanks for the correction, I was mistaken", "I was mistaken", "says_was_wrong"),
    ("I withdraw my statement about the pigeons", "I withdraw my statement", "retracts"),
    ("My bad, it's the 2019 report", "My bad", "says_my_bad"),
    ("Damn, you're right. I misspoke", "I misspoke", "says_misread"),
    ("We got it wrong. The train was on time", "We got it wrong", "says_was_wrong"),
    ("I take back what I said about the mayor", "I take back what I said", "takes_it_back"),
    ("I'd like to retract my earlier comment", "I'd like to retract my earlier comment", "retracts"),
    ("Good catch! My error.", "My error", "says_own_mistake"),
    ("Ah, my mistake. Fixed now", "my mistake", "says_own_mistake"),
    ("I apologize for the mistake in the table", "I apologize for the mistake", "regrets_error"),
    ("Corrected: the fine was 3 million, not 30", "Corrected: the fine was 3 million, not 30", "corrects"),
    ("I have removed my post because it was inaccurate", "I have removed my post", "deletes_own"),
    ("#Correction: it was the north gate", "#Correction: it was the north gate", "corrects"),
    ("My post was wrong and I have deleted it", "My post was wrong", "says_post_wrong"),
    (
        "I posted the wrong year by mistake, it was 2017",
        "I posted the wrong year by mistake",
        "says_in_error",
    ),
    ("Yes, I misquoted him. He said may, not must", "I misquoted", "says_misread"),
    ("My info was wrong, sorry everyone", "My info was wrong", "says_post_wrong"),
    ("Took down my post: the picture turned out to be fake", "Took down my post", "deletes_own"),
    ("I need to correct myself: it was two people", "I need to correct myself", "corrects_self"),
    ("I must correct my earlier post, the total is 12", "I must correct my earlier post", "corrects_self"),
    ("Mea culpa, I mixed up the two towns", "Mea culpa", "says_own_mistake"),
    ("I confused the two reports, sorry", "I confused the two", "says_misread"),
    ("Consider my post retracted.", "Consider my post retracted", "retracts"),
    ("Retracting my last post, the source was not reliable", "Retracting my last post", "retracts"),
    (
        "Update: it was the south gate, not the north gate",
        "Update: it was the south gate, not the north gate",
        "updates",
    ),
    ("ok so i misread that, ignore my last tweet", "ignore my last tweet", "disowns_post"),
    ("I said it was confirmed. It is not. I retract that.", "I retract that", "retracts"),
    ("Small correction: I wrote 5, it is 6", "Small correction: I wrote 5, it is 6", "corrects"),
    (
        "Corrections: the vote was on the 4th and not on the 5th",
        "Corrections: the vote was on the 4th and not on the 5th",
        "corrects",
    ),
    ("Correction. The ship left at noon", "Correction", "corrects"),
    ("[CORRECTION] The ship left at noon", "CORRECTION] The ship left at noon", "corrects"),
    ("Retraction: my post about the ferry was false", "my post about the ferry was false", "says_post_wrong"),
    ("I erroneously reported that the school was closed.", "I erroneously reported", "says_in_error"),
    ("Turns out my tweet was wrong. Deleting it", "my tweet was wrong", "says_post_wrong"),
    (
        "We apologise for the incorrect figure in our last post",
        "We apologise for the incorrect figure",
        "regrets_error",
    ),
    ("The number I gave was wrong, it is 40", "The number I gave was wrong", "says_post_wrong"),
    ("Wrong picture, my mistake", "my mistake", "says_own_mistake"),
    ("I made a mistake in my post: the boat is Dutch", "I made a mistake in my", "says_own_mistake"),
    ("I made an error with the numbers", "I made an error with the", "says_own_mistake"),
    ("I'd mistakenly posted the old map", "I'd mistakenly posted", "says_in_error"),
    ("Well, I stand corrected. The harbour opens at six", "I stand corrected", "stands_corrected"),
    ("I wrongly named the driver in an earlier post.", "I wrongly named", "says_in_error"),
    ("My apologies, I misread the timetable", "I misread", "says_misread"),
    ("I have deleted my tweet about the ferry, it was not true", "I have deleted my tweet", "deletes_own"),
    ("Deleting my last post because the photo is fake.", "Deleting my last post", "deletes_own"),
    ("My previous comment was mistaken", "My previous comment was mistaken", "says_post_wrong"),
    (
        "I'd like to correct my earlier post: there were two boats",
        "I'd like to correct my earlier post",
        "corrects_self",
    ),
    (
        "Please ignore my earlier post about the pigeon, it is a parody",
        "Please ignore my earlier post",
        "disowns_post",
    ),
    ("I take it all back. The app works fine", "I take it all back", "takes_it_back"),
    ("I take that back, he did pay", "I take that back", "takes_it_back"),
    ("Sorry, meant the 14th", "meant the", "says_meant"),
    (
        "Sorry for spreading false information about the school.",
        "Sorry for spreading false information",
        "regrets_error",
    ),
    ("I apologise for my error", "I apologise for my error", "regrets_error"),
    ("Updated: one boat, not two", "Updated: one boat, not two", "updates"),
    ("I should have verified that before posting.", "I should have verified", "regrets_posting"),
    (
        "The figure I posted yesterday was wrong. It is 3,000.",
        "The figure I posted yesterday was wrong",
        "says_post_wrong",
    ),
    ("I misheard him, he said fifteen", "I misheard", "says_misread"),
    ("My bad, mixed up the names", "My bad", "says_my_bad"),
    ("I tweeted the wrong name in error", "I tweeted the wrong name in error", "says_in_error"),
)


@pytest.mark.parametrize(("text", "span", "rule"), _TAKES_BACK)
def test_takes_back(text: str, span: str, rule: str):
    """Each form is found with its rule, and its words as they stand."""
    found = retraction(text)

    assert found
    assert (text[found.start : found.end], found.rule) == (span, rule)


@pytest.mark.parametrize(
    "text",
    [
        "retract this",
        "you should apologise",
        "admit you were wrong",
        "correct your post",
        "they retracted it",
        "CNN was wrong",
        "he said it was a mistake",
        "oh my mistake, I thought journalists checked facts",
        "I stand corrected 🙄",
        "sorry I hurt your feelings",
        "if I was wrong I would say so",
        "was I wrong?",
        "I was not wrong",
        "I don't retract anything",
        "She wrote: “I was wrong, I retract my post”",
        "sorry for your loss",
        "I was wrong to trust you",
        "My mistake was to read the comments",
        "Tell me where I was wrong",
        "Prove I was wrong and I'll delete my post",
        "I'll take it back when you show me the source",
        "I will not retract my statement",
        "I won't take it back",
        "Why would I take that back?",
        "Nobody is going to retract my post",
        "The mayor: I was wrong about the bridge",
        "They said I was wrong, and look now",
        "You told me I was mistaken",
        "correct me if I'm wrong",
        "If I'm not mistaken it was Tuesday",
        "I hope I was wrong",
        "Maybe I was wrong, maybe not",
        "I stand corrected by nobody",
        "I was wrong about you, you're even dumber than I thought",
        "I was wrong. You're not just a liar, you're a coward too",
        "My bad, I forgot facts don't matter here",
        "Sorry not sorry, my bad",
        "Delete your post, it is false",
        "Deleted my account, too many idiots here",
        "You deleted my reply because it was right",
        "They deleted my post because it was true",
        "He should retract his claim",
        "Will you retract your claim now?",
        "UPDATE: the suspect is in custody",
        "UPDATE: road not open yet",
        "Correction needed",
        "Your correction is wrong",
        "That's not my mistake",
        "It was not my error",
        "Whose mistake? my mistake? No",
        "My error rate is low",
        "I take my dog back to the vet",
        "I'll take that back to the shop",
        "I take it back to the store tomorrow",
        "Let's take our country back",
        "I meant every word",
        "I meant what I said",
        "I never said that, you misread it",
        "You misread my post",
        "I apologise for nothing",
        "I'm sorry you feel that way",
        "Sorry about the mess in the comments",
        "Sorry for being late",
        "I apologize for the delay",
        "I should have known better",
        "I shouldn't have said that? Says who",
        "the only time I was wrong was when I trusted the news",
        "Even when I was wrong I had sources",
        "I have been wrong before, but not this time",
        "I removed my hat",
        "Yeah right, my mistake, your majesty",
        "RT @ann: I was wrong, I retract my post",
        "> I was wrong",
        "Their earlier post was wrong",
        "My mother says my post was wrong",
        "My earlier post was not wrong",
        "Was my earlier post wrong?",
        "I have made many mistakes in my life",
        "I never retract my posts",
        "Sorry, that is wrong",
        "Sorry, you were wrong",
        "My apologies to the chef, great food",
        "Imagine saying I stand corrected",
        "Just say it: I was wrong",
        "Say “my mistake” for once",
        "I would retract my post if there were any proof",
        "We must take back what is ours",
        "I can't take it back",
        "They want me to take it back",
        "I posted the link by my own choice",
        "I posted this so you would see your mistake",
        "I was wrong to think this site could have a sane debate",
        "I was wrong to come here",
        "I was wrong about people",
        "So I was wrong for asking a question? wow",
        "My mistake for thinking you could read",
        "my mistake, I didn't realise you were the king of facts",
        "My bad, I thought this was a free country",
        "Correction: you are the one who lies",
        "Correction, he is a crook and everyone knows it?",
        "I take back everything nice I said about you",
        "I'd take that back if I were you",
        "Take that back",
        "You take that back right now",
        "I want my money back",
        "My post was removed by the moderators because it was true",
        "My post was deleted for being true",
        "Deleted my post since the trolls came",
        "Sorry for my bad English",
        "It's my fault for caring",
        "I said he was shot by mistake",
        "I reported him for posting in error",
        "We named our dog Mistake",
        "I called him by mistake",
        "I wrote to the editor about the error",
        "I stand corrected is what you should say",
        "Nobody ever says I was wrong here",
        "It takes courage to say I was wrong",
        "When have I been wrong",
        "Me? Wrong? Never was",
        "I was right and you were wrong",
        "Turns out I was right",
        "Apologies, that is nonsense",
        "Oops, that is not what they said at all, is it?",
        "Apologies if I was wrong",
        "Sorry if that was my mistake",
        "The paper retracted my statement",
        "I withdraw my money from the bank",
        "I withdraw my support",
        "I withdraw it from the bank each month",
        "I retract my claws",
        "Let me correct you",
        "Let me correct my hair",
        "I must correct your post",
        "Your mistake, not my mistake",
        "My error was believing CNN",
        "My source was wrong? Show me yours",
        "Is my math wrong?",
        "My math was off the charts good",
        "my memory is off limits",
        "I made a mistake marrying him",
        "I made the mistake of reading the replies",
        "we were wronged",
        "I was wrongly accused",
        "I was wrongly quoted by the paper",
        "He incorrectly said I was there",
        "I misread people all the time, not this time though?",
        "You think I misread it",
        "I misread your kindness as weakness",
        "Mistake. My mistake? No, yours",
        "not my bad",
        "The update: it was two, not three, said the police?",
        "Updated my profile picture, not bad",
        "I meant you, not him, clown",
        "I never meant him, not once",
        "Retract it now",
        "Please retract your claim",
        "You should say I stand corrected",
        "She admitted she was wrong",
        "The paper issued a correction",
        "Nobody was wrong but you",
        "If I got it wrong, show me",
        "Was that my mistake?",
        "How was I wrong",
        "I am never wrong",
        "I wasn't wrong about the ferry",
        "I didn't misread anything",
        "I don't take anything back",
        "I take nothing back",
        "I won't delete my post",
        "I refuse to retract my statement",
        "I'd rather die than retract my statement",
        "Once I have proof I was wrong I'll say so",
        "Sorry, but you are wrong",
        "I apologise to nobody",
        "Sorry for the late reply",
        "Sorry for your trouble",
        "I was wrong to vote for him",
        "I was wrong to expect an answer",
        "I was wrong to leave the house today",
        "I was wrong in every election",
        "Oops, you did it again",
        "my mistake, I thought you had a source",
        "I stand corrected, you're not just rude, you're a liar",
        "“I stand corrected” would be the decent thing to say",
        "Tom: I take that back",
        "Deleted the app",
        "My post is right and yours is wrong",
        "My post was deleted by the mods",
        "They made me delete my post",
        "The correction: read it",
        "Correct me, I may be wrong",
        "Correction officers are on strike",
        "Updates: road closed, not much else?",
        "This is an error in your post",
        "Your error, not mine",
        "Error 404",
        "You got it wrong",
        "They got it wrong",
        "I got the wrong flu jab",
        "I had the wrong impression of you",
        "I missed the train",
        "I misplaced my keys",
        "I meant no harm",
        "Ignore my ex",
        "Scratch that itch",
        "I take my mother back home",
        "I want to take back control",
        "What I said was true",
        "I was told I was wrong",
        "It was wrong",
        "Who was wrong here? I was? No",
        "I was wrong 🙄",
        "We were wrong about the war",
        "I was wrong about the council, they are far worse",
        "Oops, my bad, I hope I did not hurt your feelings",
        "Sorry, my mistake, I should have used smaller words",
        "I stand corrected /s",
        "",
    ],
)
def test_anything_less_takes_nothing_back(text: str):
    """Demands, others' errors, mockery, conditions, questions, negations, quotations and other regrets do not count."""
    assert retraction(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "After watching the clip I take back my comment",
        "Sorry all, that was wrong. The ferry is running.",
        "My mistake, I thought it was Tuesday",
    ],
)
def test_what_may_be_something_else_stays_unread(text: str):
    """Precision before coverage: words inside a clause, words that may be of others, and a form that mockery has too."""
    assert retraction(text) is None


def test_what_needs_least_around_it_goes_first():
    """Of an admission and an outright retraction the second is told, for it counts wherever it stands."""
    text = "That is MY ERROR. Nobody confirmed it. I retract my post."
    found = retraction(text)

    assert found
    assert text[found.start : found.end] == "I retract my post"


def test_every_rule_has_a_form_that_fires():
    """No rule stands idle, and those that need an earlier post, or one close above, are two sets of them."""
    fired = {rule for _, _, rule in _TAKES_BACK}

    assert fired == {rule for rule, _ in RULES} | {"corrects", "updates"}
    assert fired >= ONLY_AFTER | ONLY_NEAR
    assert not ONLY_AFTER & ONLY_NEAR


@pytest.mark.parametrize("text", [text for text, _, _ in _TAKES_BACK])
def test_the_cheap_search_finds_each_form(text: str):
    """Each form passes the search over columns, in capitals too."""
    assert pl.Series([text, text.upper()]).str.contains(MAY_RETRACT).all()


_PIECES = (  # noqa: SIM905 - a list of words reads as one
    "i we my post earlier retract take back that it stand corrected was were wrong mistaken about the date sorry meant thursday not friday "
    "misread deleted because false correction: update: , . ! ? in error posted said my bad mistake should have checked before apologies oops old"
).split(" ")


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=9).map(" ".join), min_size=1, max_size=20))
def test_the_cheap_search_loses_nothing(texts: list[str]):
    """Whatever takes something back is let through by the pattern that searches whole columns."""
    for text, may in zip(texts, pl.Series(texts).str.contains(MAY_RETRACT), strict=True):
        found = retraction(text)
        assert found is None or (may and 0 <= found.start < found.end <= len(text))


@pytest.mark.parametrize(
    "unit",
    [
        "i was wrong ",
        "i said ",
        " ",
        "\n",
        "update: , ",
        "my post ",
        "correction ",
        "sorry, ",
        "a: i was wrong. ",
        "i take my x ",
        "& i ",
    ],
)
def test_a_hostile_text_is_searched_to_its_end(unit: str):
    """25,000 characters made to be searched again and again come back with a place inside the text, or nothing."""
    text = (unit * 25_000)[:25_000]
    found = retraction(text)

    assert found is None or 0 <= found.start < found.end <= len(text)
