// Text as Slack marks it up: *bold*, _italic_, ~strike~, `code`, quotes, references, emoji. Made of nodes, never of HTML.

import { h } from "../dom.js";
import { emoji } from "./emoji.js";
import { channelMention, groupMention, link, moment, userMention } from "./references.js";

const SIGNS = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const decoded = (text) => text.replace(/&(?:amp|lt|gt);/g, (sign) => SIGNS[sign]);
const STYLES = { "*": "b", _: "i", "~": "s" };
// A mark counts at the edge of words: before it nothing, a space or a sign; the same after its end.
const STYLED = /^([*_~])(?=\S)((?:(?!\1)[^\n])*?\S)\1(?![\p{L}\p{N}])/u;
const TOKENS = [
  [/^`([^`\n]+)`/, ([, code]) => h("code", {}, literal(code))],
  [/^<([^<>\n]+)>/, ([, inside]) => reference(inside)],
  [/^:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/, ([typed, name]) => emoji(name) ?? typed],
  [/^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"\]*_~]/, ([url]) => link(decoded(url))],
  [/^&(?:amp|lt|gt);/, ([sign]) => SIGNS[sign]],
];
const MAY_BEGIN = /[*_~`<:&]|https?:\/\//;
const IN_WORD = /[\p{L}\p{N}]$/u;
const DEEPEST = 8;

/** Nodes for a text in mrkdwn. */
export function renderMrkdwn(text) {
  const parts = text.split(/```(?:\n)?([\s\S]+?)```\n?/);
  return parts.flatMap((part, at) => (at % 2 ? h("pre", {}, literal(part.replace(/\n$/, ""))) : quoted(part)));
}

/** Lines that begin with > stand in a quote; >>> quotes all that follows. */
function quoted(text) {
  const lines = text.replace(/\n$/, "").split("\n");
  const found = [];
  for (let at = 0; at < lines.length; ) {
    const isQuote = QUOTE.test(lines[at]);
    const end = ALL.test(lines[at]) ? lines.length : run(lines, at, isQuote);
    const inside = lines.slice(at, end).map((line) => (isQuote ? line.replace(/^(?:(?:&gt;|>){3}|&gt;|>) ?/, "") : line)).join("\n");
    found.push(...(isQuote ? [h("blockquote", {}, inline(inside))] : inline(inside)));
    at = end;
  }
  return found;
}

const QUOTE = /^(?:&gt;|>)/;
const ALL = /^(?:&gt;|>){3}/;

function run(lines, from, isQuote) {
  const end = lines.findIndex((line, at) => at > from && QUOTE.test(line) !== isQuote);
  return end < 0 ? lines.length : end;
}

function inline(text, depth = 0, isAfterWord = false) {
  const found = [];
  let plain = "";
  const flush = () => plain && found.push(plain) && (plain = "");
  for (let rest = text; rest; ) {
    const before = plain || (found.length ? " " : isAfterWord ? "a" : " ");
    const [length, node] = token(rest, depth, IN_WORD.test(before.slice(-2)));
    if (node !== undefined) {
      flush();
      found.push(node);
    } else plain += rest.slice(0, length);
    rest = rest.slice(length);
  }
  flush();
  return found;
}

/** How much of the text is taken next, and what is made of it; undefined: it stays as it is. */
function token(rest, depth, isInWord) {
  const start = rest.search(MAY_BEGIN);
  if (start) return [start < 0 ? rest.length : start];
  const styled = !isInWord && depth < DEEPEST && STYLED.exec(rest);
  if (styled) return [styled[0].length, h(STYLES[styled[1]], {}, inline(styled[2], depth + 1))];
  for (const [pattern, make] of TOKENS) {
    const match = pattern.exec(rest);
    if (match) return [match[0].length, make(match)];
  }
  return [1];
}

/** Inside code only references are more than their letters. */
const literal = (code) => decoded(code.replace(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (_, target, label) => label || target));

function reference(inside) {
  const [target, ...labels] = inside.split("|");
  const label = decoded(labels.join("|"));
  if (target.startsWith("@")) return userMention(target.slice(1), label);
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!date^")) return dateOf(target, label);
  if (target.startsWith("!")) return groupMention(label || target.slice(1).split("^")[0]);
  return link(decoded(target), label);
}

function dateOf(target, fallback) {
  const [, seconds, format = "{date_short}", url = ""] = target.split("^");
  return moment(seconds, decoded(format), decoded(url), fallback);
}
