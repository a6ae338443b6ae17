// Theme, tables that sort, and findings that open for print. Everything below works on this document alone.
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

// On paper nothing can be opened: receipts are printed open, and closed again afterwards.
const setUpPrint = () => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open]):not(.behind)")];
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

// A link to a finding that lies in a closed part opens that part.
const openTarget = () => {
  const target = find(`f-${hashAfter("f-")}`);
  if (!target) return;
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  const receipts = target.querySelector("details.receipts");
  if (receipts) receipts.open = true;
  target.scrollIntoView();
};

setUpTheme();
setUpTables();
setUpPrint();
addEventListener("hashchange", openTarget);
openTarget();
