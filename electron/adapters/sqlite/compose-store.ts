import type { Draft, DraftBody, OutboxPost } from '../../contract/compose.ts';
import type { ComposeStore, StoredCopy } from '../../core/compose/store.ts';
import { toNumber, toText, type Connection, type Row } from './connection.ts';

const unfinishedStates: readonly StoredCopy['status']['state'][] = ['waiting', 'uploading', 'sending', 'scheduled', 'late', 'needsDecision'];

/** In the column `state`: sent, while the version before is still being removed. */
const removingEarlier = 'removingEarlier';

/** What older versions wrote lacks the fields that came later. */
const noParts = { media: [], poll: null, thread: [], numbered: false, scheduledAt: null, quote: null, quotePolicy: null } as const;
const alone = { media: [], part: 0, parts: 1, after: null, scheduledAt: null, replaces: null } as const;
/** No page stays open, and no call is on its way, for longer than this. */
const rememberSentMs = 90 * 24 * 60 * 60_000;
type Before<T, Field extends keyof T> = Omit<T, Field> & Partial<Pick<T, Field>>;

export function createComposeStore(connection: Connection): ComposeStore {
  const putDraft = connection.prepare('INSERT INTO draft (id, saved_at, json) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET saved_at = excluded.saved_at, json = excluded.json');
  const drafts = connection.prepare('SELECT json FROM draft ORDER BY saved_at DESC, id');
  const deleteDraft = connection.prepare('DELETE FROM draft WHERE id = ?');
  const putPost = connection.prepare('INSERT INTO outbox_post (id, created_at, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body');
  const putCopy = connection.prepare('INSERT INTO outbox_copy (id, post, state, json) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state, json = excluded.json');
  const copy = connection.prepare('SELECT json FROM outbox_copy WHERE id = ?');
  const copiesOf = connection.prepare('SELECT json FROM outbox_copy WHERE post = ? ORDER BY rowid');
  const unfinished = connection.prepare(`SELECT json FROM outbox_copy WHERE state IN (${[...unfinishedStates, removingEarlier].map((state) => `'${state}'`).join(', ')}) ORDER BY rowid`);
  const posts = connection.prepare('SELECT id, created_at, body FROM outbox_post ORDER BY created_at DESC, id DESC LIMIT ?');
  const post = connection.prepare('SELECT id, created_at, body FROM outbox_post WHERE id = ?');
  const putDraftSent = connection.prepare('INSERT INTO sent_draft (draft, post, sent_at) VALUES (?, ?, ?) ON CONFLICT (draft) DO UPDATE SET post = excluded.post, sent_at = excluded.sent_at');
  const postOfDraft = connection.prepare('SELECT post FROM sent_draft WHERE draft = ?');
  const forgetSent = connection.prepare('DELETE FROM sent_draft WHERE sent_at < ?');
  const removePost = connection.prepare('DELETE FROM outbox_post WHERE id = ?');

  const unsettled = connection.prepare(`SELECT json FROM outbox_copy WHERE state IN (${[...unfinishedStates, 'failed'].map((state) => `'${state}'`).join(', ')}) ORDER BY rowid`);

  const toCopy = (row: Row): StoredCopy => {
    const { payload, ...copy } = connection.fromJson(row['json']) as Before<StoredCopy, keyof typeof alone> & { readonly payload: Before<StoredCopy['payload'], 'poll'> };
    return { ...alone, ...copy, payload: { ...payload, poll: payload.poll ?? noParts.poll } };
  };
  const writeCopy = (value: StoredCopy): void => {
    const { status } = value;
    putCopy.run(value.id, value.post, status.state === 'sent' && status.earlier === 'removing' ? removingEarlier : status.state, JSON.stringify(value));
  };

  function toPost(row: Row): OutboxPost {
    const id = toText(row['id']);
    return {
      id,
      createdAt: toNumber(row['created_at']),
      body: toBody(connection.fromJson(row['body'])),
      copies: copiesOf.all(id).map((line) => {
        const { id: copyId, account, payload, part, parts, status } = toCopy(line);
        return { id: copyId, account, text: payload.text, part, parts, status };
      }),
    };
  }

  return {
    putDraft: (draft) => {
      putDraft.run(draft.id, draft.savedAt, JSON.stringify(draft));
    },
    drafts: () => drafts.all().map((row) => toDraft(connection.fromJson(row['json']) as Draft)),
    deleteDraft: (id) => {
      deleteDraft.run(id);
    },
    putPost(value, copies, draft) {
      connection.run(() => {
        forgetSent.run(value.createdAt - rememberSentMs);
        putDraftSent.run(draft, value.id, value.createdAt);
        putPost.run(value.id, value.createdAt, JSON.stringify(value.body));
        for (const each of copies) writeCopy(each);
      });
    },
    postOfDraft(draft) {
      const row = postOfDraft.get(draft);
      return row === undefined ? null : toText(row['post']);
    },
    putCopy: writeCopy,
    copy(id) {
      const row = copy.get(id);
      return row === undefined ? null : toCopy(row);
    },
    unfinished: () => unfinished.all().map(toCopy),
    unsettled: () => unsettled.all().map(toCopy),
    posts: (limit) => posts.all(limit).map(toPost),
    post(id) {
      const row = post.get(id);
      return row === undefined ? null : toPost(row);
    },
    removePost: (id) => {
      removePost.run(id);
    },
  };
}

function toBody(stored: unknown): DraftBody {
  return { ...noParts, ...(stored as DraftBody) };
}

function toDraft(stored: Draft): Draft {
  return { ...stored, body: toBody(stored.body) };
}
