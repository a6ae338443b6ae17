"""Every dialect that threadscope reads: how it is recognised, its shape, and what puts its rows into tables.

To add one: its module here, its line in DIALECTS, its writer in `fixtures/writers/`, its heading in the docs.
"""

from __future__ import annotations

from typing import Final

from threadscope.collect.dialects import (
    account_archive,
    api_v2,
    api_v11,
    apify,
    apify_legacy,
    bird,
    convocation,
    convocation_go,
    flat,
    fourcat_csv,
    fxtwitter,
    gallery_dl,
    graphql,
    har,
    minet,
    oembed,
    rumoureval,
    snscrape,
    store,
    syndication,
    twarc_csv,
    tweet_harvest,
    tweety,
    twikit,
    twint,
    twitter_web_exporter,
    twitterapi_io,
    twscrape,
    vxtwitter,
    zeeschuimer,
)
from threadscope.collect.kinds import FolderDialect, RecordDialect, WrapperDialect
from threadscope.collect.tabular import tabular

__all__ = ["DIALECTS", "FOLDER_DIALECTS", "RECORD_DIALECTS", "carried_by"]

#: Folders are claimed first; of a single record, the first dialect whose marks are found is taken.
DIALECTS: Final[dict[str, RecordDialect | WrapperDialect | FolderDialect]] = {
    "account_archive": FolderDialect(
        account_archive.claims,
        account_archive.read,
        "folder with tweets.js",
        account_archive.CARRIES,
        begins=account_archive.begins,
    ),
    "har": WrapperDialect(har.Archive, har.marks, har.fits, har.unwrap, har.CARRIES, har.done),
    "zeeschuimer": WrapperDialect(
        None,
        zeeschuimer.marks,
        zeeschuimer.fits,
        zeeschuimer.unwrap,
        zeeschuimer.CARRIES,
        zeeschuimer.done,
    ),
    "twitter_web_exporter": RecordDialect(
        None,
        twitter_web_exporter.marks,
        twitter_web_exporter.fits,
        twitter_web_exporter.rows,
        twitter_web_exporter.CARRIES,
        twitter_web_exporter.done,
    ),
    "twarc_csv": RecordDialect(
        twarc_csv.Row, twarc_csv.marks, twarc_csv.fits, twarc_csv.rows, twarc_csv.CARRIES
    ),
    "tweet_harvest": tabular(tweet_harvest.LAYOUT),
    "fourcat_csv": tabular(fourcat_csv.LAYOUT),
    "minet": tabular(minet.LAYOUT),
    "twint": tabular(twint.LAYOUT),
    "api_v2": RecordDialect(api_v2.Line, api_v2.marks, api_v2.fits, api_v2.rows, api_v2.CARRIES),
    "store": FolderDialect(store.claims, store.read, "folder with store.json", frozenset(), is_copy=True),
    "rumoureval": FolderDialect(
        rumoureval.claims, rumoureval.read, "folder with source-tweet(s)", rumoureval.CARRIES
    ),
    "graphql": RecordDialect(None, graphql.marks, graphql.fits, graphql.rows, graphql.CARRIES),
    "twscrape": RecordDialect(twscrape.Item, twscrape.marks, twscrape.fits, twscrape.rows, twscrape.CARRIES),
    "snscrape": RecordDialect(snscrape.Item, snscrape.marks, snscrape.fits, snscrape.rows, snscrape.CARRIES),
    "apify": RecordDialect(apify.Line, apify.marks, apify.fits, apify.rows, apify.CARRIES),
    "apify_legacy": RecordDialect(
        apify_legacy.Line, apify_legacy.marks, apify_legacy.fits, apify_legacy.rows, apify_legacy.CARRIES
    ),
    "twitterapi_io": RecordDialect(
        twitterapi_io.Line, twitterapi_io.marks, twitterapi_io.fits, twitterapi_io.rows, twitterapi_io.CARRIES
    ),
    "bird": RecordDialect(bird.Line, bird.marks, bird.fits, bird.rows, bird.CARRIES),
    "convocation": RecordDialect(
        convocation.Line, convocation.marks, convocation.fits, convocation.rows, convocation.CARRIES
    ),
    "convocation_go": RecordDialect(
        convocation_go.GoLine,
        convocation_go.marks,
        convocation_go.fits,
        convocation_go.rows,
        convocation_go.CARRIES,
    ),
    "twikit": RecordDialect(twikit.Line, twikit.marks, twikit.fits, twikit.rows, twikit.CARRIES),
    "tweety": RecordDialect(tweety.Line, tweety.marks, tweety.fits, tweety.rows, tweety.CARRIES),
    "gallery_dl": RecordDialect(
        None, gallery_dl.marks, gallery_dl.fits, gallery_dl.rows, gallery_dl.CARRIES, gallery_dl.done
    ),
    "fxtwitter": RecordDialect(
        fxtwitter.Line, fxtwitter.marks, fxtwitter.fits, fxtwitter.rows, fxtwitter.CARRIES
    ),
    "vxtwitter": RecordDialect(
        vxtwitter.Line, vxtwitter.marks, vxtwitter.fits, vxtwitter.rows, vxtwitter.CARRIES
    ),
    "syndication": RecordDialect(
        syndication.Line, syndication.marks, syndication.fits, syndication.rows, syndication.CARRIES
    ),
    "oembed": RecordDialect(oembed.Line, oembed.marks, oembed.fits, oembed.rows, oembed.CARRIES),
    "api_v11": RecordDialect(api_v11.Line, api_v11.marks, api_v11.fits, api_v11.rows, api_v11.CARRIES),
    "flat": RecordDialect(
        None, flat.marks, flat.fits, flat.rows, flat.DIALECT.carries, flat.DIALECT.done, general=True
    ),
}
RECORD_DIALECTS: Final = {
    name: entry for name, entry in DIALECTS.items() if isinstance(entry, RecordDialect | WrapperDialect)
}
FOLDER_DIALECTS: Final = {name: entry for name, entry in DIALECTS.items() if isinstance(entry, FolderDialect)}


def carried_by(name: str) -> frozenset[str]:
    """Return the columns of ``posts`` that a dialect can fill; none for a name that is no dialect."""
    entry = DIALECTS.get(name)
    return entry.carries if entry else frozenset()
