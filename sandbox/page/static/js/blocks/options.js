// What a menu offers: its own options, people, conversations, or what the app brings.

import { doing } from "../link.js";
import { channelName } from "../names.js";
import { store } from "../store.js";
import { placeOf } from "./acting.js";
import { words } from "./text.js";

const KINDS = { public_channel: "public", private_channel: "private", im: "im", mpim: "mpim" };
const SHORTEST_QUERY = 3;

/**
 * `find(query)` resolves to `{ groups: [{ label?, options: [{ value, text, about? }] }], note? }`; `nameOf(value)` is
 * what a value is called, `keyOf(value)` tells values apart.
 */
export function optionsOf(slot) {
  const kind = slot.element.type.replace(/^multi_/, "").replace(/_select$/, "");
  return { keyOf: (value) => value, ...SOURCES[kind](slot) };
}

const SOURCES = {
  static: ({ element }) => {
    const groups = (element.option_groups ?? [{ options: element.options }]).map((group) => drawn(group, (option) => option.value));
    const all = groups.flatMap((group) => group.options);
    return { find: local(() => groups), nameOf: (value) => all.find((one) => one.value === value)?.text ?? String(value) };
  },
  external: (slot) => ({
    find: (query) => suggested(slot, query),
    nameOf: (option) => words(option.text),
    keyOf: (option) => option.value,
  }),
  users: () => ({
    find: local(() => [{ options: store.people.map(({ id, name, real_name: real }) => ({ value: id, text: real, about: `@${name}` })) }]),
    nameOf: (id) => store.person(id).real_name,
  }),
  channels: () => conversations(({ kind }) => kind === "public_channel"),
  conversations: ({ element }) => conversations(({ kind }) => element.filter?.include?.includes(KINDS[kind]) ?? true),
};

function conversations(isOffered) {
  const open = () => store.channels.filter((channel) => !channel.is_archived && isOffered(channel));
  return {
    find: local(() => [{ options: open().map((channel) => ({ value: channel.id, text: channelName(channel) })) }]),
    nameOf: (id) => channelName(store.channel(id)) || id,
  };
}

const drawn = ({ label, options }, valueOf) => ({
  label: label && words(label),
  options: options.map((option) => ({ value: valueOf(option), text: words(option.text), about: option.description && words(option.description) })),
});

/** Search what is known here: in names and what is said about them. */
const local = (groups) => async (query) => {
  const wanted = query.trim().toLocaleLowerCase();
  const isMeant = ({ text, about = "" }) => `${text} ${about}`.toLocaleLowerCase().includes(wanted);
  return filled(groups().map((group) => ({ ...group, options: group.options.filter(isMeant) })));
};

function filled(groups) {
  const found = groups.filter((group) => group.options.length);
  return found.length ? { groups: found } : { groups: [], note: "No results" };
}

async function suggested({ element, context }, query) {
  const shortest = element.min_query_length ?? SHORTEST_QUERY;
  if (query.length < shortest) return { groups: [], note: `Type at least ${shortest} ${shortest === 1 ? "character" : "characters"}` };
  const message = placeOf(context.shown);
  const { options, option_groups: groups, error } = await doing("suggest", { message, action_id: element.action_id, query });
  if (error) return { groups: [], note: `The app brought no options: ${error}` };
  return filled((groups ?? [{ options }]).map((group) => drawn(group, (option) => option)));
}
