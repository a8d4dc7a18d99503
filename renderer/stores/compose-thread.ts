/** The posts of a thread being written: each is seen and changed as if it were a draft of its own. */
import type { DraftBody, DraftPart } from '../../electron/contract/compose.ts';
import type { AccountKey } from '../../electron/contract/index.ts';
import { isBlankPoll } from './compose-parts.ts';

/** One post of a draft as a body: its own text, media and poll, with what all of them share. 0 is the draft itself. */
export function partBody(body: DraftBody, at: number): DraftBody {
  const part = body.thread[at - 1];
  if (part === undefined) return body;
  const targets = body.targets.map(({ account, overrides: { text: _first, ...overrides } }) => {
    const own = part.own.find((each) => each.account === account);
    return { account, overrides: own === undefined ? overrides : { ...overrides, text: own.text } };
  });
  return { ...body, text: part.text, media: part.media, poll: part.poll, targets, quote: null };
}

/** The draft with one of its posts changed, as `partBody` showed it. */
export function withPartBody(body: DraftBody, at: number, changed: DraftBody): DraftBody {
  const part = body.thread[at - 1];
  if (part === undefined) return at === 0 ? changed : body;
  const own = changed.targets.flatMap(({ account, overrides: { text } }) => (text === undefined ? [] : [{ account, text }]));
  const targets = changed.targets.map(({ account, overrides: { text: _own, ...overrides } }) => {
    const first = body.targets.find((target) => target.account === account)?.overrides.text;
    return { account, overrides: first === undefined ? overrides : { ...overrides, text: first } };
  });
  const next: DraftPart = { ...part, text: changed.text, media: changed.media, poll: changed.poll, own };
  return { ...changed, text: body.text, media: body.media, poll: body.poll, quote: body.quote, targets, thread: body.thread.with(at - 1, next) };
}

/** The text of one post of a draft, or of an account's own version of it, with line ends as a field has them; empty where there is none. */
export function textAt(body: DraftBody, at: number, account: AccountKey | null): string {
  // Other apps send CR LF, and servers keep it; a field would never be the same as such a text.
  return writtenAt(body, at, account).replaceAll(/\r\n?/gu, '\n');
}

function writtenAt(body: DraftBody, at: number, account: AccountKey | null): string {
  if (account === null) return (at === 0 ? body.text : body.thread[at - 1]?.text) ?? '';
  if (at === 0) return body.targets.find((target) => target.account === account)?.overrides.text ?? '';
  return body.thread[at - 1]?.own.find((own) => own.account === account)?.text ?? '';
}

/** All posts of a draft, each as a body. */
export function allParts(body: DraftBody): readonly DraftBody[] {
  return [body, ...body.thread.map((_part, at) => partBody(body, at + 1))];
}

/** One more post behind the one at `at`. */
export function withNewPart(body: DraftBody, at: number, id: string): DraftBody {
  return { ...body, thread: body.thread.toSpliced(at, 0, { id, text: '', media: [], poll: null, own: [] }) };
}

/** Without the post at `at`; the second takes the place of a first that goes. */
export function withoutPart(body: DraftBody, at: number): DraftBody {
  if (at > 0) return { ...body, thread: body.thread.toSpliced(at - 1, 1) };
  const second = partBody(body, 1);
  return body.thread.length === 0 ? body : { ...second, quote: body.quote, thread: body.thread.slice(1) };
}

export function isBlankPart({ text, media, own, poll }: DraftPart): boolean {
  return text.trim() === '' && media.length === 0 && isBlankPoll({ poll }) && own.every((each) => each.text.trim() === '');
}

/** Posts nothing was ever written in are not sent. */
export function withoutBlankParts(body: DraftBody): DraftBody {
  return body.thread.some(isBlankPart) ? { ...body, thread: body.thread.filter((part) => !isBlankPart(part)) } : body;
}
