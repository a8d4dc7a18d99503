/** ISO 639-1 codes servers take for a post, with the few longer ones Mastodon adds (app/helpers/languages_helper.rb lists more). */
const codes =
  'aa ab af ak am an ar as av ay az ba be bg bm bn bo br bs ca ce co cs cv cy da de dz ee el en eo es et eu fa ff fi fo fr fy ga gd gl gu gv ha he hi hr ht hu hy ia id ig io is it iu ja jv ka kk kl km kn ko ks ku kw ky la lb lg ln lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no ny oc om or os pa pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt ty ug uk ur uz ve vi wo xh yi yo zh zu ast ckb cnr jbo kab kmr sco smj szl tok zh-CN zh-HK zh-TW'.split(
    ' ',
  );

const inEnglish = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
const sorter = new Intl.Collator('en');

/** The name as people of that language write it, with the English one where they differ; the code where nobody knows it. */
export function languageName(code: string): string {
  try {
    const english = inEnglish.of(code) ?? code;
    const own = new Intl.DisplayNames(code, { type: 'language', fallback: 'code' }).of(code) ?? code;
    return own === code || own.toLowerCase() === english.toLowerCase() ? english : `${english} (${own})`;
  } catch {
    // Not a well-formed tag: a server's default may be anything.
    return code;
  }
}

export interface LanguageOption {
  readonly code: string;
  readonly name: string;
}

let all: readonly LanguageOption[] | undefined;

/** Every language by its English name; made once, a hundred names take a few milliseconds. */
export function allLanguages(): readonly LanguageOption[] {
  all ??= codes.map((code) => ({ code, name: languageName(code) })).toSorted((one, other) => sorter.compare(one.name, other.name));
  return all;
}

/** The languages of one person, each once, the chosen one among them. */
export function usualLanguages(wanted: readonly (string | null | undefined)[]): readonly LanguageOption[] {
  const known = [...new Set(wanted.filter((code): code is string => typeof code === 'string' && code !== ''))];
  return known.map((code) => ({ code, name: languageName(code) }));
}
