// The list on the screen: only the rows that can be seen exist as elements.

const ROW_HEIGHT = 46; // as in conversation.css
const SPARE_ROWS = 6;
const GUIDES_AT_MOST = 16;
const ROWS_AT_MOST = 326_000; // no browser makes an element higher than about 17 million pixels
const NOTHING_CHOSEN = -Infinity;
const WAY_ENDS = 4; // so many people of a long way are named from each end

/** Puts text into an element and marks where the searched words stand in it. */
const putText = (element, text, searched) => {
  const low = text.toLowerCase();
  if (!searched || low.length !== text.length) {
    element.textContent = text;
    return;
  }
  let end = 0;
  for (let at = low.indexOf(searched); at >= 0; at = low.indexOf(searched, end)) {
    element.append(text.slice(end, at), make("mark", "", text.slice(at, at + searched.length)));
    end = at + searched.length;
  }
  element.append(text.slice(end));
};

const makeList = (data, read, rows) => {
  const box = find("list");
  const sheet = find("rows");
  const { state } = rows;
  const view = { chosen: NOTHING_CHOSEN, searched: "", above: new Set() };
  let painted = "";
  let pointed = null;

  const elementId = (row) => (row < 0 ? `fold${-1 - row}` : `row${row}`);

  const frame = (row, at, depth) => {
    const element = make("div", row === view.chosen ? "row chosen" : "row");
    const guides = make("span", "guides");
    element.id = elementId(row);
    element.style.top = `${at * ROW_HEIGHT}px`;
    element.dataset.row = row;
    element.setAttribute("role", "treeitem");
    element.setAttribute("aria-level", depth + 1);
    element.setAttribute("aria-posinset", state.place[at]);
    element.setAttribute("aria-setsize", state.among[at]);
    element.setAttribute("aria-selected", row === view.chosen);
    element.classList.toggle("above", view.above.has(row));
    guides.style.width = `${Math.min(depth, GUIDES_AT_MOST) * 14}px`;
    element.append(guides);
    return element;
  };

  const twist = (sign) => {
    const element = make("span", "twist", sign);
    element.setAttribute("aria-hidden", "true");
    return element;
  };

  const foldRow = (row, at) => {
    const owner = -1 - row;
    const element = frame(row, at, data.depth[owner] + 1);
    element.classList.add("fold");
    element.setAttribute("aria-expanded", "false");
    const replies = state.folded.get(owner);
    element.append(twist("▸"), make("span", "words", `${replies.toLocaleString("en")} answers that nobody in the archive answered`));
    return element;
  };

  const signs = (row) => {
    const found = [];
    if (data.marks.has(row)) found.push(make("span", "mark", data.marks.get(row)));
    if (data.notes.has(row)) {
      const [badge, shown] = data.notes.get(row);
      found.push(make("span", shown ? "mark note" : "mark note unshown", badge));
    }
    if (row === data.claimRow) found.push(make("span", "sign", "the claim"));
    if (data.quotesParent.has(row)) found.push(make("span", "sign", "quotes"));
    if (data.detached.has(row)) found.push(make("span", "sign", "way here unknown"));
    const [claim, parent, , rule] = data.stance.get(row) ?? [];
    const isClaim = rule === "is_the_claim";
    if (isClaim && row !== data.claimRow) found.push(make("span", "sign", "the claim"));
    if (claim === "deny" || parent === "disagree") found.push(make("span", "sign", "denies"));
    if ((claim === "support" && !isClaim) || parent === "agree") found.push(make("span", "sign", "agrees"));
    if (claim === "query" || parent === "ask") found.push(make("span", "sign", "asks"));
    if (data.media.has(row)) found.push(make("span", "sign", mediaSign(data.media.get(row))));
    if (data.leftOut(row) && !data.childCount(row)) found.push(make("span", "sign", "answers not in this file"));
    return found;
  };

  const ending = (row) => {
    const parts = [];
    if (data.below[row]) parts.push(`${data.below[row].toLocaleString("en")} below`);
    else if (data.like_count[row]) parts.push(`${data.like_count[row].toLocaleString("en")} ♥`);
    const end = make("span", "end", parts.join(""));
    if (data.at[row] != null) end.append(make("span", "when-short", `${parts.length ? " · " : ""}${read.atShort(row)}`));
    return end;
  };

  const postRow = (row, at) => {
    const element = frame(row, at, data.depth[row]);
    const children = data.childCount(row);
    if (children) element.setAttribute("aria-expanded", rows.isOpen(row));
    if (state.match?.[row] === 1) element.classList.add("context");
    const who = make("span", "who");
    who.append(make("bdi", `h ${read.side(row)}`, read.handle(row)), ...signs(row));
    const words = make("bdi", "words");
    words.dir = "auto";
    if (data.ghost.has(row)) {
      element.classList.add("ghost");
      words.textContent = data.ghost.get(row) === "left out" ? "left out by the editor" : `not archived: ${data.ghost.get(row)}`;
    } else {
      putText(words, read.words(row).replace(/\s+/g, " "), view.searched);
    }
    element.append(twist(children ? (rows.isOpen(row) ? "▾" : "▸") : "·"), who, words, ending(row));
    return element;
  };

  const paint = (force) => {
    const first = Math.max(0, Math.floor(box.scrollTop / ROW_HEIGHT) - SPARE_ROWS);
    const last = Math.min(state.shown.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW_HEIGHT) + SPARE_ROWS);
    const key = `${first}:${last}`;
    if (!force && key === painted) return;
    painted = key;
    const fresh = document.createDocumentFragment();
    for (let at = first; at < last; at += 1) {
      const row = state.shown[at];
      fresh.append(row < 0 ? foldRow(row, at) : postRow(row, at));
    }
    // The chosen row is there wherever the list stands: assistive software is told its id.
    const chosen = state.shown.indexOf(view.chosen);
    if (chosen >= 0 && (chosen < first || chosen >= last)) {
      const element = view.chosen < 0 ? foldRow(view.chosen, chosen) : postRow(view.chosen, chosen);
      if (chosen < first) fresh.prepend(element);
      else fresh.append(element);
    }
    sheet.replaceChildren(fresh);
    if (chosen < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", elementId(view.chosen));
  };

  // ---- the way from the root: its rows in view are marked, and its people named in one line
  const owner = (row) => (row < 0 ? -1 - row : row);

  const showWay = (row) => {
    const line = find("way");
    line.replaceChildren();
    view.above = new Set();
    if (row == null || row === NOTHING_CHOSEN) return;
    const steps = read.way(owner(row));
    view.above = new Set(row < 0 ? steps : steps.slice(0, -1));
    steps.forEach((step, at) => {
      if (steps.length > 2 * WAY_ENDS + 1 && at >= WAY_ENDS && at < steps.length - WAY_ENDS) {
        if (at === WAY_ENDS) line.append(` › … ${steps.length - 2 * WAY_ENDS} between …`);
        return;
      }
      line.append(at ? " › " : "", make("bdi", "", read.handle(step)));
    });
  };

  const markWay = () => {
    showWay(pointed ?? view.chosen);
    for (const element of sheet.children) element.classList.toggle("above", view.above.has(Number(element.dataset.row)));
  };

  const point = (row) => {
    if (row === pointed) return;
    pointed = row;
    markWay();
  };

  box.addEventListener("pointerover", (event) => {
    const element = event.target.closest(".row");
    point(element ? Number(element.dataset.row) : null);
  });
  box.addEventListener("pointerleave", () => point(null));

  const scrollTo = (row) => {
    const at = state.shown.indexOf(row);
    if (at < 0) return;
    const top = at * ROW_HEIGHT;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + ROW_HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW_HEIGHT - box.clientHeight;
  };

  const refresh = () => {
    rows.update();
    const open = state.shown.length;
    state.shown.length = Math.min(open, ROWS_AT_MOST);
    const cut = open > ROWS_AT_MOST ? `; the first ${ROWS_AT_MOST.toLocaleString("en")} are listed: search, or close branches` : "";
    sheet.style.height = `${state.shown.length * ROW_HEIGHT}px`;
    const [posts, gaps] = data.all;
    const all = data.isPart ? `${data.posts.toLocaleString("en")} of ${count(posts, "post")} are in this file` : count(posts, "post");
    const said = state.match
      ? `${state.hits.length.toLocaleString("en")} of ${data.size.toLocaleString("en")} rows${data.isPart ? " in this file" : ""} match; those above them are kept for context`
      : `${all}${gaps ? `, ${gaps.toLocaleString("en")} not archived` : ""}; ${count(open, "row")} open`;
    find("status").textContent = said + cut;
    paint(true);
  };

  box.addEventListener("scroll", () => requestAnimationFrame(() => paint(false)), { passive: true });
  addEventListener("resize", () => paint(true));
  return { box, view, paint, refresh, scrollTo, markWay };
};
