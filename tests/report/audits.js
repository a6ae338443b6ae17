// The page as it is painted -> what is wrong with it, as lists of sentences; run beside the page, by tests.

const seen = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
const charts = () => [...document.querySelectorAll("svg.chart")].filter(seen);
const nameOf = (svg) => svg.closest("[id]")?.id ?? "picture";
const shown = (text) => JSON.stringify(text.textContent.slice(0, 40));

// ---- boxes
/** Letters do not fill their line: what is free above and below them may touch. */
const shrunk = ({ left, right, top, bottom }) => {
  const free = 0.2 * (bottom - top);
  return { left: left + 0.5, right: right - 0.5, top: top + free, bottom: bottom - free };
};

const upright = (text) => {
  const { b, c } = text.getScreenCTM();
  return b === 0 && c === 0;
};

const boxOf = (text) => {
  const box = text.getBoundingClientRect();
  if (upright(text)) return shrunk(box);
  const free = 0.2 * box.width;
  return { left: box.left + free, right: box.right - free, top: box.top + 0.5, bottom: box.bottom - 0.5 };
};

const MARGIN = 20; // pixels of the page beside a picture, into which it may reach
const boxes = () => {
  const found = [];
  for (const svg of charts()) {
    const inner = svg.getBoundingClientRect();
    const room = Math.min(MARGIN, innerWidth - inner.right, inner.left);
    const frame = { left: inner.left - room, right: inner.right + room, top: inner.top, bottom: inner.bottom };
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim());
    const all = texts.map((text) => [text, boxOf(text)]).sort((one, other) => one[1].top - other[1].top);
    all.forEach(([text, box], place) => {
      if (box.left < frame.left - 0.5 || box.right > frame.right + 0.5 || box.top < frame.top || box.bottom > frame.bottom) {
        found.push(`${nameOf(svg)}: ${shown(text)} leaves the picture`);
      }
      for (let next = place + 1; next < all.length && all[next][1].top < box.bottom; next += 1) {
        const other = all[next][1];
        if (other.left < box.right && other.right > box.left && other.bottom > box.top) {
          found.push(`${nameOf(svg)}: ${shown(text)} touches ${shown(all[next][0])}`);
        }
      }
    });
  }
  return found;
};

// ---- contrast of what is written in pictures
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
/** A colour in any notation -> red, green, blue (0-255), opacity (0-1). */
const rgba = (colour) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
};
const over = ([r, g, b, a], below) => [r, g, b].map((value, at) => value * a + below[at] * (1 - a));
const linear = (value) => (value <= 10.31 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const THICK = 4; // pixels: a thinner line crosses letters, a thicker one is their ground
const faded = (element) => {
  let opacity = 1;
  for (let part = element; part.tagName !== "svg"; part = part.parentElement) opacity *= getComputedStyle(part).opacity;
  return opacity;
};

/** The colours that an element paints where it is hit: one, or paper and lines of a pattern; [] where it paints none. */
const paints = (element) => {
  const style = getComputedStyle(element);
  if (!(element instanceof SVGElement)) {
    const colour = rgba(style.backgroundColor);
    return colour[3] ? [colour] : [];
  }
  if (element.tagName === "svg" || element.tagName === "text" || element.tagName === "tspan") return [];
  const opacity = faded(element);
  const painted = (colour, own) => { const [r, g, b, a] = rgba(colour); return [r, g, b, a * own * opacity]; };
  const pattern = /url\("?#([^")]+)"?\)/.exec(style.fill);
  if (pattern) {
    return [...document.getElementById(pattern[1]).querySelectorAll("*")].flatMap((part) => {
      const own = getComputedStyle(part);
      return [own.fill, own.stroke].filter((colour) => colour !== "none" && rgba(colour)[3]).map((colour) => painted(colour, 1));
    });
  }
  if (style.fill !== "none") return [painted(style.fill, style.fillOpacity)];
  const wide = parseFloat(style.strokeWidth) * Math.hypot(element.getScreenCTM().a, element.getScreenCTM().b);
  return style.stroke !== "none" && wide >= THICK ? [painted(style.stroke, style.strokeOpacity)] : [];
};

/** What lies below a point of a text, as seen from above; null where the text is not seen there. */
const below = (text, x, y) => {
  const stack = document.elementsFromPoint(x, y);
  const place = stack.indexOf(text);
  const covered = stack.slice(0, Math.max(place, 0)).some((element) => paints(element).some((colour) => colour[3] >= 0.999));
  return place < 0 || covered ? null : stack.slice(place + 1).filter((element) => !text.contains(element));
};

/** All colours that these elements together may show: one, or several where there is a pattern. */
const grounds = (elements) => {
  const closed = (layers) => layers.at(-1)?.[3] >= 0.999;
  let open = [[]];
  for (const element of elements) {
    const colours = paints(element);
    if (colours.length) open = open.flatMap((layers) => (closed(layers) ? [layers] : colours.map((colour) => [...layers, colour])));
    if (open.every(closed)) break;
  }
  return open.map((layers) => layers.reduceRight((ground, layer) => over(layer, ground), [255, 255, 255]));
};

const ACROSS = [0.03, 0.35, 0.65, 0.97];
/** Every text of every picture with what lies below it, which no theme changes. */
const read = () => charts().flatMap((svg) => [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim()).map((text) => {
  const box = text.getBoundingClientRect();
  const turned = !upright(text);
  const points = ACROSS.map((part) => (turned
    ? [box.left + box.width / 2, box.top + part * box.height]
    : [box.left + part * box.width, box.top + 0.55 * box.height]));
  return { svg, text, stacks: points.map(([x, y]) => below(text, x, y)).filter(Boolean) };
}));

const contrastsOf = (texts, theme) => {
  const found = [];
  for (const { svg, text, stacks } of texts) {
    const style = getComputedStyle(text);
    const size = parseFloat(style.fontSize) * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b);
    const wanted = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    const [r, g, b, a] = rgba(style.fill);
    const opacity = a * faded(text);
    const ratios = stacks.flatMap(grounds).map((ground) => [contrast(over([r, g, b, opacity], ground), ground), ground]);
    const [worst, ground] = ratios.sort(([one], [other]) => one - other)[0] ?? [0, []];
    if (worst < wanted) {
      found.push(`${nameOf(svg)}, ${theme}: ${shown(text)} ${worst.toFixed(2)} of ${wanted}, ${style.fill} on ${ground.map(Math.round)}`);
    }
  }
  return found;
};

/** Faults in both themes, and how many texts were read. A text that nobody sees has no contrast at all. */
const contrasts = () => {
  const texts = read();
  const before = document.documentElement.dataset.theme;
  const found = ["light", "dark"].flatMap((theme) => {
    document.documentElement.dataset.theme = theme;
    return contrastsOf(texts, theme);
  });
  if (before === undefined) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = before;
  return { found, read: texts.length };
};

// ---- layout
const label = (element) => {
  const name = `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""}`;
  return `${name}${element.classList.length ? `.${[...element.classList].join(".")}` : ""} ${JSON.stringify(element.textContent.trim().slice(0, 30))}`;
};
const inBox = (element) => element.closest(".scroll, nav, #list, #pane, .skip, .aside, svg");

const tooWide = () => {
  const wide = document.documentElement.clientWidth;
  const found = [...document.body.querySelectorAll("*")]
    .filter((element) => seen(element) && !(element instanceof SVGElement && element.tagName !== "svg") && !inBox(element))
    .filter((element) => { const box = element.getBoundingClientRect(); return box.right > wide + 0.5 || box.left < -0.5; })
    .map((element) => `${label(element)} is wider than the screen`);
  if (document.documentElement.scrollWidth > wide) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  return found;
};

/** Words cut off by their own box, where no dots say so and nothing lets the reader scroll. */
const cutOff = () => [...document.body.querySelectorAll("*")]
  .filter((element) => !(element instanceof SVGElement) && seen(element) && element.textContent.trim())
  // a row of the list is one line of a post that stands whole beside it
  .filter((element) => !element.closest("#list"))
  .filter((element) => {
    const style = getComputedStyle(element);
    const across = /hidden|clip/.test(style.overflowX) && style.textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 1;
    const down = /hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 2;
    return across || down;
  })
  .map((element) => `${label(element)} is cut off`);

const TARGET = 24;
/** Controls smaller than a finger, but for links in a line of text, and those with free room around them. */
const small = () => {
  const controls = [...document.querySelectorAll("button, input, select, summary, nav a, a.h, .acts a")].filter(seen);
  const boxed = controls.map((control) => [control, (control.closest("label") ?? control).getBoundingClientRect()]);
  return boxed
    .filter(([, box]) => box.width < TARGET - 0.1 || box.height < TARGET - 0.1)
    .filter(([control, box]) => {
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      return boxed.some(([other, { left, right, top, bottom }]) => other !== control && !other.contains(control) && !control.contains(other)
        && Math.hypot(Math.max(left - x, x - right, 0), Math.max(top - y, y - bottom, 0)) < TARGET / 2);
    })
    .map(([control, box]) => `${label(control)} is ${box.width.toFixed(0)} x ${box.height.toFixed(0)}`);
};

const structure = () => {
  const found = [];
  const ids = new Map();
  for (const { id } of document.querySelectorAll("[id]")) ids.set(id, (ids.get(id) ?? 0) + 1);
  for (const [id, times] of ids) if (times > 1) found.push(`the id ${id} is given ${times} times`);
  for (const link of document.querySelectorAll("a[href^='#']")) {
    const id = decodeURIComponent(link.hash.slice(1));
    if (!ids.has(id) && !(id.startsWith("p") && window.auditedPosts?.has(id.slice(1)))) found.push(`#${id} leads nowhere`);
  }
  let last = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) found.push(`${label(heading)} comes after a heading of level ${last}`);
    last = level;
  }
  const firsts = document.querySelectorAll("h1").length;
  if (firsts !== 1) found.push(`${firsts} headings of the first level`);
  return found;
};

window.audits = { boxes, contrasts, tooWide, cutOff, small, structure };
