// Colours, dates, flags, and the one way in which elements are made: from text, never from HTML.

function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [type, handler] of Object.entries(value)) node.addEventListener(type, handler);
    else if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name === "html" || name.startsWith("on")) throw new Error(name);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

const SANS = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const byId = (id) => document.getElementById(id);
const count = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, "\u2009");
const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;
const encode = (value) => encodeURIComponent(value).replace(/~/g, "%7E");
const clip = (words, length) => (words.length > length ? `${words.slice(0, length - 1)}…` : words);

// Months by hand: what a browser knows of languages takes it long to load, and two browsers shorten September differently.
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const shortMonth = (month) => MONTHS[month].slice(0, month === 8 ? 4 : 3);
const asDate = (day) => new Date(day * 864e5);
const dayOf = (year, month, day = 1) => Date.UTC(year, month, day) / 864e5;
const isoDay = (day) => asDate(day).toISOString().slice(0, 10);
const parseDay = (iso) => {
  const time = /^\d{4}-\d\d-\d\d$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : NaN;
  return Number.isNaN(time) ? null : Math.round(time / 864e5);
};
function formatDay(day, precision = "d") { // "s" is a month in short
  const date = asDate(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { d: () => `${date.getUTCDate()} ${shortMonth(month)} ${year}`, m: () => `${MONTHS[month]} ${year}`, s: () => `${shortMonth(month)} ${year}`, y: () => String(year) }[precision]();
}

function formatDate(i) {
  if (evStart[i] === NO_DAY) return "no date";
  const precision = precisionOf(i);
  if (precision === "w") return `week of ${formatDay(evStart[i])}`;
  if (precision === "d" && evEnd[i] > evStart[i]) return `${formatDay(evStart[i])} – ${formatDay(evEnd[i])}`;
  return formatDay(evStart[i], precision === "m" || precision === "y" ? precision : "d");
}

// Platforms without flag emoji (Windows) draw two letters instead, in one colour.
const flagsWork = (() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 24;
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  ctx.fillStyle = "#000";
  ctx.textBaseline = "top";
  ctx.font = "20px 'Noto Color Emoji','Apple Color Emoji','Segoe UI Emoji',sans-serif";
  ctx.fillText("\u{1F1EB}\u{1F1F7}", 0, 0);
  const pixels = ctx.getImageData(0, 0, 24, 24).data;
  for (let i = 0; i < pixels.length; i += 4) if (Math.abs(pixels[i] - pixels[i + 2]) > 60) return true;
  return false;
})();
const alpha2 = (country) => (codes[country] && codes[country][0]) || "";
const flagEmoji = (country) =>
  [...alpha2(country)].map((letter) => String.fromCodePoint(0x1f1e6 + letter.charCodeAt(0) - 65)).join("");

function flag(country) {
  if (!alpha2(country)) return el("span", { class: "flag none", "aria-hidden": "true", text: clip(country || "–", 3) });
  const kind = flagsWork ? "flag" : "flag code";
  return el("span", { class: kind, "aria-hidden": "true", title: countryName(country), text: flagsWork ? flagEmoji(country) : alpha2(country) });
}

const colours = {};
function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of [
    "paper", "ink", "soft", "faint", "rule", "coop-words", "coop-deeds", "conf-words", "conf-deeds", "other",
    "k-country", "k-government", "k-person", "k-organisation", "k-armed_group", "k-people", "k-company", "k-place", "k-theme", "accent", "land", "border", "coop-text", "conf-text",
  ]) colours[name] = style.getPropertyValue(`--${name}`).trim();
}
const lineColour = (type) =>
  colours[["other", "coop-words", "coop-deeds", "conf-words", "conf-deeds"][typeInfo[type].quad]];
const kindColour = (kind) => colours[`k-${kind}`] || colours["k-organisation"];

const kept = {
  get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
  set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* a sandboxed frame has no storage */ } },
};
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme || (prefersDark.matches ? "dark" : "light")) === "dark";
function setTheme(theme, remember = true) {
  if (theme) document.documentElement.dataset.theme = theme;
  if (theme && remember) kept.set("kg-theme", theme);
  readColours();
}
