// Search, filters, keyboard, links to posts; and the start of it all.

const PEOPLE_LISTED = 60;

const setUpConversation = (data) => {
  const read = readers(data);
  const rows = makeRows(data);
  const list = makeList(data, read, rows);
  const { state } = rows;
  const { view, box } = list;
  let low = null;

  // Lower-case texts for search are made once, when first wanted or when the browser has time.
  const lowered = () => {
    low ??= data.text.map((text, row) => `${text ?? ""} ${read.handle(row)} ${read.name(row)} ${read.media(row)} ${data.urls.get(row)?.join(" ") ?? ""}`.toLowerCase());
    return low;
  };

  // The address names the chosen post, so that a copied one leads to it. Browsers refuse many changes in a short time.
  let keeping = 0;
  const keepAddress = (row) => {
    clearTimeout(keeping);
    keeping = setTimeout(() => {
      try { history.replaceState(null, "", `#p${encodeURIComponent(data.id[row])}`); } catch { /* it stays as it is */ }
    }, 150);
  };

  const choose = (row, follow = true, keep = true) => {
    view.chosen = row;
    if (row >= 0) show(row);
    if (follow) list.scrollTo(row);
    list.markWay();
    list.paint(true);
    if (row >= 0 && keep) keepAddress(row);
  };

  const go = (row) => {
    if (state.match && !state.match[row]) clear();
    rows.reveal(row);
    list.refresh();
    choose(row);
    box.scrollTop = Math.max(0, state.shown.indexOf(row) * ROW_HEIGHT - 3 * ROW_HEIGHT);
    list.paint(true);
  };

  const byPerson = (author) => {
    const select = find("by-person");
    if (![...select.options].some((option) => option.value === String(author))) {
      select.append(new Option(`@${data.people.handle[author] ?? "?"}`, author));
    }
    select.value = author;
    apply();
  };

  const show = makePane(data, read, view, go, byPerson);

  // ---- filters
  const stancePasses = {
    "": () => true,
    deny: (row) => data.stance.get(row)?.[0] === "deny",
    support: (row) => data.stance.get(row)?.[0] === "support",
    disagree: (row) => data.stance.get(row)?.[1] === "disagree",
    agree: (row) => data.stance.get(row)?.[1] === "agree",
    ask: (row) => data.stance.get(row)?.[0] === "query" || data.stance.get(row)?.[1] === "ask",
    placed: (row) => data.stance.has(row),
  };

  const chosenTests = () => {
    const tests = [];
    const person = find("by-person").value;
    const role = find("by-role").value;
    const stance = find("by-stance").value;
    const tone = find("by-tone").value;
    if (view.searched) {
      const texts = lowered();
      tests.push((row) => texts[row].includes(view.searched));
    }
    if (person) tests.push((row) => data.author[row] === Number(person));
    if (role) tests.push((row) => read.roles(row).includes(role));
    if (stance) tests.push(stancePasses[stance]);
    if (tone) tests.push((row) => read.tone(row) === tone);
    if (find("with-media").checked) tests.push((row) => data.media.has(row));
    if (find("with-note").checked) tests.push((row) => data.notes.has(row));
    if (find("only-missing").checked) tests.push((row) => data.ghost.has(row));
    return tests;
  };

  const apply = () => {
    const began = performance.now();
    view.searched = find("search").value.trim().toLowerCase();
    const tests = chosenTests();
    rows.keep(tests.length ? (row) => tests.every((test) => test(row)) : null);
    state.order = find("order").value;
    box.scrollTop = 0;
    list.refresh();
    root.dataset.tookMs = (performance.now() - began).toFixed(1);
  };

  const clear = () => {
    HTMLFormElement.prototype.reset.call(find("filters")); // the form's own name for it is that of the button
    apply();
  };

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, data.size > 20000 ? 12 : 0);
  };

  const fillFilters = () => {
    const posts = new Map();
    data.author.forEach((author, row) => {
      if (author != null && !data.ghost.has(row)) posts.set(author, (posts.get(author) ?? 0) + 1);
    });
    const most = [...posts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, PEOPLE_LISTED);
    for (const [author, number] of most) {
      find("by-person").append(new Option(`@${data.people.handle[author] ?? "?"} (${number.toLocaleString("en")}${data.isPart ? " in this file" : ""})`, author));
    }
    const roles = new Set(data.people.roles.flatMap((parts) => parts ?? []));
    for (const role of [...roles].sort()) find("by-role").append(new Option(role, role));
  };

  // ---- keyboard
  const unfold = (fold) => {
    const at = state.shown.indexOf(fold);
    rows.unfold(-1 - fold);
    list.refresh();
    if (at in state.shown) choose(state.shown[at]);
  };

  const turn = (row, value) => {
    rows.setOpen(row, value);
    list.refresh();
    choose(row);
  };

  const right = (row, at) => {
    if (row < 0) unfold(row);
    else if (data.childCount(row) && !rows.isOpen(row)) turn(row, true);
    else if (data.childCount(row) && at + 1 < state.shown.length) choose(state.shown[at + 1]);
  };

  const left = (row) => {
    if (row < 0) choose(-1 - row);
    else if (data.childCount(row) && rows.isOpen(row) && !state.match) turn(row, false);
    else if (data.parent[row] >= 0) choose(data.parent[row]);
  };

  // Without a filter, n and p lead from turning point to turning point.
  const toNext = (step) => {
    const stops = state.match
      ? state.shown.filter((row) => row >= 0 && state.match[row] === 2)
      : [...data.marks.keys()].sort((a, b) => (data.at[a] ?? 0) - (data.at[b] ?? 0) || a - b);
    const at = stops.indexOf(view.chosen);
    const next = at < 0 ? (step > 0 ? 0 : stops.length - 1) : at + step;
    if (next in stops) go(stops[next]);
  };

  const readPost = (row) => {
    if (row < 0) unfold(row);
    else find("pane").focus();
  };

  const page = () => Math.max(1, Math.floor(box.clientHeight / ROW_HEIGHT) - 1);
  const step = (at, by) => choose(state.shown[Math.max(0, Math.min(state.shown.length - 1, at + by))]);

  // Back to all posts, where the reader was.
  const widen = (row) => {
    if (!state.match) return;
    clear();
    if (row >= 0) go(row);
  };

  const keys = {
    ArrowDown: (row, at) => { if (at + 1 < state.shown.length) choose(state.shown[at + 1]); },
    ArrowUp: (row, at) => { if (at > 0) choose(state.shown[at - 1]); },
    Home: () => choose(state.shown[0]),
    End: () => choose(state.shown[state.shown.length - 1]),
    ArrowRight: right,
    ArrowLeft: left,
    PageDown: (row, at) => step(at, page()),
    PageUp: (row, at) => step(at, -page()),
    Enter: readPost,
    " ": readPost,
    n: () => toNext(1),
    p: () => toNext(-1),
    Escape: widen,
  };

  box.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!state.shown.length && event.key !== "Escape") return;
    event.preventDefault();
    const at = state.shown.indexOf(view.chosen);
    if (at < 0 && !["n", "p", "End", "Escape"].includes(event.key)) choose(state.shown[0]);
    else act(view.chosen, at);
  });

  box.addEventListener("click", (event) => {
    const element = event.target.closest(".row");
    if (!element) return;
    const row = Number(element.dataset.row);
    if (row < 0) unfold(row);
    else if (event.target.closest(".twist") && data.childCount(row) && !state.match) turn(row, !rows.isOpen(row));
    else choose(row, false);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || /INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) return;
    event.preventDefault();
    find("search").focus();
  });

  // Escape leads back to the list: from the search, which it empties, and from the pane.
  find("search").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (find("search").value) {
      find("search").value = "";
      apply();
    }
    box.focus();
  });
  find("pane").addEventListener("keydown", (event) => { if (event.key === "Escape") box.focus(); });

  // ---- links to posts
  const followHash = () => {
    const row = data.rowOf.get(hashAfter("p"));
    if (row == null) {
      // Ids are digits, or `post_…` under pseudonyms; `#people` is a section.
      if (/^(\d+|post_[0-9a-f]+)$/.test(hashAfter("p"))) {
        announce(data.isPart ? "This post is not in this file, which holds a part of the thread." : "No post of this address is in this report.");
      }
      return;
    }
    go(row);
    box.scrollIntoView();
    box.focus({ preventScroll: true });
  };
  addEventListener("hashchange", followHash);
  // The same link pressed twice changes no hash, but the reader wants to go there again.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.hash && link.hash === location.hash && link.getAttribute("href").startsWith("#p")) followHash();
  });

  find("filters").addEventListener("submit", (event) => event.preventDefault());
  find("filters").addEventListener("change", apply);
  find("search").addEventListener("input", soon);
  find("reset").addEventListener("click", () => setTimeout(() => { rows.openStart(); apply(); }));
  find("open-all").addEventListener("click", () => { rows.setAll(true); list.refresh(); });
  find("close-all").addEventListener("click", () => { rows.setAll(false); list.refresh(); });

  fillFilters();
  find("app").hidden = false;
  list.refresh();
  if (data.size) choose(0, false, false);
  followHash();
  setTimeout(lowered, 50);
  return async () => {
    data.pictures = await unpackPictures();
    putPictures(data);
    if (view.chosen >= 0) show(view.chosen);
  };
};

const start = async () => {
  let putIn = () => {};
  try {
    putIn = setUpConversation(prepare(await unpack("packed")));
    root.dataset.ready = performance.now().toFixed(0);
  } catch (error) {
    find("app").hidden = false;
    find("status").textContent = "DecompressionStream" in self
      ? "The conversation in this file cannot be opened: the file seems to be damaged. The rest of the report works."
      : "This browser cannot open the conversation (it needs Chrome 80, Firefox 113 or Safari 16.4). The rest of the report works.";
    console.error(error);
  }
  // The list does not wait for pictures, and works without them.
  try { await putIn(); } catch (error) { console.error(error); }
};
start();
