import { expect, test } from 'vitest';
import { allLanguages, languageName, usualLanguages } from './languages.ts';

test('names are in English and in their own language', () => {
  expect(languageName('de')).toBe('German (Deutsch)');
  expect(languageName('en')).toBe('English');
});

test('what is no language is shown as it came', () => {
  expect(languageName('x')).toBe('x');
  expect(languageName('nonsense_tag!')).toBe('nonsense_tag!');
});

test('the list is in order and every code is in it once', () => {
  const names = allLanguages().map(({ name }) => name);
  expect(names).toEqual(names.toSorted(new Intl.Collator('en').compare));
  expect(new Set(allLanguages().map(({ code }) => code)).size).toBe(allLanguages().length);
  expect(allLanguages().every(({ code, name }) => name !== '' && name !== code)).toBe(true);
});

test('usual languages: each once, none for none', () => {
  expect(usualLanguages(['de', null, 'de', undefined, 'en']).map(({ code }) => code)).toEqual(['de', 'en']);
});
