import type { CallInput, CallOutput } from '../../../contract/index.ts';
import type { PlanStore } from './store.ts';

type Query = Omit<CallInput<'moving.followers'>, 'plan'>;

export function toFollowersPage(store: PlanStore, plan: string, query: Query): CallOutput<'moving.followers'> {
  const followers = store.followers(plan, query);
  const last = followers.at(-1);
  return { followers: followers.map(({ handle, uri, class: is }) => ({ handle, uri, class: is })), next: followers.length < query.limit || last === undefined ? null : last.uri };
}
