/** Texts the person hands on to others: to a moderator, to followers who stayed. What Skein itself says is in `renderer/text`. */

export function adminText(handle: string): string {
  const name = handle.slice(0, handle.lastIndexOf('@'));
  return `Hello, my move from @${handle} was recorded by the server, but not carried out: my followers are still here. Could you please run "tootctl accounts migrate ${name} --replay"? Thank you.`;
}

export function announcementText(from: string, to: string): string {
  return `I am moving from @${from} to @${to}. If your server follows moves, you will follow me there by itself; if not, please follow me there.`;
}

export function stayedText(from: string, to: string): string {
  return `I have moved from @${from} to @${to}. It seems that your server did not take you along; if you would like to go on reading me, please follow @${to}.`;
}
