// Whether a value may be sent: Slack's client says what is wrong before the app hears of it.

const lengthOf = (text) => [...text].length; // as Python and Slack's limits count, not in UTF-16

const CHECKS = {
  plain_text_input: ({ min_length: least = 0, max_length: most = 3000 }, text) => {
    if (lengthOf(text) < least) return `Please write at least ${counted(least)}.`;
    return lengthOf(text) > most ? `Please write at most ${counted(most)}; these are ${lengthOf(text)}.` : "";
  },
  number_input: (element, text) => {
    if (!/^-?\d+(\.\d+)?$/.test(text)) return "Please enter a number.";
    if (!element.is_decimal_allowed && text.includes(".")) return "Please enter a whole number.";
    const { min_value: least = -Infinity, max_value: most = Infinity } = element;
    if (Number(text) < Number(least)) return `Please enter ${least} or more.`;
    return Number(text) > Number(most) ? `Please enter ${most} or less.` : "";
  },
  email_text_input: (_, text) => (/^\S+@\S+\.\S+$/.test(text) ? "" : "Please enter an email address, like ada@example.com."),
  url_text_input: (_, text) => (/^https?:\/\/\S+$/i.test(text) ? "" : "Please enter a link that begins with https:// or http://."),
};

const counted = (number) => `${number} ${number === 1 ? "character" : "characters"}`;

/** How many characters are left of a field's limit; undefined without one. */
export const left = ({ max_length: most }, text) => (most === undefined ? undefined : most - lengthOf(text));

const isEmpty = (value) => value === null || value === "" || (Array.isArray(value) && !value.length);

/** What is wrong with a value, in words; "" if nothing is. Only a submission minds what is missing. */
export function faultOf({ block, element }, value, isSubmission = false) {
  if (isEmpty(value)) return isSubmission && !block.optional ? "Please complete this required field." : "";
  return CHECKS[element.type]?.(element, value) ?? "";
}
