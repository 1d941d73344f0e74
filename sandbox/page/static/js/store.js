// What this page knows of the workspace, as the stream tells it.

const WHOLE = ["me", "team", "people", "channels", "views", "home", "levers", "app"];
const LINES = { calls: "calls", deliveries: "deliveries", models: "models" };
const MOST_LINES = 500;

class Store {
  constructor() {
    this.listeners = new Map();
    this.user = localStorage.getItem("user") ?? "ada";
    this.forget();
  }

  /** Nothing known yet. */
  forget() {
    Object.assign(this, { me: null, team: {}, people: [], channels: [], views: [], home: null, levers: {}, app: {} });
    this.messages = new Map(); // "channel ts" -> message, ephemerals of this user among them
    this.calls = new Map(); // number -> line, as with deliveries and models
    this.deliveries = new Map();
    this.models = new Map();
  }

  /**
   * Call `listener(changed)` after each piece of news that touches one of `sections`: me, team, people, channels,
   * views, home, levers, app, messages, calls, deliveries, models, place. `changed` is the Set of sections.
   */
  watch(sections, listener) {
    for (const section of sections) {
      if (!this.listeners.has(section)) this.listeners.set(section, new Set());
      this.listeners.get(section).add(listener);
    }
    return () => sections.forEach((section) => this.listeners.get(section).delete(listener));
  }

  /** Tell whoever watches these sections, each listener once. */
  tell(changed) {
    const listeners = new Set([...changed].flatMap((section) => [...(this.listeners.get(section) ?? [])]));
    listeners.forEach((listener) => listener(changed));
  }

  /** Take in what the stream brought. */
  apply(news) {
    const changed = new Set();
    if (news.is_new) {
      this.forget();
      [...WHOLE, "messages", ...Object.keys(LINES)].forEach((section) => changed.add(section));
    }
    for (const section of WHOLE) {
      if (section in news) {
        this[section] = news[section];
        changed.add(section);
      }
    }
    for (const message of news.messages ?? []) this.messages.set(`${message.channel} ${message.ts}`, message);
    for (const [channel, ts] of news.gone ?? []) this.messages.delete(`${channel} ${ts}`);
    if (news.messages || news.gone) changed.add("messages");
    for (const section of Object.keys(LINES)) {
      if (!news[section]) continue;
      const lines = this[section];
      for (const line of news[section]) lines.set(line.number, line);
      while (lines.size > MOST_LINES) lines.delete(lines.keys().next().value);
      changed.add(section);
    }
    this.tell(changed);
  }

  /** Messages of a channel in order: its top level, or with `thread_ts` a thread's parent and replies. */
  conversation(channel, thread_ts = "") {
    const found = [...this.messages.values()].filter((message) => message.channel === channel);
    const wanted = thread_ts
      ? found.filter((message) => message.ts === thread_ts || message.thread_ts === thread_ts)
      : found.filter((message) => !message.thread_ts || message.thread_ts === message.ts);
    return wanted.sort((one, other) => (one.ts < other.ts ? -1 : 1));
  }

  person(id) {
    return this.people.find((person) => person.id === id) ?? { id, name: id, real_name: id };
  }

  channel(id) {
    return this.channels.find((channel) => channel.id === id);
  }

  get bot() {
    return this.person(this.team.bot);
  }
}

export const store = new Store();
