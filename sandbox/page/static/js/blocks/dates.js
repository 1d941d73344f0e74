// Dates as `<!date^…>` and the date of a rich text have them, in the reader's language and time zone.

const DAY = { month: "short", day: "numeric", year: "numeric" };
const FORMS = {
  date_num: (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-"),
  date_slash: (date) => date.toLocaleDateString([], { dateStyle: "short" }),
  date_long: (date) => date.toLocaleDateString([], { ...DAY, weekday: "long", month: "long" }),
  date_short: (date) => date.toLocaleDateString([], DAY),
  date: (date) => date.toLocaleDateString([], { ...DAY, month: "long" }),
  day_divider_pretty: (date) => near(date) ?? FORMS.date(date),
  time: (date) => date.toLocaleTimeString([], { timeStyle: "short" }),
  time_secs: (date) => date.toLocaleTimeString([], { timeStyle: "medium" }),
  ago: (date) => ago(date),
};

/** `format` with its tokens ({date_short_pretty}, {time}, …) filled in; `seconds` since 1970. */
export function dated(seconds, format) {
  const date = new Date(Number(seconds) * 1000);
  return format.replace(/\{(\w+)\}/g, (token, name) => formed(date, name) ?? token);
}

function formed(date, name) {
  const plain = FORMS[name];
  if (plain) return plain(date);
  const base = name.endsWith("_pretty") ? FORMS[name.slice(0, -7)] : undefined;
  return base && (near(date) ?? base(date));
}

/** yesterday, today or tomorrow. */
function near(date) {
  const days = Math.round((new Date(date).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 86_400_000);
  return Math.abs(days) > 1 ? undefined : new Intl.RelativeTimeFormat([], { numeric: "auto" }).format(days, "day");
}

function ago(date) {
  const seconds = (date - Date.now()) / 1000;
  const units = [["day", 86_400], ["hour", 3600], ["minute", 60]];
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat([], { numeric: "auto" }).format(Math.round(seconds / length), unit);
}
