// What a phone makes of straight punctuation while one types. Knows nothing of the page.

const OPENING = /(^|[\s([{<\u2018\u201c\u2014\u2013/-])$/u;

/**
 * Text up to the caret, of which the last character was just typed, as iOS and macOS leave it: two hyphens become a
 * dash, three dots an ellipsis, straight quotes curly ones. What stood there before stays.
 */
export function smartened(before) {
  if (before.endsWith("--")) return `${before.slice(0, -2)}—`;
  if (before.endsWith("...")) return `${before.slice(0, -3)}…`;
  const typed = before.at(-1);
  const earlier = before.slice(0, -1);
  if (typed === '"') return earlier + (OPENING.test(earlier) ? "“" : "”");
  if (typed === "'") return earlier + (OPENING.test(earlier) ? "‘" : "’");
  return before;
}
