/** Names and texts of strangers end up in the system's own notifications, where nothing isolates them. */

const maxCharacters = 300;
/** C0 and C1 controls with line ends, and the characters that turn the direction of what follows. */
const steering = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/** One plain line of at most 300 code points. */
export function toNoticeText(text: string): string {
  const line = text.replace(steering, ' ').replace(/ {2,}/g, ' ').trim();
  const characters = [...line];
  return characters.length > maxCharacters ? `${characters.slice(0, maxCharacters - 1).join('')}…` : line;
}
