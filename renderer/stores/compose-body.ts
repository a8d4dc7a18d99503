import type { Account } from '../../electron/contract/accounts.ts';
import type { AccountProblem, DraftBody, Measure, TargetOverrides } from '../../electron/contract/compose.ts';
import type { AccountKey } from '../../electron/contract/index.ts';
import type { StatusView, Visibility } from '../../electron/contract/statuses.ts';
import { isBlankPoll } from './compose-parts.ts';
import { allParts, isBlankPart, withoutBlankParts } from './compose-thread.ts';

/** The words of `Visibility` that a post can be sent with, widest first. */
export const postVisibilities = ['public', 'unlisted', 'private', 'direct'] as const;
export type PostVisibility = DraftBody['visibility'];

/** The closest word a post can be sent with. What only some servers know (`local`, `mutuals`) becomes followers only: never wider than it was. */
export function toPostVisibility(visibility: Visibility): PostVisibility {
  return visibility === 'local' || visibility === 'mutuals' ? 'private' : visibility;
}

export function stricterOf(one: PostVisibility, other: PostVisibility): PostVisibility {
  return postVisibilities.indexOf(one) >= postVisibilities.indexOf(other) ? one : other;
}

/** The accounts that may answer a post: a private one only those that were shown it. */
export function mayReply(view: StatusView, accounts: readonly Account[]): readonly Account[] {
  const { visibility } = view.status;
  if (visibility === 'public' || visibility === 'unlisted') return accounts;
  const reached = new Set(view.marks.map(({ account }) => account));
  return accounts.filter(({ key }) => reached.has(key));
}

/** Who answers: the wanted account, else the one last used with this person, else the first the post reached. */
export function replyAccount(view: StatusView, accounts: readonly Account[], wanted: AccountKey | null, lastUsed: AccountKey | undefined): Account | undefined {
  const able = mayReply(view, accounts);
  const reached = able.filter(({ key }) => view.marks.some((mark) => mark.account === key));
  return able.find(({ key }) => key === wanted) ?? reached.find(({ key }) => key === lastUsed) ?? reached[0] ?? able[0];
}

/** The people an answer is to: the author first, then whom the post names, without the account that answers. */
export function replyMentions(view: StatusView, own: string): string {
  const handles = [view.status.author.handle, ...view.status.mentions.map(({ handle }) => handle)];
  const once = new Map(handles.filter((handle) => handle !== '').map((handle) => [handle.toLowerCase(), handle]));
  once.delete(own.toLowerCase());
  return [...once.values()].map((handle) => `@${handle} `).join('');
}

export function newBody(account: Account | undefined): DraftBody {
  return {
    text: '',
    spoilerText: '',
    sensitive: account?.defaults.sensitive ?? false,
    visibility: toPostVisibility(account?.defaults.visibility ?? 'public'),
    language: account?.defaults.language ?? null,
    inReplyTo: null,
    media: [],
    poll: null,
    thread: [],
    numbered: false,
    scheduledAt: null,
    quote: null,
    quotePolicy: null,
    targets: account === undefined ? [] : [{ account: account.key, overrides: {} }],
  };
}

export function replyBody(view: StatusView, account: Account): DraftBody {
  const body = newBody(account);
  return {
    ...body,
    text: replyMentions(view, account.handle),
    spoilerText: view.status.spoilerText,
    sensitive: body.sensitive || view.status.spoilerText !== '',
    visibility: stricterOf(body.visibility, toPostVisibility(view.status.visibility)),
    inReplyTo: view.status.uri,
  };
}

/**
 * The body with one more account. Where that account posts to fewer people by default than the post would, it keeps
 * its own rule, as a difference in sight; the others are not touched.
 */
export function withTarget(body: DraftBody, account: Account): DraftBody {
  if (body.targets.some((target) => target.account === account.key)) return body;
  const own = toPostVisibility(account.defaults.visibility);
  const overrides: TargetOverrides = body.targets.length > 0 && own !== body.visibility && stricterOf(own, body.visibility) === own ? { visibility: own } : {};
  return { ...body, targets: [...body.targets, { account: account.key, overrides }] };
}

/** The draft for other accounts, which all write it: those it had keep what they post differently. */
export function withTargets(body: DraftBody, to: readonly Account[]): DraftBody {
  const { boosters = [], ...others } = body;
  const kept = [...body.targets, ...boosters].filter(({ account }) => to.some(({ key }) => key === account));
  return to.reduce(withTarget, { ...others, targets: kept });
}

/** An answer goes out from one account; its mentions follow as long as nothing else was typed. */
export function withReplyAccount(body: DraftBody, view: StatusView, from: Account | undefined, to: Account): DraftBody {
  const untouched = from !== undefined && body.text === replyMentions(view, from.handle);
  return { ...body, text: untouched ? replyMentions(view, to.handle) : body.text, targets: [{ account: to.key, overrides: {} }] };
}

export type OverrideField = 'text' | 'spoilerText' | 'visibility' | 'language';
export const overrideFields: readonly OverrideField[] = ['text', 'spoilerText', 'visibility', 'language'];

/** Sets what one account posts differently. `undefined` and the value all share both mean "as written"; an own text stays its own from the first moment, so that it can be begun as a copy. */
export function withOverride<F extends OverrideField>(body: DraftBody, account: AccountKey, field: F, value: DraftBody[F] | undefined): DraftBody {
  const asWritten = value === undefined || (field !== 'text' && value === body[field]);
  return {
    ...body,
    targets: body.targets.map((target) => {
      if (target.account !== account) return target;
      const { [field]: _before, ...others } = target.overrides;
      return { account, overrides: asWritten ? others : { ...others, [field]: value } };
    }),
  };
}

/** Whether an account gets as several posts what is too long for one. */
export function withSplit(body: DraftBody, account: AccountKey, isSplit: boolean): DraftBody {
  return {
    ...body,
    targets: body.targets.map((target) => {
      if (target.account !== account) return target;
      const { split: _before, ...others } = target.overrides;
      return { account, overrides: isSplit ? { ...others, split: true } : others };
    }),
  };
}

/** Sets what only some servers have; `undefined` takes it away. */
export function withExtra<F extends 'quotePolicy' | 'localOnly' | 'contentType'>(body: DraftBody, account: AccountKey, field: F, value: TargetOverrides[F] | undefined): DraftBody {
  return {
    ...body,
    targets: body.targets.map((target) => {
      if (target.account !== account) return target;
      const { [field]: _before, ...others } = target.overrides;
      return { account, overrides: value === undefined ? others : { ...others, [field]: value } };
    }),
  };
}

/** Whether an account sends a link where its server cannot quote. */
export function withQuoteAsLink(body: DraftBody, account: AccountKey, isLink: boolean): DraftBody {
  return {
    ...body,
    targets: body.targets.map((target) => {
      if (target.account !== account) return target;
      const { quoteAsLink: _before, ...others } = target.overrides;
      return { account, overrides: isLink ? { ...others, quoteAsLink: true } : others };
    }),
  };
}

/** What comes of an account's quote; null where nothing is known, or it sends a link. */
export function quoteFate(body: DraftBody, account: AccountKey, quoted: StatusView | null): 'automatic' | 'manual' | 'denied' | null {
  if (body.quote === null || quoted === null || overridesOf(body, account).quoteAsLink === true) return null;
  return quoted.marks.find((mark) => mark.account === account)?.quoting ?? null;
}

function overridesOf(body: DraftBody, account: AccountKey): TargetOverrides {
  return body.targets.find((target) => target.account === account)?.overrides ?? {};
}

/** What one account would post, differences put in. */
export function effective(body: DraftBody, account: AccountKey): Required<Pick<DraftBody, OverrideField>> {
  const { text, spoilerText, visibility, language } = overridesOf(body, account);
  return {
    text: text ?? body.text,
    spoilerText: spoilerText ?? body.spoilerText,
    visibility: visibility ?? body.visibility,
    language: language === undefined ? body.language : language,
  };
}

/** The fields in which an account's copy differs from what is written for all. An own text counts from its first moment. */
export function differences(body: DraftBody, account: AccountKey): readonly OverrideField[] {
  const overrides = overridesOf(body, account);
  return overrideFields.filter((field) => overrides[field] !== undefined && (field === 'text' || overrides[field] !== body[field]));
}

/** The body as it is sent: no difference that is none. */
export function cleaned(written: DraftBody): DraftBody {
  const body = withoutBlankParts(written);
  return {
    ...body,
    targets: body.targets.map(({ account, overrides }) => ({
      account,
      overrides: Object.fromEntries(Object.entries(overrides).filter(([field, value]) => value !== undefined && value !== false && value !== body[field as OverrideField])),
    })),
  };
}

/** Nothing a person would miss: no text beyond the mentions that were put in, no warning of their own, no own version, no media, no poll, no quote, no further post. */
export function isBlank(body: DraftBody, prefilled: Pick<DraftBody, 'text' | 'spoilerText'>): boolean {
  const untouched = body.text.trim() === '' || body.text === prefilled.text;
  return body.media.length === 0 && body.quote === null && body.thread.every(isBlankPart) && isBlankPoll(body) && untouched && (body.spoilerText === '' || body.spoilerText === prefilled.spoilerText) && [...body.targets, ...(body.boosters ?? [])].every(({ overrides }) => (overrides.text ?? '') === '');
}

/** The one thing to fix before a post can go. */
export type Hold =
  | { readonly why: 'noAccount' | 'attaching' }
  | { readonly why: 'empty'; readonly account: AccountKey | null }
  | { readonly why: 'signedOut' | 'gone' | 'cannotSee' | 'moved'; readonly account: AccountKey }
  /** `part` counts from 0; null where there is but one post. */
  | { readonly why: 'tooLong'; readonly account: AccountKey; readonly by: number; readonly part: number | null }
  | { readonly why: 'pastTime' }
  /** The others cannot boost what is not for everybody. */
  | { readonly why: 'boostVisibility' | 'boostLocalOnly' }
  | { readonly why: 'quoteDenied'; readonly account: AccountKey }
  | { readonly why: 'parts'; readonly account: AccountKey; readonly problem: AccountProblem['problem'] };

/** The accounts whose rule it is to be asked before a post everybody sees. */
export function askedBeforePublic(body: DraftBody, rule: readonly AccountKey[]): readonly AccountKey[] {
  return body.targets.flatMap(({ account }) => (rule.includes(account) && effective(body, account).visibility === 'public' ? [account] : []));
}

/** Why others could not boost the post: it is not for everybody, or it stays on its server and one of them is elsewhere. */
export function boostHindrance(body: DraftBody): 'boostVisibility' | 'boostLocalOnly' | null {
  const [writer] = body.targets;
  const { boosters = [] } = body;
  if (writer === undefined || boosters.length === 0) return null;
  const { visibility } = effective(body, writer.account);
  if (visibility !== 'public' && visibility !== 'unlisted') return 'boostVisibility';
  const isFar = boosters.some(({ account }) => hostOf(account) !== hostOf(writer.account));
  return writer.overrides.localOnly === true && isFar ? 'boostLocalOnly' : null;
}

const hostOf = (account: AccountKey): string => account.slice(0, account.indexOf('/'));

export interface HoldFacts {
  readonly body: DraftBody;
  readonly accounts: readonly Account[];
  readonly measures: ReadonlyMap<AccountKey, Measure>;
  readonly problems: readonly AccountProblem[];
  /** An account that has moved posts nothing: the person's rule. */
  readonly neverFromMoved: boolean;
  /** Files that are not in the post yet. */
  readonly attaching: number;
  readonly replyTo: StatusView | null;
  /** What is quoted, as far as it is here. */
  readonly quoted: StatusView | null;
  /** Epoch ms. */
  readonly now: number;
  /** A text that is only this says nothing yet. */
  readonly prefilled: Pick<DraftBody, 'text' | 'spoilerText'>;
}

export function holdOf({ body: written, accounts, measures, problems, attaching, replyTo, quoted, now, neverFromMoved, prefilled }: HoldFacts): Hold | null {
  const body = withoutBlankParts(written);
  if (body.targets.length === 0) return { why: 'noAccount' };
  if (attaching > 0) return { why: 'attaching' };
  const able = replyTo === null ? null : new Set(mayReply(replyTo, accounts).map(({ key }) => key));
  for (const { account: key } of [...body.targets, ...(body.boosters ?? [])]) {
    const account = accounts.find((each) => each.key === key);
    if (account === undefined) return { why: 'gone', account: key };
    if (account.health.state === 'signedOut') return { why: 'signedOut', account: key };
    if (account.movedTo !== null && neverFromMoved) return { why: 'moved', account: key };
    if (able !== null && !able.has(key)) return { why: 'cannotSee', account: key };
  }
  const unboostable = boostHindrance(body);
  if (unboostable !== null) return { why: unboostable };
  if (body.text !== '' && body.text === prefilled.text && isBlank(body, prefilled)) return { why: 'empty', account: null };
  for (const { account } of body.targets) {
    const empty = allParts(body).find((part) => part.media.length === 0 && effective(part, account).text.trim() === '');
    if (empty !== undefined) return { why: 'empty', account: empty.text.trim() === '' ? null : account };
    const measure = measures.get(account);
    const part = measure?.parts.findIndex(({ used }) => used > measure.limit) ?? -1;
    if (measure !== undefined && part >= 0) return { why: 'tooLong', account, by: (measure.parts[part]?.used ?? 0) - measure.limit, part: body.thread.length === 0 ? null : part };
  }
  const denied = body.targets.find((target) => quoteFate(body, target.account, quoted) === 'denied');
  if (denied !== undefined) return { why: 'quoteDenied', account: denied.account };
  const [problem] = problems;
  if (problem !== undefined) return { why: 'parts', ...problem };
  return body.scheduledAt !== null && body.scheduledAt <= now ? { why: 'pastTime' } : null;
}
