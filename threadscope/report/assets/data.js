// The conversation: columns, unpacked by the browser itself, and what follows from them.

const unpack = async (id) => {
  const packed = atob(find(id).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};

const toMap = (column) => new Map(column.row.map((row, at) => [row, column.value[at]]));

/**
 * Returns parent, first child, and number of posts below, by row.
 * Rows stand in reading order, so a row's parent is the last row before it that is one step less deep.
 */
const growTree = (depth, isGhost) => {
  const size = depth.length;
  const parent = new Int32Array(size).fill(-1);
  const below = new Uint32Array(size);
  const path = [];
  for (let row = 0; row < size; row += 1) {
    if (depth[row] > 0) parent[row] = path[depth[row] - 1] ?? -1;
    path[depth[row]] = row;
  }
  for (let row = size - 1; row > 0; row -= 1) {
    if (parent[row] >= 0) below[parent[row]] += below[row] + (isGhost(row) ? 0 : 1);
  }
  return { parent, below };
};

/** Children of all rows in one array: those of `row` lie from start[row] to start[row + 1]. */
const listChildren = (parent) => {
  const start = new Uint32Array(parent.length + 1);
  for (const above of parent) if (above >= 0) start[above + 1] += 1;
  for (let row = 0; row < parent.length; row += 1) start[row + 1] += start[row];
  const next = start.slice();
  const child = new Uint32Array(start[parent.length]);
  parent.forEach((above, row) => { if (above >= 0) { child[next[above]] = row; next[above] += 1; } });
  return {
    children: (row) => child.subarray(start[row], start[row + 1]),
    childCount: (row) => start[row + 1] - start[row],
  };
};

const prepare = (columns) => {
  const ghost = toMap(columns.ghost);
  const { parent, below } = growTree(columns.depth, (row) => ghost.has(row));
  const present = below.slice();
  const whole = toMap(columns.whole);
  for (const [row, [posts]] of whole) below[row] = posts;
  const names = ["marks", "media", "notes", "stance", "urls", "versions", "limited", "words"];
  const sparse = Object.fromEntries(names.map((name) => [name, toMap(columns[name])]));
  const rowOf = new Map(columns.id.map((id, row) => [id, row]));
  return {
    ...columns, ...sparse, ghost, parent, below, rowOf,
    size: parent.length,
    pictures: new Map(),
    // Of a very large thread the page holds a part: all counts below a post stay those of the archive.
    isPart: whole.size > 0,
    leftOut: (row) => below[row] - present[row],
    directly: (row) => whole.get(row)?.[1],
    posts: parent.length - ghost.size,
    ...listChildren(parent),
    quotesParent: new Set(columns.quotes_parent),
    detached: new Set(columns.detached),
    claimRow: rowOf.get(columns.claim) ?? -1,
  };
};

// As cards.py says it.
const MEDIA_KINDS = { photo: ["photo", "photos"], video: ["video", "videos"], gif: ["GIF", "GIFs"], other: ["other media", "other media"] };
const mediaKind = (kind) => (Object.hasOwn(MEDIA_KINDS, kind ?? "") ? MEDIA_KINDS[kind] : MEDIA_KINDS.other);

/** "2 photos, video": how many pieces of which kind. */
const mediaSign = (pieces) => {
  const kinds = new Map();
  for (const [kind] of pieces) kinds.set(mediaKind(kind), (kinds.get(mediaKind(kind)) ?? 0) + 1);
  return [...kinds].map(([[one, more], number]) => (number === 1 ? one : `${number} ${more}`)).join(", ");
};

const mediaAlt = ([kind, alt]) => alt || `${mediaKind(kind)[0]} without a description`;
const mediaWords = ([kind, alt]) => (alt ? `${mediaKind(kind)[0]}: ${alt}` : mediaAlt([kind, alt]));

/** The small pictures that are in the page, by post: for each piece of media its address, or "". */
const unpackPictures = async () => {
  if (!find("pictures")) return new Map();
  const { id, jpeg } = await unpack("pictures");
  return new Map(id.map((post, at) => [post, jpeg[at].map((bytes) => bytes && `data:image/jpeg;base64,${bytes}`)]));
};

const makePicture = (address, piece) => {
  const image = make("img", "shot");
  image.alt = mediaAlt(piece);
  image.decoding = "async";
  image.src = address;
  return image;
};

/** How a row reads: the names and words that list, pane and search share. */
const readers = (data) => {
  const zone = (() => {
    try { new Intl.DateTimeFormat("en-GB", { timeZone: data.zone }); return data.zone; } catch { return "UTC"; }
  })();
  const part = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: zone };
  const short = new Intl.DateTimeFormat("en-GB", part);
  const long = new Intl.DateTimeFormat("en-GB", { ...part, year: "numeric", second: "2-digit" });
  const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: zone });
  const write = (format, seconds) => (seconds == null ? "" : format.format((data.start + seconds) * 1000));
  const handle = (row) => {
    const known = data.author[row] == null ? null : data.people.handle[data.author[row]];
    return known ? `@${known}` : "author unknown";
  };
  const name = (row) => (data.author[row] == null ? null : data.people.name[data.author[row]]) ?? "";
  const roles = (row) => (data.author[row] == null ? null : data.people.roles[data.author[row]]) ?? [];
  const media = (row) => (data.media.get(row) ?? []).map(mediaWords).join("; ");
  const whole = (row) => data.text[row] ?? "";
  const own = (row) => whole(row).slice(data.body[row] ?? 0).trim() || whole(row);
  const words = (row) => own(row) || media(row) || "(no words)";
  const moment = (seconds) => (seconds == null ? null : new Date((data.start + seconds) * 1000));
  /** The way from the root, the post itself last. */
  const way = (row) => {
    const steps = [row];
    for (let up = data.parent[row]; up >= 0; up = data.parent[up]) steps.push(up);
    return steps.reverse();
  };
  const tone = (row) => {
    if (data.tone[row] === 1) return "no-signal";
    if (data.tone[row] !== 0) return data.ghost.has(row) ? "" : "not-scored";
    return data.polarity[row] <= -5 ? "negative" : data.polarity[row] >= 5 ? "positive" : "neither";
  };
  const side = (row) => ({ deny: "side-dispute", support: "side-claim" })[data.stance.get(row)?.[0]] ?? "";
  return {
    handle, name, roles, media, whole, words, tone, side, zone, way,
    /** What `citation` takes. */
    cited: (row) => ({
      handle: handle(row), name: name(row), text: own(row), id: data.id[row],
      at: moment(data.at[row]), captured: moment(data.captured[row]),
    }),
    at: (row) => write(long, data.at[row]),
    atShort: (row) => write(short, data.at[row]),
    captured: (row) => write(date, data.captured[row]),
  };
};
