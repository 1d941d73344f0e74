// Text objects: plain_text shows no marks, mrkdwn does.

import { withEmoji } from "./emoji.js";
import { renderMrkdwn } from "./mrkdwn.js";

/** The words of a plain text, with its shortcodes as emoji unless it says otherwise. */
export const words = (text) => (text?.emoji === false ? text.text : withEmoji(text?.text ?? ""));

/** Nodes for a text object of either type. */
export const textNodes = (text) => (text.type === "mrkdwn" ? renderMrkdwn(text.text) : [words(text)]);
