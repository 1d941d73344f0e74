// The sidebar, the conversation, the thread: which of them stands where, and what the window is called.

import { channelName } from "../names.js";
import { here } from "../place.js";
import { store } from "../store.js";
import { beginAnnouncing } from "./announce.js";
import { beginBanner } from "./banner.js";
import { beginDrawer } from "./drawer.js";
import { beginMain } from "./main_region.js";
import { beginSidebar } from "./sidebar.js";
import { beginThread } from "./thread.js";
import { beginUnread, unreadTotal } from "./unread.js";

export function beginShell() {
  beginUnread();
  beginBanner();
  beginSidebar();
  beginDrawer();
  beginMain();
  beginThread();
  beginAnnouncing();
  skipToMain();
  store.watch(["place", "channels", "messages", "team"], nameWindow);
}

function nameWindow() {
  const place = channelName(store.channel(here().channel));
  const mark = unreadTotal() ? `(${unreadTotal()}) ` : "";
  document.title = `${mark}${place} – ${store.team.name ?? "Sandbox"}`;
}

/** The address tells the place, so the link of this page must not write there. */
function skipToMain() {
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });
}
