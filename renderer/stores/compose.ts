import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AttachedFile } from '../../electron/contract/attachments.ts';
import type { AccountProblem, Draft, DraftBody, Measure, OutboxPost } from '../../electron/contract/compose.ts';
import type { AccountKey, AppError, Result, StatusUri } from '../../electron/contract/index.ts';
import type { StatusView } from '../../electron/contract/statuses.ts';
import type { Bridge } from '../bridge/bridge.ts';
import type { AccountsStore } from './accounts.ts';
import { attachFile } from './attach-file.ts';
import { currentWorkspace, type ColumnsStore } from './columns.ts';
import { boostersOf, withBoosting } from './compose-boosters.ts';
import { cleaned, isBlank, newBody, replyAccount, replyBody, replyMentions, withTarget } from './compose-body.ts';
import { withMedia } from './compose-parts.ts';
import { partBody, withPartBody } from './compose-thread.ts';
import { createPause } from './pause.ts';
import type { SettingsStore } from './settings.ts';
import type { StatusesStore } from './statuses.ts';

/** The post that is open for writing. */
export interface Writing {
  readonly id: string;
  /** The workspace it was begun or taken up in. Going to another changes nothing about it. */
  readonly workspace: string;
  readonly body: DraftBody;
  readonly replyTo: StatusView | null;
  /** What was put in without the person; text that is only this is not kept as a draft. */
  readonly prefilled: Pick<DraftBody, 'text' | 'spoilerText'>;
  readonly saved: { readonly state: 'blank' | 'saving' } | { readonly state: 'saved'; readonly at: number } | { readonly state: 'failed'; readonly error: AppError };
  readonly measures: ReadonlyMap<AccountKey, Measure>;
  /** What servers would refuse of media and poll. */
  readonly problems: readonly AccountProblem[];
  readonly sending: boolean;
  /** Why the last press of the send button did not work. */
  readonly error: AppError | null;
}

export interface ComposeState {
  /** Newest first, with the one that is open. */
  readonly drafts: readonly Draft[];
  readonly writing: Writing | null;
  /** `writing` as what stands around the text shows it: it follows everything at once but typed letters, which it takes up when they have been counted. */
  readonly shown: Writing | null;
  /** Files that are on their way to this computer's disk, by the post of the thread they are for. */
  readonly attaching: ReadonlyMap<number, number>;
  start(): Promise<void>;
  /** Takes up what was being written for this place, else begins anew. `account`: who answers, or who begins to write. */
  open(context: { readonly replyTo: StatusUri | null; readonly account: AccountKey | null }): Promise<AppError | null>;
  openDraft(id: string): Promise<void>;
  /** Keeps what is open as a draft and begins a post that quotes this one. */
  beginQuote(uri: StatusUri): Promise<void>;
  /** Keeps what is open as a draft and begins an empty post. */
  beginNew(): Promise<void>;
  change(next: (body: DraftBody) => DraftBody): void;
  /** As `change`, for letters on their way from the keyboard: they are kept at once, and counted and shown elsewhere in the next pause. */
  type(next: (body: DraftBody) => DraftBody): void;
  /** As `change`, and the accounts become those of the next new post in the workspace this one was begun in. */
  changeTargets(next: (body: DraftBody) => DraftBody): void;
  /** Keeps a file and puts it into the post that was open when it came; `part`: which one of a thread. */
  attach(file: Blob, mimeType: string, name: string, part: number): Promise<AppError | null>;
  /** Keeps a file that takes the place of another. */
  keep(file: Blob, mimeType: string): Promise<Result<AttachedFile>>;
  /** Writes what is not saved yet; before the pane closes. */
  flush(): Promise<void>;
  discard(id: string): Promise<AppError | null>;
  /** Brings a discarded draft back. */
  restore(draft: Draft): Promise<void>;
  send(): Promise<Result<OutboxPost> | null>;
}
export type ComposeStore = StoreApi<ComposeState>;

export interface ComposeDeps {
  readonly accounts: AccountsStore;
  readonly settings: SettingsStore;
  readonly columns: ColumnsStore;
  readonly statuses: StatusesStore;
}

/** A pause after which what was typed is written to disk, and how long it takes at most where there is none. */
const savePace = { pauseMs: 250, longestMs: 500 };
/** The same for the counting of letters. */
const countPace = { pauseMs: 100, longestMs: 300 };
const noText = { text: '', spoilerText: '' };

export function createComposeStore(bridge: Bridge, { accounts, settings, statuses, columns }: ComposeDeps): ComposeStore {
  const saveSoon = createPause(() => void save(), savePace);
  const countSoon = createPause(() => void measure(), countPace);
  let isTyping = false;
  let saving: Promise<void> = Promise.resolve();
  /** The first "write" after a start brings back what was being written; later ones begin anew, older drafts wait in their list. */
  let recovered = false;
  const store = createStore<ComposeState>((set, get) => ({
    drafts: [],
    writing: null,
    shown: null,
    attaching: new Map(),
    async start() {
      const answer = await bridge.call('compose.drafts', {});
      if (answer.ok) set({ drafts: newestFirst(answer.value) });
    },
    async open({ replyTo, account }) {
      const { writing } = get();
      if (writing !== null && writing.body.inReplyTo === replyTo && !isBlank(writing.body, writing.prefilled)) return null;
      await get().flush();
      const draft = replyTo === null && recovered ? undefined : get().drafts.find(({ body }) => body.inReplyTo === replyTo);
      recovered = true;
      if (draft !== undefined) return get().openDraft(draft.id).then(() => null);
      if (replyTo === null) return write(blankBody(account), null, noText);
      const view = await statuses.getState().load(replyTo);
      if (!view.ok) return view.error;
      const own = replyAccount(view.value, accounts.getState().accounts, account, statuses.getState().lastUsed.get(view.value.status.author.handle));
      if (own === undefined) return { kind: 'notFound', what: 'an account that may answer this post' };
      const body = replyBody(view.value, own);
      return write(body, view.value, body);
    },
    async openDraft(id) {
      const draft = get().drafts.find((each) => each.id === id);
      if (draft === undefined) return;
      await get().flush();
      const { body } = draft;
      const view = body.inReplyTo === null ? null : await statuses.getState().load(body.inReplyTo);
      const replyTo = view?.ok === true ? view.value : null;
      const own = accounts.getState().find(body.targets[0]?.account ?? ('' as AccountKey));
      const prefilled = replyTo === null || own === undefined ? noText : { text: replyMentions(replyTo, own.handle), spoilerText: replyTo.status.spoilerText };
      await leave();
      set({ writing: { id, workspace: columns.getState().workspaces.current, body, replyTo, prefilled, saved: { state: 'saved', at: draft.savedAt }, measures: new Map(), problems: [], sending: false, error: null } });
      void measure();
    },
    async beginQuote(uri) {
      recovered = true;
      await write({ ...blankBody(null), quote: uri }, null, noText);
    },
    async beginNew() {
      await write(blankBody(null), null, noText);
    },
    change(next) {
      const { writing } = get();
      if (writing === null || writing.sending) return;
      const body = next(writing.body);
      if (body === writing.body) return;
      set({ writing: { ...writing, body, saved: { state: 'saving' }, error: null } });
      saveSoon.soon();
      if (isTyping) countSoon.soon();
      else void measure();
    },
    type(next) {
      isTyping = true;
      get().change(next);
      isTyping = false;
    },
    changeTargets(next) {
      get().change(next);
      const { writing } = get();
      if (writing === null || writing.body.inReplyTo !== null) return;
      const writers = [...writing.body.targets.map(({ account }) => ({ account, boosts: false })), ...boostersOf(writing.body).map(({ account }) => ({ account, boosts: true }))];
      columns.getState().rememberWriters(writing.workspace, writers);
    },
    async attach(file, mimeType, name, part) {
      const id = get().writing?.id;
      const count = (by: number): void => set(({ attaching }) => ({ attaching: new Map(attaching).set(part, (attaching.get(part) ?? 0) + by) }));
      count(1);
      const kept = await get().keep(file, mimeType);
      count(-1);
      if (!kept.ok) return kept.error;
      const media = { file: kept.value, name: name.slice(0, 255), description: '', focus: null };
      if (get().writing?.id === id) get().change((body) => withPartBody(body, part, withMedia(partBody(body, part), media)));
      return null;
    },
    keep: (file, mimeType) => attachFile(bridge, file, mimeType),
    async flush() {
      set(({ writing }) => ({ shown: writing }));
      if (countSoon.isWaiting()) void measure();
      const state = get().writing?.saved.state;
      if (state === 'saving' || state === 'failed') await save();
      await saving;
    },
    async discard(id) {
      if (get().writing?.id === id) {
        saveSoon.cancel();
        set({ writing: null });
        await saving;
      }
      const answer = await bridge.call('compose.deleteDraft', { id });
      if (answer.ok) set(({ drafts }) => ({ drafts: drafts.filter((draft) => draft.id !== id) }));
      return answer.ok ? null : answer.error;
    },
    async restore({ id, body }) {
      const answer = await bridge.call('compose.saveDraft', { id, body });
      if (answer.ok) set(({ drafts }) => ({ drafts: [{ id, body, savedAt: answer.value.savedAt }, ...drafts.filter((draft) => draft.id !== id)] }));
    },
    async send() {
      const { writing } = get();
      if (writing === null || writing.sending) return null;
      saveSoon.cancel();
      set({ writing: { ...writing, sending: true, error: null } });
      // A save that is still on its way would bring the draft back after it was sent.
      await saving;
      const answer = await bridge.call('compose.send', { draftId: writing.id, body: cleaned(writing.body) });
      if (answer.ok) set(({ drafts }) => ({ writing: null, drafts: drafts.filter(({ id }) => id !== writing.id) }));
      else if (wasSentElsewhere(answer.error)) becomeOwnDraft(writing, answer.error);
      else set({ writing: { ...writing, sending: false, error: answer.error } });
      if (!answer.ok) void save();
      return answer;
    },
  }));

  // The first listener: whoever listens to the store finds both.
  store.subscribe(({ writing }, before) => {
    if (writing !== before.writing && !isTyping) store.setState({ shown: writing });
  });

  async function write(body: DraftBody, replyTo: StatusView | null, prefilled: Writing['prefilled']): Promise<null> {
    await leave();
    store.setState({ writing: { id: crypto.randomUUID(), workspace: columns.getState().workspaces.current, body, replyTo, prefilled, saved: { state: 'blank' }, measures: new Map(), problems: [], sending: false, error: null } });
    void measure();
    return null;
  }

  /** The accounts the person left in the pills last in this workspace; before the first time the wanted one, or the first in the rail. */
  function blankBody(wanted: AccountKey | null): DraftBody {
    const all = accounts.getState().accounts;
    const writers = currentWorkspace(columns.getState()).writers ?? settings.getState().settings.writeAs.map((account) => ({ account, boosts: false }));
    const remembered = writers.flatMap(({ account: key }) => all.filter((account) => account.key === key));
    const chosen = remembered.length > 0 ? remembered : all.filter(({ key }) => key === (wanted ?? all[0]?.key));
    const body = chosen.slice(1).reduce(withTarget, newBody(chosen[0]));
    return writers.some(({ boosts }) => boosts) ? withBoosting(body, true) : body;
  }

  /** Keeps what is open to the last letter, those too that are typed while it is kept. */
  async function leave(): Promise<void> {
    do await store.getState().flush();
    while (store.getState().writing?.saved.state === 'saving');
  }

  function save(): Promise<void> {
    saveSoon.cancel();
    // One after the other: an older text must not arrive after a newer one.
    saving = saving.then(saveNow);
    return saving;
  }

  async function saveNow(): Promise<void> {
    const { writing, drafts } = store.getState();
    if (writing === null) return;
    const { id, body } = writing;
    const blank = isBlank(body, writing.prefilled);
    if (blank && !drafts.some((draft) => draft.id === id)) return setSaved(id, body, { state: 'blank' });
    const answer = blank ? await bridge.call('compose.deleteDraft', { id }) : await bridge.call('compose.saveDraft', { id, body });
    if (!answer.ok && wasSentElsewhere(answer.error)) {
      const { writing: now } = store.getState();
      if (now?.id !== id) return;
      becomeOwnDraft(now, answer.error);
      return saveNow();
    }
    if (!answer.ok) return setSaved(id, body, { state: 'failed', error: answer.error });
    const others = store.getState().drafts.filter((draft) => draft.id !== id);
    if (answer.value === null) {
      store.setState({ drafts: others });
      return setSaved(id, body, { state: 'blank' });
    }
    const { savedAt } = answer.value;
    store.setState({ drafts: [{ id, body, savedAt }, ...others] });
    setSaved(id, body, { state: 'saved', at: savedAt });
  }

  /** Another window sent this draft with other words. Those written here stay, to be sent by another press or not at all. */
  function becomeOwnDraft(writing: Writing, error: AppError): void {
    store.setState(({ drafts }) => ({ drafts: drafts.filter(({ id }) => id !== writing.id), writing: { ...writing, id: crypto.randomUUID(), saved: { state: 'saving' }, sending: false, error } }));
  }

  /** Nothing to say of a text that has changed since. */
  function setSaved(id: string, body: DraftBody, saved: Writing['saved']): void {
    store.setState(({ writing }) => (writing?.id === id && writing.body === body ? { writing: { ...writing, saved } } : {}));
  }

  /** Counts every post for every account. An answer for older words is not used. */
  async function measure(): Promise<void> {
    countSoon.cancel();
    const { writing } = store.getState();
    if (writing === null) return;
    const { id, body } = writing;
    const answer = await bridge.call('compose.measure', { body });
    const measures = new Map((answer.ok ? answer.value : []).map((each) => [each.account, each]));
    const isPlain = body.quote === null && [body, ...body.thread].every(({ media, poll }) => media.length === 0 && poll === null);
    const checked = isPlain ? null : await bridge.call('compose.check', { body });
    const problems = checked?.ok === true ? checked.value : [];
    store.setState(({ writing: now }) => (now?.id === id && now.body === body ? { writing: { ...now, measures, problems } } : {}));
  }
  return store;
}

function wasSentElsewhere(error: AppError): boolean {
  return error.kind === 'invalidInput' && error.field === 'draftId';
}

function newestFirst(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.toSorted((one, other) => other.savedAt - one.savedAt);
}
