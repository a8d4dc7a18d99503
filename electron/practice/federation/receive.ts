import { addFavourite, countVote, removeFavourite, shareVotes } from '../actions/reacting.ts';
import { addFollow, answerRequest, applyBlock, dropFollow, requestFollow } from '../actions/people.ts';
import type { Account } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { now, refuses } from '../model/server.ts';
import { changeStatus, insertStatus, isExpired, removeStatus } from '../model/statuses.ts';
import type { Activity } from './activities.ts';
import { receiveMove } from './move.ts';
import { fetchActor, fetchNote, storedContent, storeNote, storePerson, storePoll } from './notes.ts';

type Of<T extends Activity['type']> = Extract<Activity, { type: T }>;

/** Applies what another server sent. Anything it cannot use is dropped, as real servers do. */
export function receive(server: PracticeServer, activity: Activity, idFrom: 'receipt' | 'published'): void {
  const actor = fetchActor(server, activity.actor);
  if (!actor) return;
  switch (activity.type) {
    case 'Create':
      if (!server.tables.statuses.one('uri', activity.note.uri)) storeNote(server, activity.note, { idFrom, quiet: false });
      return;
    case 'Update':
      return receiveUpdate(server, actor, activity);
    case 'Delete': {
      const status = server.tables.statuses.one('uri', activity.object);
      if (status && status.accountId === actor.id) removeStatus(server, status);
      return;
    }
    case 'Announce':
      return receiveAnnounce(server, actor, activity, idFrom);
    case 'UndoAnnounce': {
      const boost = server.tables.statuses.one('uri', activity.id);
      if (boost && boost.accountId === actor.id) removeStatus(server, boost);
      return;
    }
    case 'Like':
    case 'UndoLike': {
      const status = server.tables.statuses.one('uri', activity.object);
      if (status) (activity.type === 'Like' ? addFavourite : removeFavourite)(server, actor, status);
      return;
    }
    case 'Vote':
      return receiveVote(server, actor, activity);
    case 'Move':
      return receiveMove(server, actor, activity.target);
    case 'UpdatePerson':
      if (activity.person.uri === actor.uri) storePerson(server, activity.person);
      return;
    default:
      return receiveRelation(server, actor, activity);
  }
}

function receiveUpdate(server: PracticeServer, actor: Account, { note }: Of<'Update'>): void {
  const status = server.tables.statuses.one('uri', note.uri);
  if (!status || status.accountId !== actor.id) return;
  // The same text with other votes: the poll moved on, the post was not edited.
  if (note.editedAt === status.editedAt) {
    if (note.poll) storePoll(server, status.id, note.poll);
    return;
  }
  changeStatus(server, status, storedContent(server, note, actor, status.id), note.editedAt ?? now(server));
}

function receiveAnnounce(server: PracticeServer, actor: Account, activity: Of<'Announce'>, idFrom: 'receipt' | 'published'): void {
  const original = fetchNote(server, activity.object);
  if (!original || server.tables.statuses.one('uri', activity.id)) return;
  insertStatus(
    server,
    {
      id: server.ids.at(idFrom === 'receipt' ? now(server) : activity.createdAt),
      uri: activity.id,
      accountId: actor.id,
      createdAt: activity.createdAt,
      visibility: activity.visibility,
      reblogOfId: original.id,
      inReplyToId: null,
      inReplyToAccountId: null,
      inReplyToUri: null,
      conversation: activity.id,
      local: false,
      urlPath: new URL(activity.id).pathname,
      application: null,
      text: '',
      rawHtml: null,
      spoilerText: '',
      sensitive: false,
      language: original.language,
      editedAt: null,
      mentions: [],
      tags: [],
      mediaIds: [],
      pollId: null,
      quote: null,
      quotePolicy: 'nobody',
      pinned: false,
      edits: [],
    },
    { quiet: false },
  );
}

function receiveVote(server: PracticeServer, actor: Account, activity: Of<'Vote'>): void {
  const status = server.tables.statuses.one('uri', activity.object);
  const poll = status?.pollId ? server.tables.polls.get(status.pollId) : undefined;
  if (!status || !poll || isExpired(server, poll)) return;
  if (
    countVote(
      server,
      poll,
      actor,
      activity.choices.filter((choice) => choice < poll.options.length),
    )
  )
    shareVotes(server, status);
}

function receiveRelation(
  server: PracticeServer,
  actor: Account,
  activity: Of<'Follow' | 'UndoFollow' | 'Accept' | 'Reject' | 'Block' | 'UndoBlock'>,
): void {
  const other = fetchActor(server, activity.object);
  if (!other) return;
  const { followRequests, blocks } = server.tables;
  switch (activity.type) {
    case 'Follow':
      return receiveFollow(server, actor, other);
    case 'UndoFollow':
      dropFollow(server, actor.id, other.id);
      return;
    case 'Accept': {
      const request = followRequests.one('pair', `${other.id}>${actor.id}`);
      if (!request) return;
      followRequests.delete(request.id);
      return addFollow(server, request);
    }
    case 'Reject':
      dropFollow(server, other.id, actor.id);
      return;
    case 'Block':
      if (!blocks.one('pair', `${actor.id}>${other.id}`)) applyBlock(server, actor, other);
      return;
    case 'UndoBlock': {
      const row = blocks.one('pair', `${actor.id}>${other.id}`);
      if (row) blocks.delete(row.id);
    }
  }
}

function receiveFollow(server: PracticeServer, asker: Account, target: Account): void {
  const { follows, followRequests, blocks } = server.tables;
  if (target.domain !== null) return;
  const pair = `${asker.id}>${target.id}`;
  if (!follows.one('pair', pair) && !followRequests.one('pair', pair)) {
    const row = { id: server.ids.row(), source: asker.id, target: target.id, createdAt: now(server), reblogs: true, notify: false, languages: null };
    const refused = target.movedToUri !== null || refuses(server, asker.domain) || blocks.one('pair', `${target.id}>${asker.id}`) !== undefined;
    // Whoever comes from a silenced server has to ask (activity/follow.rb).
    const asks = target.locked || (asker.domain !== null && server.tables.instanceBlocks.get(asker.domain)?.severity === 'silence');
    if (asks && !refused) return requestFollow(server, row);
    followRequests.put(row);
    return answerRequest(server, target, asker, !refused);
  }
  if (follows.one('pair', pair)) {
    const row = { id: server.ids.row(), source: asker.id, target: target.id, createdAt: now(server), reblogs: true, notify: false, languages: null };
    followRequests.put(row);
    answerRequest(server, target, asker, true);
  }
}
