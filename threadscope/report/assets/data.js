// The conversation: columns, unpacked by the browser itself, and what follows from them.

const unpack = async () => {
  const packed = atob(find("packed").textContent);
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
  const names = ["marks", "media", "notes", "stance", "urls", "versions", "limited", "words"];
  const sparse = Object.fromEntries(names.map((name) => [name, toMap(columns[name])]));
  const rowOf = new Map(columns.id.map((id, row) => [id, row]));
  return {
    ...columns, ...sparse, ghost, parent, below, rowOf,
    size: parent.length,
    posts: parent.length - ghost.size,
    ...listChildren(parent),
    quotesParent: new Set(columns.quotes_parent),
    detached: new Set(columns.detached),
    claimRow: rowOf.get(columns.claim) ?? -1,
  };
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
  const media = (row) => (data.media.get(row) ?? []).map(([kind, alt]) => (alt ? `${kind}: ${alt}` : kind)).join("; ");
  const whole = (row) => data.text[row] ?? "";
  const words = (row) => whole(row).slice(data.body[row] ?? 0).trim() || whole(row) || media(row) || "(no words)";
  const tone = (row) => {
    if (data.tone[row] === 1) return "no-signal";
    if (data.tone[row] !== 0) return data.ghost.has(row) ? "" : "not-scored";
    return data.polarity[row] <= -5 ? "negative" : data.polarity[row] >= 5 ? "positive" : "neither";
  };
  const side = (row) => ({ deny: "side-dispute", support: "side-claim" })[data.stance.get(row)?.[0]] ?? "";
  return {
    handle, name, roles, media, whole, words, tone, side, zone,
    at: (row) => write(long, data.at[row]),
    atShort: (row) => write(short, data.at[row]),
    captured: (row) => write(date, data.captured[row]),
  };
};
