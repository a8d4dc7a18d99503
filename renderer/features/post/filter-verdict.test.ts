import { describe, expect, it } from 'vitest';
import type { AccountKey, StatusUri } from '../../../electron/contract/index.ts';
import type { FilterAction, StatusView } from '../../../electron/contract/statuses.ts';
import { filterVerdict } from './filter-verdict.ts';
import { makeView } from '../../stores/testing/make-view.ts';

const home = 'a.example/1' as AccountKey;
const work = 'b.example/1' as AccountKey;
const uri = 'https://c.example/1' as StatusUri;

function filteredView(...filters: [AccountKey, FilterAction, string][]): StatusView {
  const view = makeView(uri, [home, work]);
  return { ...view, marks: view.marks.map((mark) => ({ ...mark, filtered: filters.filter(([key]) => key === mark.account).map(([, action, title]) => ({ action, title, keywords: [], contexts: ['home', 'thread'] as const })) })) };
}

describe('filterVerdict', () => {
  it('takes the strictest over the accounts a post reached', () => {
    const view = filteredView([home, 'blur', 'Blur'], [home, 'warn', 'Warn'], [work, 'hide', 'Hide']);
    expect(filterVerdict(view, [home, work], new Set(), ['home'])).toEqual({ action: 'hide', title: 'Hide', account: work });
    expect(filterVerdict(view, [home], new Set(), ['home'])).toEqual({ action: 'warn', title: 'Warn', account: home });
  });
  it('does not hear accounts the post did not reach, nor filter own posts', () => {
    const view = filteredView([work, 'hide', 'Hide']);
    expect(filterVerdict(view, [home], new Set(), ['home'])).toBeNull();
    expect(filterVerdict(view, [work], new Set([view.status.author.handle]), ['home'])).toBeNull();
  });
  it('hears only filters that are meant for where the post stands', () => {
    const view = filteredView([home, 'hide', 'Hide']);
    expect(filterVerdict(view, [home], new Set(), ['thread'])?.action).toBe('hide');
    expect(filterVerdict(view, [home], new Set(), ['public', 'account'])).toBeNull();
    expect(filterVerdict(view, [home], new Set(), [])).toBeNull();
  });
});
