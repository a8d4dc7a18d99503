import { describe, expect, test } from 'vitest';
import { after, playCopies, type ChangeFault, type CopiesOutcome, type CopiesScenario } from './testing/copies-crash-world.ts';

const weathers: readonly { readonly name: string; readonly faults: readonly ChangeFault[] }[] = [
  { name: 'fair', faults: [] },
  { name: 'not sent, then lost on the way', faults: ['notSent', 'lostOnTheWay'] },
  { name: 'the answers lost', faults: ['answerLost', 'answerLost'] },
  { name: '5xx after it was done', faults: ['errorAfterwards', 'none', 'errorAfterwards'] },
  { name: 'rate limited', faults: ['rateLimited', 'rateLimited'] },
];
const figures = { runs: 0, cuts: 0, requests: 0 };

function expectDone(outcome: CopiesOutcome, { deed }: CopiesScenario, label: string): void {
  const isGone = deed === 'delete' || deed === 'redraft';
  expect(outcome.texts, label).toEqual(isGone ? [null, null] : deed === 'edit' ? [after, after] : ['Tide at 7', 'Tide at 7']);
  expect(outcome.pinned, label).toEqual([deed === 'pin', deed === 'pin']);
  expect(outcome.jobs.every((state) => state === 'done'), label).toBe(true);
  expect(outcome.wordsLost, label).toBe(false);
  if (deed === 'redraft') expect(outcome.drafts, label).toBeGreaterThan(0);
}

describe.each(['edit', 'delete', 'pin', 'redraft'] as const)('%s of two copies', (deed) => {
  test.each(weathers)('$name: done to both, and no words lost, wherever the app is cut off', async ({ name, faults }) => {
    const whole = await playCopies({ deed, faults, crashAt: [] });
    expectDone(whole, { deed, faults, crashAt: [] }, `${deed}, ${name}, not cut off`);
    expect(whole.requests, 'no storm of requests').toBeLessThanOrEqual(4 + faults.length);
    if (deed === 'redraft') expect(whole.drafts).toBe(1);
    for (let first = 1; first <= whole.steps; first += 1) {
      for (const crashAt of [[first], [first, first + 2]]) {
        const scenario = { deed, faults, crashAt };
        const outcome = await playCopies(scenario);
        expectDone(outcome, scenario, `${deed}, ${name}, cut off at ${crashAt.join(' and ')}`);
        figures.runs += 1;
        figures.cuts += crashAt.length;
        figures.requests += outcome.requests;
      }
    }
  });
});

test('prints what was played', () => {
  process.stdout.write(`copies: ${figures.runs} runs, ${figures.cuts} cuts, ${figures.requests} requests; all done, none lost\n`);
  expect(figures.cuts).toBeGreaterThanOrEqual(400);
});
