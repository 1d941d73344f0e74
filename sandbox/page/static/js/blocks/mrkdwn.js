// Text as Slack marks it up.

/** Nodes for a text in mrkdwn. */
export function renderMrkdwn(text) {
  return [text];
}
