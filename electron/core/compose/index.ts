import type { composeCalls } from '../../contract/compose.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Compose } from './compose.ts';

export { createCompose, type Compose, type ComposeDeps } from './compose.ts';
export { measure } from './length.ts';

/** This feature's part of the table of handlers. */
export function composeHandlers(compose: Compose): Pick<Handlers, keyof typeof composeCalls> {
  return {
    'compose.people': (input) => compose.completion.people(input),
    'compose.tags': (input) => compose.completion.tags(input),
    'compose.emojis': (input) => compose.completion.emojis(input),
    'compose.measure': (input) => compose.measure(input),
    'compose.check': (input) => compose.check(input),
    'compose.attach': (input) => compose.attach(input),
    'compose.saveDraft': (input) => compose.saveDraft(input),
    'compose.drafts': () => compose.drafts(),
    'compose.deleteDraft': (input) => compose.deleteDraft(input),
    'compose.send': (input) => compose.send(input),
    'outbox.list': () => compose.list(),
    'outbox.retry': (input) => compose.retry(input),
    'outbox.replaceFile': (input) => compose.replaceFile(input),
    'outbox.cancel': (input) => compose.cancel(input),
    'outbox.edit': (input) => compose.edit(input),
    'outbox.decide': (input) => compose.decide(input),
    'outbox.letJoin': (input) => compose.letJoin(input),
    'scheduled.list': () => compose.scheduled.list(),
    'scheduled.move': ({ post, at }) => compose.scheduled.move(post, at),
    'scheduled.edit': ({ post }) => compose.scheduled.edit(post),
    'scheduled.cancel': ({ post }) => compose.scheduled.cancel(post),
    'outbox.dismiss': (input) => compose.dismiss(input),
  };
}
