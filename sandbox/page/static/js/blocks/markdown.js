// The markdown block: standard Markdown, as far as Slack shows it.

import { h } from "../dom.js";
import { withEmoji } from "./emoji.js";
import { channelMention, groupMention, link, userMention } from "./references.js";

const ITEM = /^(\s*)(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const INLINE = [
  [/^`([^`\n]+)`/, ([, code]) => h("code", {}, code)],
  [/^\\([\\`*_{}[\]()#+\-.!~>|])/, ([, sign]) => sign],
  [/^!?\[([^\]\n]*)\]\(<?([^\s)>]+)>?(?:\s+"[^"]*")?\)/, ([, label, url]) => link(url, label)],
  [/^<@(\w+)>/, ([, id]) => userMention(id)],
  [/^<#(\w+)(?:\|[^>]*)?>/, ([, id]) => channelMention(id)],
  [/^<!(here|channel|everyone)>/, ([, name]) => groupMention(name)],
  [/^<(https?:\/\/[^>\s]+)>/, ([, url]) => link(url)],
  [/^https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"\]*_~]/, ([url]) => link(url)],
  [/^(\*\*|__)(?=\S)([\s\S]*?\S)\1/, ([, , inside]) => h("b", {}, inline(inside))],
  [/^~~(?=\S)([\s\S]*?\S)~~/, ([, inside]) => h("s", {}, inline(inside))],
  [/^([*_])(?=\S)([\s\S]*?\S)\1(?![\p{L}\p{N}])/u, ([, , inside]) => h("i", {}, inline(inside))],
];
const MAY_BEGIN = /[`\\!\[<*_~]|https?:\/\//;

/** A markdown block. */
export const markdownBlock = (block) => h("div", { class: "block markdown", dir: "auto" }, parts(block.text));

function parts(text) {
  const lines = text.split("\n");
  const found = [];
  while (lines.length) {
    const kind = KINDS.find(({ begins }) => begins.test(lines[0]));
    found.push(kind.make(lines));
  }
  return found;
}

/** Each takes its lines from the front. */
const KINDS = [
  { begins: /^\s*```/, make: fence },
  { begins: /^#{1,6}\s/, make: (lines) => heading(lines.shift()) },
  { begins: /^\s*([-*_])(\s*\1){2,}\s*$/, make: (lines) => lines.shift() && h("hr") },
  { begins: /^\s*>/, make: (lines) => h("blockquote", {}, parts(taken(lines, /^\s*>/).map((line) => line.replace(/^\s*> ?/, "")).join("\n"))) },
  { begins: /^\s*\|.*\|\s*$/, make: table },
  { begins: ITEM, make: list },
  { begins: /^\s*$/, make: (lines) => taken(lines, /^\s*$/) && null },
  { begins: /^/, make: (lines) => h("p", {}, inline(taken(lines, /^(?!\s*$|#{1,6}\s|\s*```|\s*>|\s*[-*+]\s|\s*\d+[.)]\s)/, 1).join("\n"))) },
];

/** The lines from the front that match, at least `least`. */
function taken(lines, pattern, least = 0) {
  const end = lines.findIndex((line, at) => at >= least && !pattern.test(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

function fence(lines) {
  lines.shift();
  const code = taken(lines, /^(?!\s*```)/).join("\n");
  lines.shift();
  return h("pre", {}, code);
}

const heading = (line) => h("p", { class: `heading-${line.match(/^#+/)[0].length}` }, h("b", {}, inline(line.replace(/^#+\s+|\s+#+\s*$/g, ""))));

function table(lines) {
  const rows = taken(lines, /^\s*\|.*\|\s*$/).filter((line) => !/^[\s|:-]+$/.test(line));
  const cells = (line) => line.trim().slice(1, -1).split("|").map((cell) => inline(cell.trim()));
  const [head, ...body] = rows.map(cells);
  const row = (found, tag) => h("tr", {}, found.map((cell) => h(tag, {}, cell)));
  return h("table", {}, h("thead", {}, row(head ?? [], "th")), h("tbody", {}, body.map((found) => row(found, "td"))));
}

/** Items of the same depth; deeper ones stand in the item before them. */
function list(lines) {
  const [, indent, number] = ITEM.exec(lines[0]);
  const node = number ? h("ol", { start: number }) : h("ul");
  while (lines.length) {
    const [, depth, , text] = ITEM.exec(lines[0]) ?? [];
    if (depth === undefined || depth.length < indent.length) break;
    if (depth.length > indent.length && node.lastElementChild) node.lastElementChild.append(list(lines));
    else {
      lines.shift();
      node.append(h("li", {}, inline(text.replace(/^\[([ xX])\] /, (_, mark) => (mark === " " ? "☐ " : "☑ ")))));
    }
  }
  return node;
}

function inline(text) {
  const found = [];
  for (let rest = text; rest; ) {
    const start = rest.search(MAY_BEGIN);
    const [length, node] = start === 0 ? token(rest) : [start < 0 ? rest.length : start];
    found.push(node ?? withEmoji(rest.slice(0, length)));
    rest = rest.slice(length);
  }
  return found;
}

function token(rest) {
  for (const [pattern, make] of INLINE) {
    const match = pattern.exec(rest);
    if (match) return [match[0].length, make(match)];
  }
  return [1];
}
