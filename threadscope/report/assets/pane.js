// The pane beside the list: the way from the root to the chosen post, and all that is known of the post.

const CHAIN_ENDS = 6; // so many posts of a long way are shown from each end
const signed = (hundredths) => `${hundredths < 0 ? "−" : "+"}${(Math.abs(hundredths) / 100).toFixed(2)}`;

/** Puts the small pictures into the cards of the page: each is in the file once, however often its post is quoted. */
const putPictures = (data) => {
  for (const card of document.querySelectorAll(".card")) {
    const post = decodeURIComponent(card.querySelector(".h").hash.slice(2));
    if (!data.pictures.has(post)) continue;
    const pieces = data.media.get(data.rowOf.get(post));
    const shots = make("div", "shots");
    data.pictures.get(post).forEach((address, at) => { if (address) shots.append(makePicture(address, pieces[at])); });
    card.append(shots);
  }
};

const makePane = (data, read, view, go, byPerson) => {
  const pane = find("pane");
  const absent = (row) => data.ghost.get(row) === "left out" ? "left out by the editor" : `not archived: ${data.ghost.get(row)}`;

  const chain = (row) => {
    const way = read.way(row).slice(0, -1);
    const list = make("ol", "chain");
    way.forEach((step, at) => {
      if (way.length > 2 * CHAIN_ENDS + 1 && at >= CHAIN_ENDS && at < way.length - CHAIN_ENDS) {
        if (at === CHAIN_ENDS) list.append(make("li", "m", `… ${count(way.length - 2 * CHAIN_ENDS, "post")} between …`));
        return;
      }
      const item = make("li");
      const button = make("button");
      button.type = "button";
      const words = data.ghost.has(step) ? absent(step) : read.words(step);
      button.append(make("bdi", "h", read.handle(step)), " ", make("bdi", "", words));
      button.addEventListener("click", () => go(step));
      item.append(button);
      list.append(item);
    });
    return way.length ? [list] : [];
  };

  const counts = (row) => {
    const names = { like_count: "like", reply_count: "reply", repost_count: "repost", quote_count: "quote", view_count: "view" };
    const said = Object.entries(names).filter(([name]) => data[name][row] != null);
    const words = said.map(([name, word]) => {
      const value = data[name][row];
      return `${value.toLocaleString("en")} ${value === 1 ? word : word === "reply" ? "replies" : `${word}s`}`;
    });
    const moment = read.captured(row);
    return words.length ? `${words.join(", ")}${moment ? ` (capture of ${moment})` : ""}` : "";
  };

  const tone = (row) => {
    if (data.ghost.has(row)) return "";
    if (data.tone[row] === 1) return "no signal: no word of the lexicon";
    if (data.tone[row] !== 0) return "not scored";
    const entries = (data.words.get(row) ?? []).map((at) => data.lexicon[at]);
    const words = entries.map(([word, score]) => `“${word}” ${signed(Math.round(score * 100))}`);
    return `${signed(data.polarity[row])}${words.length ? `, from ${words.join(", ")}` : ""}`;
  };

  const stance = (row) => {
    const said = data.stance.get(row);
    if (!said) return data.ghost.has(row) ? "" : "unclear";
    const [claim, parent, span, rule] = said;
    const verbs = {
      support: "supports", deny: "denies", query: "asks about", agree: "agrees with", disagree: "denies", ask: "asks about",
    };
    const parts = [];
    if (rule === "is_the_claim") parts.push("makes the claim");
    else if (verbs[claim]) parts.push(`${verbs[claim]} the claim`);
    if (verbs[parent]) parts.push(`${verbs[parent]} the post it answers`);
    return `${parts.join(", ")}${span ? `: “${span}”` : ""}${rule ? ` (${rule.startsWith("editor") ? "set by the editor" : `rule ${rule}`})` : ""}`;
  };

  const facts = (row) => {
    const direct = data.directly(row) ?? data.childCount(row);
    const apart = data.leftOut(row);
    const below = `${count(data.below[row], "post")}, ${direct.toLocaleString("en")} directly${apart ? `; ${apart === data.below[row] ? "none of them is" : `${apart.toLocaleString("en")} of them are not`} in this file` : ""}`;
    const [, , note, noteSays] = data.notes.get(row) ?? [];
    return [
      ["Time", data.at[row] == null ? "" : `${read.at(row)} (${read.zone})`],
      ["Links", (data.urls.get(row) ?? []).join("\n")],
      ["Counts", counts(row)],
      ["Below", data.below[row] ? below : "no archived answers"],
      ["Says", stance(row)],
      ["Tone", tone(row)],
      ["Note", note && noteSays ? `${note}. A note says: ${noteSays}` : note],
      ["Part", read.roles(row).join(", ")],
      ["Versions", data.versions.has(row) ? `edited; ${count(data.versions.get(row), "version")}` : ""],
      ["State", data.limited.get(row) ?? ""],
      ["Language", data.lang[row] ?? ""],
      ["Id", data.id[row]],
    ];
  };

  // Each piece of media: the small picture where one is in the page, kind and description, and the name of the local copy.
  const media = (row) => {
    if (!data.media.has(row)) return [];
    const list = make("ul", "media");
    const pictures = data.pictures.get(data.id[row]) ?? [];
    data.media.get(row).forEach((piece, at) => {
      const item = make("li");
      const words = make("bdi", "", mediaWords(piece));
      const file = piece[2];
      words.dir = "auto";
      if (pictures[at]) item.append(makePicture(pictures[at], piece));
      item.append(words);
      if (file) item.append(" ", make("bdi", "m", `local copy ${file}`));
      list.append(item);
    });
    return [list];
  };

  const actions = (row) => {
    const bar = make("p", "acts");
    if (/^\d+$/.test(data.id[row])) {
      const link = make("a", "", "Open on X");
      link.href = `https://x.com/i/status/${data.id[row]}`;
      link.rel = "noopener noreferrer";
      link.target = "_blank";
      bar.append(link);
    }
    const here = make("a", "", "Link to this post");
    here.href = `#p${encodeURIComponent(data.id[row])}`;
    bar.append(here);
    if (!data.ghost.has(row)) {
      const button = make("button", "copy", "Copy citation");
      button.type = "button";
      button.addEventListener("click", () => copyCitation(read.cited(row)));
      bar.append(button);
    }
    if (data.author[row] != null) {
      const button = make("button", "", "All by this person");
      button.type = "button";
      button.addEventListener("click", () => byPerson(data.author[row]));
      bar.append(button);
    }
    return bar;
  };

  return (row) => {
    const who = make("div");
    who.append(make("bdi", `h ${read.side(row)}`, read.handle(row)), " ", make("bdi", "m", read.name(row)));
    const full = make("div", "full");
    full.dir = "auto";
    if (data.ghost.has(row)) full.textContent = data.ghost.get(row) === "left out" ? "This post was left out by the editor." : `This post is referred to and not in the archive: ${data.ghost.get(row)}.`;
    else putText(full, read.whole(row), view.searched);
    const list = make("dl");
    for (const [name, value] of facts(row)) {
      if (!value) continue;
      const words = make("dd", "", value);
      words.dir = "auto";
      list.append(make("dt", "", name), words);
    }
    pane.replaceChildren(...chain(row), who, full, ...media(row), list, actions(row));
    pane.scrollTop = 0;
  };
};
