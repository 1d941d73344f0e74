// What a line may mean, and what may follow its last word. Knows nothing of the page.

const MOST = 8;
const NOT_VALID =
  "In Slack, all messages that start with the “/” character are interpreted as commands. " +
  "If you are trying to send a message and not run a command, try preceding the “/” with an empty space.";

/** Slack's own command that this sandbox has: it adds the app to a channel. */
export const invitation = (bot) => ({
  command: "/invite",
  usage_hint: `@${bot.name}`,
  description: `Add ${bot.real_name} to this channel`,
});

/**
 * Suggestions for the word that ends at `caret`, or null: `{ from, isExact, options }`. Taking an option puts its
 * `text` in place of what stands from `from` to the caret. `isExact`: the word is complete already.
 * `known` is `{ commands, people, channels }`: a manifest's commands, users and channels as the store has them.
 */
export function suggestionsFor(text, caret, known) {
  const before = text.slice(0, caret);
  const from = before.search(/\S*$/u);
  const word = before.slice(from);
  const sort = { "/": from === 0 && commandOptions, "@": peopleOptions, "#": channelOptions }[word[0]];
  if (!sort || /\S/u.test(text[caret] ?? "")) return null;
  const options = sort(word.slice(1).toLowerCase(), known).slice(0, MOST);
  return options.length ? { from, options, isExact: options.some((option) => option.text === `${word} `) } : null;
}

function commandOptions(typed, { commands }) {
  const found = commands.filter(({ command }) => command.slice(1).toLowerCase().startsWith(typed));
  return found.map(({ command, usage_hint, description }) => ({
    text: `${command} `,
    label: command,
    detail: usage_hint ?? "",
    note: description ?? "",
  }));
}

function peopleOptions(typed, { people }) {
  const found = people.filter(({ name, real_name }) => [name, real_name].some((one) => begins(one, typed)));
  return found
    .sort((one, other) => Number(other.is_bot) - Number(one.is_bot))
    .map(({ name, real_name, is_bot }) => ({ text: `@${name} `, label: real_name, detail: `@${name}`, note: is_bot ? "App" : "" }));
}

function channelOptions(typed, { channels }) {
  const found = channels.filter(({ name, kind }) => /_channel$/u.test(kind) && begins(name, typed));
  return found.map(({ name, kind }) => ({
    text: `#${name} `,
    label: `#${name}`,
    detail: "",
    note: kind === "private_channel" ? "Private channel" : "",
  }));
}

const begins = (name, typed) => name.toLowerCase().startsWith(typed);

/** The usage hint that stands grey behind a command which nothing follows yet; empty if there is none. */
export function usageHint(text, commands) {
  const typed = /^(\/\S+) $/u.exec(text)?.[1];
  return commands.find(({ command }) => command === typed)?.usage_hint ?? "";
}

/**
 * What sending a line does: `{ kind: "write" | "command" | "invite" }`, or `{ kind: "refused", why }` in Slack's words.
 * `commands` are the manifest's; without any, each command is the app's.
 */
export function meaning(text, { commands, bot }) {
  if (!text.startsWith("/")) return { kind: "write" };
  const [name, ...rest] = text.trim().split(/\s+/u);
  if (name === "/invite") return invited(rest, bot);
  if (commands.length === 0 || commands.some(({ command }) => command === name)) return { kind: "command" };
  return { kind: "refused", why: `${name} is not a valid command. ${NOT_VALID}` };
}

function invited(names, bot) {
  const wanted = names.join(" ").replace(/^@/u, "").toLowerCase();
  const isBot = [bot.name, bot.real_name].some((name) => name.toLowerCase() === wanted);
  if (isBot) return { kind: "invite" };
  return { kind: "refused", why: `In this sandbox, only the app can be invited: /invite @${bot.name}` };
}
