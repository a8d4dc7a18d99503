/** The route of ARCHITECTURE.md, "Life of a status", is the one that is tagged in the code. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

function taggedRoute(): string[] {
  const sources = ['electron', 'renderer'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file)).map((file) => `${folder}/${file}`),
  );
  const tags = sources.flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/hop (\d)\/8/g)].map(([, hop]) => `${hop}. ${file}`));
  return tags.toSorted();
}

function toldRoute(): string[] {
  const chapter = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('## Life of a status')[1]?.split('\n## ')[0] ?? '';
  return [...chapter.matchAll(/^(\d)\. `([^`]+)`/gm)].map(([, hop, file]) => `${hop}. ${file}`);
}

test('each of the eight hops is tagged once, where the map says', () => {
  expect(toldRoute()).toHaveLength(8);
  expect(taggedRoute()).toEqual(toldRoute());
});
