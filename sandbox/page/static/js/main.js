// The page begins here: each part draws its own region and watches the store for what it shows.

import { follow } from "./link.js";
import { beginShell } from "./shell/shell.js";
import { store } from "./store.js";
import { turn } from "./turn.js";
import { beginViews } from "./views/views.js";
import { beginWire } from "./wire/wire.js";

beginShell();
beginViews();
beginWire();
turn().then(() => follow(store.user));
