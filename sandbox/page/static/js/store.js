// What this page knows of the workspace, as the stream tells it.

const WHOLE = ["me", "team", "people", "channels", "views", "home", "levers", "app"];
const LINES = ["calls", "deliveries", "models"];
const MOST_LINES = 500;

class Store {
  constructor() {
    this.listeners = new Map();
    this.user = sessionStorage.getItem("user") ?? localStorage.getItem("user") ?? "ada"; // each tab has its own
    this.versions = new WeakMap(); // message -> a number of its own
    this.version = 0;
    this.dismissed = new Set(); // "channel ts" of ephemerals
    this.forget();
  }

  /** Nothing known yet. */
  forget() {
    Object.assign(this, { me: null, team: {}, people: [], channels: [], views: [], home: null, levers: {}, app: {} });
    this.messages = new Map(); // "channel ts" -> message, ephemerals of this user among them
    this.fresh = []; // messages that the latest news brought, without those of the beginning
    this.arrived = []; // those of them that weren't known before
    for (const section of LINES) this[section] = new Map(); // number -> line
  }

  /**
   * Call `listener(changed)` after each piece of news that touches one of `sections`: me, team, people, channels,
   * views, home, levers, app, messages, calls, deliveries, models, place, connection. `changed` is the Set of sections.
   */
  watch(sections, listener) {
    for (const section of sections) {
      if (!this.listeners.has(section)) this.listeners.set(section, new Set());
      this.listeners.get(section).add(listener);
    }
    return () => sections.forEach((section) => this.listeners.get(section).delete(listener));
  }

  /** Tell whoever watches these sections, each listener once: where one of them fails, the others go on. */
  tell(changed) {
    const listeners = new Set([...changed].flatMap((section) => [...(this.listeners.get(section) ?? [])]));
    for (const listener of listeners) {
      try {
        listener(changed);
      } catch (fault) {
        reportError(fault);
      }
    }
  }

  /** Take in what the stream brought. */
  apply(news) {
    const changed = new Set();
    const before = this.messages;
    if (news.is_new) {
      this.forget();
      [...WHOLE, ...LINES, "messages"].forEach((section) => changed.add(section));
    }
    for (const section of WHOLE.filter((name) => name in news)) {
      this[section] = news[section];
      changed.add(section);
    }
    if (news.messages || news.gone) changed.add("messages");
    this.take(news, before);
    for (const section of LINES.filter((name) => news[name])) {
      this.record(this[section], news[section]);
      changed.add(section);
    }
    this.tell(changed);
  }

  take({ is_new, messages = [], gone = [] }, before) {
    this.fresh = is_new ? [] : messages;
    this.arrived = this.fresh.filter((message) => !before.has(keyOf(message)));
    for (const message of messages) {
      const key = keyOf(message);
      if (this.dismissed.has(key)) continue;
      const known = is_new && before.get(key);
      const kept = known && JSON.stringify(known) === JSON.stringify(message) ? known : message;
      this.messages.set(key, kept);
      if (kept === message) this.versions.set(message, ++this.version);
    }
    for (const [channel, ts] of gone) this.messages.delete(keyOf({ channel, ts }));
  }

  record(lines, found) {
    for (const line of found) lines.set(line.number, line);
    while (lines.size > MOST_LINES) lines.delete(lines.keys().next().value);
  }

  /** A number that changes with the message. */
  versionOf(message) {
    return this.versions.get(message) ?? 0;
  }

  /** Forget a message on this page alone, as an ephemeral that its reader dismissed. */
  dismiss(message) {
    this.dismissed.add(keyOf(message));
    this.messages.delete(keyOf(message));
    this.fresh = this.arrived = [];
    this.tell(new Set(["messages"]));
  }

  /** Messages of a channel in order: its top level, or with `thread_ts` a thread's parent and replies. */
  conversation(channel, thread_ts = "") {
    const found = [...this.messages.values()].filter((message) => message.channel === channel);
    const wanted = thread_ts
      ? found.filter((message) => message.ts === thread_ts || message.thread_ts === thread_ts)
      : found.filter(isAtTop);
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

const keyOf = ({ channel, ts }) => `${channel} ${ts}`;

const isAtTop = ({ ts, thread_ts, subtype }) => !thread_ts || thread_ts === ts || subtype === "thread_broadcast";

export const store = new Store();
