// Which rows are shown: what is open, what matches, in which order.

const SMALL = 80; // a thread of so many rows is open at first
const FOLD_ABOVE = 12; // so many unanswered replies to one post are shown; more become one row

/** A fold stands in the list as a negative number: -1 - the row that it belongs to. */
const foldOf = (row) => -1 - row;

const makeRows = (data) => {
  const opened = new Uint8Array(data.size);
  const unfolded = new Uint8Array(data.size);
  const state = { order: "size", match: null, hits: [], shown: [], place: [], among: [], folded: new Map() };
  const sorted = { size: new Map(), time: new Map() };

  const important = (row) => data.marks.has(row) || data.notes.has(row) || data.stance.has(row);
  const alone = (row) => !data.childCount(row) && !important(row);
  const when = (row) => data.at[row] ?? Infinity;
  const byTime = (a, b) => when(a) - when(b) || a - b;
  const orders = { time: byTime, size: (a, b) => data.below[b] - data.below[a] || byTime(a, b) };

  const childrenInOrder = (row) => {
    const done = sorted[state.order];
    if (!done.has(row)) done.set(row, data.children(row).slice().sort(orders[state.order]));
    return done.get(row);
  };

  // In a larger one, large branches are open as deep as the third level, and everything above a turning point.
  const openStart = () => {
    opened.fill(data.size <= SMALL ? 1 : 0);
    unfolded.fill(0);
    const large = Math.max(8, data.size * 0.02);
    for (let row = 0; row < data.size; row += 1) {
      if (row === 0 || (data.depth[row] < 3 && data.below[row] > large)) opened[row] = 1;
    }
    for (const row of data.marks.keys()) for (let up = data.parent[row]; up >= 0; up = data.parent[up]) opened[up] = 1;
  };

  // Three numbers a row that waits, one after the other: rows are many, and small arrays of their own cost more.
  const wait = (stack, row, place, among) => { stack.push(row, place, among); };

  const pushChildren = (stack, row) => {
    if (!data.childCount(row)) return;
    let children = childrenInOrder(row);
    let fold = 0;
    if (state.match) {
      children = children.filter((child) => state.match[child]);
    } else if (!unfolded[row] && children.length > FOLD_ABOVE) {
      const rest = children.filter((child) => !alone(child));
      fold = children.length - rest.length;
      if (fold > FOLD_ABOVE) children = rest;
      else fold = 0;
    }
    const among = children.length + (fold ? 1 : 0);
    if (fold) {
      state.folded.set(row, fold);
      wait(stack, foldOf(row), among, among);
    }
    for (let at = children.length - 1; at >= 0; at -= 1) wait(stack, children[at], at + 1, among);
  };

  const update = () => {
    state.shown = [];
    state.place = [];
    state.among = [];
    state.folded.clear();
    const roots = [];
    for (let row = 0; row < data.size; row += 1) if (data.parent[row] < 0) roots.push(row);
    const kept = state.match ? roots.filter((row) => state.match[row]) : roots;
    const stack = [];
    for (let at = kept.length - 1; at >= 0; at -= 1) wait(stack, kept[at], at + 1, kept.length);
    while (stack.length) {
      const among = stack.pop();
      const place = stack.pop();
      const row = stack.pop();
      state.shown.push(row);
      state.place.push(place);
      state.among.push(among);
      if (row >= 0 && (state.match || opened[row])) pushChildren(stack, row);
    }
  };

  /** Keeps the rows that pass, and for context the rows above them (2 = passes, 1 = above). */
  const keep = (passes) => {
    state.hits = [];
    state.match = passes ? new Uint8Array(data.size) : null;
    if (!passes) return;
    for (let row = 0; row < data.size; row += 1) {
      if (passes(row)) {
        state.match[row] = 2;
        state.hits.push(row);
      }
    }
    for (const hit of state.hits) {
      for (let up = data.parent[hit]; up >= 0 && !state.match[up]; up = data.parent[up]) state.match[up] = 1;
    }
  };

  /** Opens everything above a row, so that it is shown. */
  const reveal = (row) => {
    for (let up = data.parent[row]; up >= 0; up = data.parent[up]) opened[up] = 1;
    if (data.parent[row] >= 0 && alone(row)) unfolded[data.parent[row]] = 1;
  };

  const isOpen = (row) => Boolean(state.match || opened[row]);
  const setOpen = (row, value) => { opened[row] = value ? 1 : 0; };
  const unfold = (row) => { unfolded[row] = 1; };
  const setAll = (value) => {
    opened.fill(value ? 1 : 0);
    unfolded.fill(value ? 1 : 0);
  };

  openStart();
  return { state, openStart, update, keep, reveal, isOpen, setOpen, setAll, unfold };
};
