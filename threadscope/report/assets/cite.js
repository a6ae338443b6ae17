// A post -> the line that cites it; the clipboard, where a page opened from a file may have none; what was done, said aloud.

const CITED_AT_MOST = 200; // letters of the post
const NAMED_AT_MOST = 80; // letters of the display name
// Marks that turn the writing direction, and other letters nobody sees, would rearrange what is pasted.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value) => String(value).padStart(2, "0");
const utcDay = (moment) => `${moment.getUTCDate()} ${MONTHS[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`;
const oneLine = (text) => (text ?? "").replace(UNSEEN, " ").replace(/\s+/g, " ").trim();

/** Cuts at a word, or in a word where there is none near, and never inside a letter of two units. */
const cutAt = (text, most) => {
  const letters = [...text];
  if (letters.length <= most) return text;
  const head = letters.slice(0, most).join("");
  const space = head.lastIndexOf(" ");
  return `${space > head.length / 2 ? head.slice(0, space) : head}…`;
};

/**
 * The line that cites a post, times in UTC:
 * @handle (Display Name), “text…”, X, 25 May 2024 13:50 UTC, https://x.com/i/status/ID (archived 7 Jun 2024)
 *
 * @param post handle with "@", name, text, id, at and captured (Date, or null where not known).
 */
const citation = ({ handle, name, text, id, at, captured }) => {
  const shown = cutAt(oneLine(name), NAMED_AT_MOST);
  const words = cutAt(oneLine(text), CITED_AT_MOST);
  const time = at ? `${utcDay(at)} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC` : "time not known";
  const where = /^\d+$/.test(id) ? `https://x.com/i/status/${id}` : `post ${oneLine(id)}`;
  return [
    `${oneLine(handle)}${shown ? ` (${shown})` : ""}`,
    words ? `“${words}”` : "post without words",
    "X",
    time,
    `${where}${captured ? ` (archived ${utcDay(captured)})` : ""}`,
  ].join(", ");
};

/** Says something in the live region of the page. */
let hush = 0;
const announce = (words) => {
  const region = find("said");
  region.textContent = words;
  clearTimeout(hush);
  hush = setTimeout(() => { region.textContent = ""; }, 6000);
};

/** The old way, by a selection: for pages opened from a file, where browsers may withhold the clipboard. */
const copySelected = (text) => {
  const field = make("textarea", "aside");
  const before = document.activeElement;
  field.value = text;
  field.readOnly = true;
  field.setAttribute("aria-hidden", "true");
  document.body.append(field);
  field.select();
  let done = false;
  try { done = document.execCommand("copy"); } catch { done = false; }
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
};

const copyText = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
};

/** Copies the citation of a post and says so; where nothing may be copied it is shown to be copied by hand. */
const copyCitation = async (post) => {
  const line = citation(post);
  const done = await copyText(line);
  announce(done ? `Citation copied: ${line}` : `This browser lets no page copy. The citation is: ${line}`);
  return line;
};

// ---- posts that stand in cards: all that is cited is read off the card
const momentOf = (value) => (value ? new Date(value) : null);

const postInCard = (card) => {
  const handle = card.querySelector(".h");
  return {
    handle: handle.textContent,
    name: card.querySelector(".m bdi")?.textContent,
    text: card.querySelector("p[dir]:not(.m)")?.textContent,
    id: decodeURIComponent(handle.hash.slice(2)),
    at: momentOf(card.querySelector("time")?.dateTime),
    captured: momentOf(handle.dataset.captured),
  };
};

const setUpCitations = () => {
  for (const card of document.querySelectorAll(".card")) {
    if (card.querySelector(".absent")) continue;
    const button = make("button", "copy", "Copy citation");
    button.type = "button";
    card.querySelector(".m").append(" ", button);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".card .copy");
    if (button) copyCitation(postInCard(button.closest(".card")));
  });
};

setUpCitations();
