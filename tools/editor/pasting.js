// What is pasted into a text becomes Markdown in the browser: HTML of Word, Google Docs and web pages by way of turndown,
// the text of a chat or a telephone by its lines. It is parsed in a document of its own, which runs and loads nothing.
import Turndown from "turndown";

/** Signs of Markdown that nobody writes by chance. */
const MARKDOWN = /^#{2,6} \S|^>{1,3} \S|^```|^!\[|^<!-- halaman -->$|\]\((?:https?:\/\/|\/|\.\.\/)[^\s()]+\)|\*\*[\p{L}\p{N}][^*\n]*\*\*|^---\n[a-z_]+:/mu;
const TAG = /<(?=[a-zA-Z/!?])(?!https?:\/\/|!-- halaman -->)/g;
/** HTML without any of these only gives colours to a text that is beside it. */
const STRUCTURE = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, a, b, strong, i, em, s, del, blockquote, img, figure, iframe";
const INVISIBLE = /[\0-\x08\x0b-\x1f\x7f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const BLANK = /[\xa0\u2000-\u200a\u202f\u3000]/g;
/** Stands for a break until all is together. */
const BREAK = "\u2028";

/**
 * Return what was copied elsewhere as {markdown, pictures, tables}: whether pictures or tables of it were left out.
 *
 * `site` is the public address of the portal, whose links are paths.
 */
export function pasted(html, text, site = "") {
  const words = text.replace(/\r\n?/g, "\n").replace(INVISIBLE, "");
  const found = new DOMParser().parseFromString(fragment(html), "text/html").body;
  const isChat = found.querySelector("[data-pre-plain-text]");
  if (found.querySelector(STRUCTURE) ? !isChat : !words.trim()) {
    try { return fromHtml(found, site); } catch { /* It is too deep: its words are taken. */ }
  }
  if (MARKDOWN.test(words)) return { markdown: words.replace(TAG, "\\<").replace(/^\n+|\n+$/g, "") };
  return fromText(words.trim() || found.textContent);
}

const fragment = (html) => html.replace(/^[^]*<!--StartFragment-->/, "").replace(/<!--EndFragment-->[^]*$/, "");

// ------------------------------------------------------------------------------------ text

/** Return text with a stroke before each sign that would be taken for markup. */
function signs(text) {
  return text.replace(INVISIBLE, "").replace(BLANK, " ")
    .replace(/[\\`*[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?![\s\d=])|~(?=~)|(?<=~)~|&(?=#?\w{1,31};)/gu, "\\$&")
    .replace(/^(?:#{1,6}(?=\s|$)|[>=:~|+](?=\s|$)|>|[-=]+\s*$)/gm, "\\$&");
}

/** Return lines of Markdown in which the reporter's mark is one, and neither a year nor "Baca Juga:" becomes what it is not. */
function lines(markdown) {
  return markdown.replace(/^(\d{4,9})(?=[.)](?:\s|$))/gm, "$1\\")
    .replace(/^(baca[ \t]+juga[ \t]*):(?![ \t]*\[[^\]\n]*\]\(\/)/gim, "$1\\:")
    .replace(/\\\*\\\*\\\*( ?\([A-Za-z][\w ./,&-]{0,40}\))\s*$/, "***$1");
}

const CHAT = /^(?:\[[\d./:, ]+(?:[AP]M)?\]|[\d./:, ]+(?:[AP]M)? -) [^:\n]{1,80}: /i;
const MEDIA = /^(?:<(?:Media (?:tidak disertakan|omitted)|Media dihilangkan)>|[\w .()-]+\.(?:jpe?g|png|webp|heic|mp4|opus|pdf) \((?:file terlampir|file attached|berkas terlampir)\)|(?:gambar|image|video|foto|audio|stiker|sticker|GIF) (?:tidak disertakan|omitted|dihilangkan))$/i;
const ITEM = /^(?:[-–—•●▪■◦○‣►*+]|\d{1,3}[.)])[ \t]+(?=\S)/;
/** Characters of the lines of a text that a program has broken. */
const NARROW = 55, WIDE = 100;

/** Return the text of a chat, an e-mail or a telephone as Markdown with the same words. */
function fromText(text) {
  const all = text.replace(BLANK, " ").split("\n").map((line) => line.trim().replace(/\s+/g, " "));
  const kept = all.filter((line) => !MEDIA.test(line.replace(CHAT, "")));
  const markdown = kept.join("\n").trim().split(/\n{2,}/).map(block).join("\n\n");
  return { markdown: lines(markdown), pictures: kept.length < all.length };
}

/** Return lines below each other: as one paragraph if a program broke it, otherwise as one each. */
function block(text) {
  const some = text.split("\n");
  const isBroken = some.length > 2 && some.every((one, at) => one.length < WIDE && (at === some.length - 1 || one.length > NARROW));
  if (isBroken) return some.map(line).join(" ");
  return some.map((one, at) => `${at ? ITEM.test(one) && ITEM.test(some[at - 1]) ? "\n" : "\n\n" : ""}${line(one)}`).join("");
}

/** Return a line with its signs as signs, but for bold and italic words as WhatsApp marks them. */
function line(text) {
  const head = /^[*+] /.test(text) ? "- " : "";
  const rest = head ? text.slice(2) : text;
  if (/^https?:\/\/[^\s<>"\\`*[\]]+$/.test(rest)) return head + rest;
  return head + spans(rest);
}

function spans(text) {
  const parts = text.split(/(https?:\/\/\S+|(?<![\p{L}\p{N}*_])(?:\*[^\s*](?:[^*]*[^\s*])?\*|_[^\s_](?:[^_]*[^\s_])?_)(?![\p{L}\p{N}*_]))/u);
  return parts.map((part, at) => {
    // What only begins a line as markup does nothing in its middle.
    if (at % 2 === 0 || part[0] === "h") return at ? signs(`x${part}`).slice(1) : signs(part);
    const mark = part[0] === "*" ? "**" : "*";
    return mark + spans(part.slice(1, -1)) + mark;
  }).join("");
}

// ------------------------------------------------------------------------------------ HTML

const NOT_SHOWN = "style, script, meta, link, title, base, template, noscript, xml, svg, input, select, textarea, button, [hidden]";
/** What Word and Google Docs have of colleagues: comments, and what was deleted. */
const TALK = ".msocomoff, .msocomanchor, .MsoCommentReference, [style*='mso-element:comment'], [style*='mso-special-character:comment'], a[href^='#cmnt'], del[cite], del[datetime]";
const FILMS = "iframe, video, audio, object, embed, canvas";
const HEADING = "h1, h2, h3, h4, h5, h6";

function fromHtml(root, site) {
  const left = { pictures: false, tables: false };
  for (const one of root.querySelectorAll(`${NOT_SHOWN}, ${TALK}`)) one.remove();
  for (const one of root.querySelectorAll("[style]")) {
    if (one.style.display === "none" || /mso-hide\s*:\s*all/i.test(one.getAttribute("style"))) one.remove();
  }
  for (const one of root.querySelectorAll(FILMS)) film(one, left);
  for (const one of root.querySelectorAll("img")) picture(one, left);
  for (const one of root.querySelectorAll("table")) table(one, left);
  texts(root);
  wordLists(root);
  for (const one of root.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    if (one.previousElementSibling?.nodeName === "LI") one.previousElementSibling.append(one);
  }
  emphasis(root);
  const markdown = turndown(site).turndown(root).replace(/[ \t]*(?:\u2028[ \t]*){2,}/g, "\n\n")
    .replace(/[ \t]*\u2028[ \t]*(?=\n|$)|(?<=^|\n)[ \t]*\u2028[ \t]*/g, "").replace(/[ \t]*\u2028[ \t]*/g, "\\\n");
  return { markdown: lines(markdown.replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim()), ...left };
}

function film(one, left) {
  const [, id] = /youtube(?:-nocookie)?\.com\/embed\/([\w-]{11})/.exec(one.getAttribute("src") ?? "") ?? [];
  if (!id) { one.remove(); left.pictures = true; return; }
  const address = make("a", `https://www.youtube.com/watch?v=${id}`);
  address.href = address.textContent;
  one.replaceWith(make("p", address));
}

/** Leave out a picture, but not an emoji; one that nobody sees, which only counts readers, is not missed. */
function picture(one, left) {
  const alt = one.alt.trim();
  if (alt && alt.length <= 8 && !/[\p{L}\p{N}]/u.test(alt)) { one.replaceWith(alt); return; }
  const isSeen = ![one.getAttribute("width"), one.getAttribute("height")].some((side) => side === "0" || side === "1");
  left.pictures ||= isSeen;
  one.remove();
}

/** Make paragraphs of a table's cells, unless it is simple: two rows and columns or more, nothing merged or in each other. */
function table(one, left) {
  const isSimple = one.rows.length > 1 && one.rows[0].cells.length > 1 && one.rows[0].cells.length < 20
    && [...one.rows].every((row) => row.cells.length === one.rows[0].cells.length)
    && !one.querySelector("table, ul, ol, blockquote, [colspan]:not([colspan='1']), [rowspan]:not([rowspan='1'])");
  if (isSimple) return;
  left.tables ||= one.rows.length > 1 && [...one.rows].some((row) => row.cells.length > 1);
  for (const cell of one.querySelectorAll("td, th")) cell.replaceWith(make("div", ...cell.childNodes));
  for (const part of [...one.querySelectorAll("tr, tbody, thead, tfoot, caption, colgroup"), one]) part.replaceWith(make("div", ...part.childNodes));
}

/** Make any blank one, and breaks of line feeds that are shown as such. */
function texts(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const one of found) {
    const around = one.parentElement.closest("pre, [style*='white-space']");
    const isShown = around && (around.nodeName === "PRE" || /white-space(?:-collapse)?\s*:\s*(?:pre|break)/i.test(around.getAttribute("style")));
    const [first, ...others] = one.data.replace(BLANK, " ").replace(INVISIBLE, "").split(isShown ? "\n" : /(?!)/);
    one.data = first;
    one.after(...others.flatMap((text) => [make("br"), text.trimStart()]));
  }
}

/** Make lists of Word's paragraphs that look like items. */
function wordLists(root) {
  const open = [];
  for (const one of root.querySelectorAll("p[style*='mso-list' i]")) {
    const [, name, deep] = /mso-list\s*:\s*(l\d+)\s+level(\d)/i.exec(one.getAttribute("style")) ?? [];
    if (!name) continue;
    const mark = one.querySelector("[style*='mso-list:Ignore' i]");
    const number = /^\(?(?:(\d{1,3})|[a-z]|[ivx]{1,6})[.)]$/i.exec(mark?.textContent.trim() ?? "");
    mark?.remove();
    if (open.length && one.previousElementSibling !== open[0].list) open.length = 0;
    while (open.length && (open.at(-1).deep > deep || (open.at(-1).deep === deep && open.at(-1).name !== name))) open.pop();
    if (!open.length || open.at(-1).deep < deep) {
      const list = make(number ? "ol" : "ul");
      if (number?.[1]) list.setAttribute("start", number[1]);
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      else one.before(list);
      open.push({ deep, name, list });
    }
    open.at(-1).list.append(make("li", ...one.childNodes));
    one.remove();
  }
}

/** Make emphasis of styles, and one of two side by side. */
function emphasis(root) {
  for (const one of root.querySelectorAll("[style]:is(b, strong, span, font)")) {
    const { fontWeight, fontStyle, textDecorationLine } = one.style;
    const isBold = fontWeight === "bold" || Number(fontWeight) >= 600;
    if (one.matches("b, strong")) {
      if (fontWeight && !isBold) one.replaceWith(...one.childNodes);
      continue;
    }
    const wanted = [isBold && "b", fontStyle === "italic" && "i", /line-through/.test(textDecorationLine) && "s"].filter(Boolean);
    for (const tag of wanted) one.replaceChildren(make(tag, ...one.childNodes));
    one.replaceWith(...one.childNodes);
  }
  for (const one of root.querySelectorAll("b, strong, i, em")) {
    while (one.nextSibling?.nodeName === one.nodeName) {
      one.append(...one.nextSibling.childNodes);
      one.nextSibling.remove();
    }
  }
}

/** What belongs to it loads nothing. */
const MAKER = document.implementation.createHTMLDocument("");

function make(tag, ...inner) {
  const made = MAKER.createElement(tag);
  made.append(...inner);
  return made;
}

// -------------------------------------------------------------------------------- turndown

function turndown(site) {
  const service = new Turndown({ headingStyle: "atx", emDelimiter: "*", codeBlockStyle: "fenced", hr: "---" });
  const rule = (filter, replacement) => service.addRule(filter, { filter: filter.split(", "), replacement });
  service.escape = signs;
  rule("br", () => BREAK);
  rule(HEADING, (content, node) => `\n\n${"#".repeat(Math.max(2, node.nodeName[1]))} ${flat(content)}\n\n`);
  rule("b, strong", (content, node) => marked(content, "**", node, `b, strong, th, ${HEADING}`));
  rule("i, em", (content, node) => marked(content, "*", node, "i, em"));
  rule("s, strike, del", (content, node) => marked(content, "~~", node, "s, strike, del"));
  rule("sup", (content) => ({ 2: "²", 3: "³" })[content] ?? content);
  rule("a", (content, node) => link(content, node, site));
  rule("li", (content, node) => {
    const at = [...node.parentNode.children].filter((one) => one.nodeName === "LI").indexOf(node);
    const head = node.parentNode.nodeName === "OL" ? `${(Number(node.parentNode.getAttribute("start")) || 1) + at}. ` : "- ";
    const isLong = node.querySelectorAll(":scope > p").length > 1;
    const text = content.trim().replace(/\n+/g, isLong ? "\n\n" : "\n").replace(/\n(?=.)/g, `\n${" ".repeat(head.length)}`);
    return text ? `\n${head}${text}\n` : "";
  });
  rule("td, th", (content) => `| ${flat(content).replaceAll("|", "\\|")} `);
  rule("tr", (content, node) => {
    const row = `\n${content.replaceAll("\n", "")}|\n`;
    return node === node.closest("table").rows[0] ? `${row}${"| --- ".repeat(node.cells.length)}|\n` : row;
  });
  rule("thead, tbody, tfoot", (content) => `\n${content.trim()}\n`);
  rule("caption", (content) => `\n\n${flat(content)}\n\n`);
  return service;
}

const flat = (text) => text.replace(/[\s\u2028]+/g, " ").trim();

/** Return content between marks, where they would be read as such; `not` is what it must not be in. */
function marked(content, mark, node, not) {
  const text = content.trim();
  const isInWord = (/^[^\p{L}\p{N}*]/u.test(text) && /[\p{L}\p{N}]$/u.test(node.previousSibling?.textContent ?? ""))
    || (/[^\p{L}\p{N}*]$/u.test(text) && /^[\p{L}\p{N}]/u.test(node.nextSibling?.textContent ?? ""));
  if (!text || isInWord || /\n|\u2028\s*\u2028/.test(text) || node.parentNode.closest(not)) return content;
  return content.replace(text, () => mark + text + mark);
}

/** Addresses that only lead on, with the part of them that says where. */
const WAYS = { "www.google.com/url": "q", "l.facebook.com/l.php": "u", "l.instagram.com/": "u" };

function link(content, node, site) {
  const href = node.getAttribute("href") ?? "";
  const [, back, note] = /^#_ftn(ref)?(\d{1,3})$/.exec(href) ?? [];
  if (note) return back ? `[^${note}]:` : `[^${note}]`;
  const address = leading(href, site);
  const words = node.textContent.trim();
  if (!address || !words || content.trim().includes("\n")) return content;
  if (words !== href.trim() || address[0] === "/") return `[${flat(content)}](${address})`;
  // On a line of its own it may become a box.
  return node.parentNode.textContent.trim() === words ? address : `<${address}>`;
}

/** Return where a link leads, without what tells who has sent readers there; empty if readers cannot go there. */
function leading(href, site) {
  let url;
  try {
    url = new URL(href);
    const way = WAYS[url.host + url.pathname];
    if (way && url.searchParams.get(way)) url = new URL(url.searchParams.get(way));
  } catch { return ""; }
  if (!["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) return "";
  for (const key of [...url.searchParams.keys()]) if (/^(?:utm_\w+|fbclid|gclid|igshid)$/.test(key)) url.searchParams.delete(key);
  const address = url.href.replace(/[()*_`\\[\]]/g, (sign) => sign === "_" ? sign : `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return site && address.startsWith(`${site}/`) ? address.slice(site.length) : address;
}
