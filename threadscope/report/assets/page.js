// Theme, tables that sort, links that open what they lead to, and findings that open for print.
const find = (id) => document.getElementById(id);
const root = document.documentElement;

/** Makes an element. Text goes in as text, never as markup. */
const make = (tag, name, text) => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text != null) element.textContent = text;
  return element;
};

const count = (value, word) => `${value.toLocaleString("en")} ${word}${value === 1 ? "" : "s"}`;

const setUpTheme = () => {
  const button = find("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const label = () => { button.textContent = dark() ? "Light mode" : "Dark mode"; };
  button.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; label(); });
  system.addEventListener("change", label);
  button.hidden = false;
  label();
};

const sortBy = (table, column, head) => {
  const ascending = head.getAttribute("aria-sort") === "descending";
  const numeric = head.dataset.sort === "number";
  const key = (row) => (numeric ? Number(row.cells[column].dataset.value) : row.cells[column].textContent);
  const compare = (a, b) => (numeric ? key(a) - key(b) : key(a).localeCompare(key(b), "en"));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  const body = table.tBodies[0];
  body.append(...[...body.rows].sort((a, b) => (ascending ? compare(a, b) : compare(b, a))));
};

const setUpTables = () => {
  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (!head.dataset.sort) return;
      const button = make("button", "", head.textContent);
      button.type = "button";
      button.addEventListener("click", () => sortBy(table, column, head));
      head.replaceChildren(button);
    });
  }
};

// On paper nothing can be opened: folded sentences are printed open, and closed again afterwards. Their posts have a list of their own.
const setUpPrint = () => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.more:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });
};

/** The part of the address after "#" and a letter; "" for another letter, or for what is no address at all. */
const hashAfter = (letter) => {
  try {
    return location.hash.startsWith(`#${letter}`) ? decodeURIComponent(location.hash.slice(1 + letter.length)) : "";
  } catch {
    return "";
  }
};

// What an address names, and what lies closed around it, is opened; a finding with the posts behind it.
const openTarget = () => {
  const target = find(hashAfter(""));
  if (!target) return;
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  if (target.id.startsWith("f-")) {
    const beside = target.nextElementSibling?.matches("details.receipts") ? target.nextElementSibling : null;
    const receipts = target.querySelector("details.receipts") ?? beside ?? target.closest(".drawn")?.querySelector("details.receipts");
    if (receipts) receipts.open = true;
  }
  target.scrollIntoView();
};

// The list makes room for itself once it is ready: what stands below it is then led to again.
const setUpLinks = () => {
  addEventListener("hashchange", openTarget);
  new MutationObserver((_, observer) => { observer.disconnect(); if (!hashAfter("p")) openTarget(); })
    .observe(root, { attributeFilter: ["data-ready"] });
  openTarget();
};

// In the bar of sections the one that is being read is marked.
const setUpBar = () => {
  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const sections = [...links.keys()].map(find).filter(Boolean);
  const mark = () => {
    const read = sections.filter((section) => section.getBoundingClientRect().top < innerHeight / 3).at(-1);
    for (const [id, link] of links) {
      if (id === read?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
  for (const section of sections) watch.observe(section);
};

setUpTheme();
setUpTables();
setUpPrint();
setUpLinks();
setUpBar();
