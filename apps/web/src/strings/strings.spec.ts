import { readFileSync } from 'node:fs';
import { english } from './en/index.js';
import { german } from './de/index.js';
import { type CodeOfDetail, PARTICULARS } from '#contracts';
import { sayIn } from '../shared/say-in.js';
import { japanese } from './ja/index.js';
import { z } from 'zod';

type Leaf = string | ((...given: unknown[]) => string);

/** Every text and function below an object, by its path: `ask.modes.auto`, `ask.tries.0`. */
function leavesOf(node: unknown, path = ''): [string, Leaf][] {
  if (typeof node === 'string' || typeof node === 'function') return [[path, node as Leaf]];
  return Object.entries(node as object).flatMap(([key, value]) => leavesOf(value, path ? `${path}.${key}` : key));
}

const ENGLISH = new Map(leavesOf({ ...english, language: {}, messages: {} }));
const TRANSLATIONS = { German: german, Japanese: japanese };
const leaves = (language: keyof typeof TRANSLATIONS) =>
  new Map(leavesOf({ ...TRANSLATIONS[language], language: {}, messages: {} }));

/** What is written the same everywhere: nothing, names, signs, what is typed; and words that German has, too. */
const EVERYWHERE = ['', '–', 'SHA-256', 'nDCG@10', 'Chancery', 'TLS', 'STARTTLS', 'PDF', 'npx chancery sign-in-link'];
const SAME: Readonly<Record<keyof typeof TRANSLATIONS, readonly string[]>> = {
  German:
    'Bucket,Bytes,Code,Embedder,Filter,Generator,Hash,Index,Laptop (16 GB),Name,Passkeys,Person,Port,Portal,Reasoner,Region,Reranker,Route,Server,Text,Tokens,Version'.split(
      ',',
    ),
  Japanese: [],
};
/** Operators and keys, which are typed as they stand. */
const TYPED = /^search\.dialog\.\w+\.\d+\.0$/;
/** Texts whose parts only functions of other areas know; they are tried there. */
const TAKES_OBJECTS = ['forms.flaw', 'reading.gap'];

const SAID = (said: unknown) => typeof said === 'string' && !/NaN|undefined|\[object/.test(said);

/** Sample values for each parameter that all functions can say something about: numbers where they can, else names, else lists. */
function samplesFor(functions: ((...given: unknown[]) => string)[]): unknown[] {
  const kinds = [(i: number) => 31 + 16 * i, (i: number) => `Name${i}`, (i: number) => [`Name${i}`, `Other${i}`]];
  const rows = Array.from({ length: functions[0]!.length }).reduce<unknown[][]>(
    (rows, _, i) => rows.flatMap((row) => kinds.map((kind) => [...row, kind(i)])),
    [[]],
  );
  const fits = rows.find((row) => functions.every((say) => SAID(attempt(() => say(...row)))));
  if (!fits) throw new Error('no sample values fit');
  return fits;
}

/** Without the signs that group digits, which differ. */
const ungrouped = (text: string) => text.replace(/(?<=\d)[.,](?=\d{3})/g, '');

function attempt(say: () => string): string | undefined {
  try {
    return say();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const functionsOf = (language: keyof typeof TRANSLATIONS) => {
  const translated = leaves(language);
  return [...ENGLISH].flatMap(([path, leaf]) =>
    typeof leaf === 'function' && !TAKES_OBJECTS.includes(path)
      ? [{ path, said: leaf, translated: translated.get(path) as typeof leaf }]
      : [],
  );
};

describe.each(Object.keys(TRANSLATIONS) as (keyof typeof TRANSLATIONS)[])('%s', (language) => {
  it('has what English has, lists of the same length, and nothing empty that is not empty there', () => {
    const translated = leaves(language);
    expect([...translated.keys()].sort()).toEqual([...ENGLISH.keys()].sort());
    const emptied = [...ENGLISH].filter(([path, said]) => (said === '') !== (translated.get(path) === ''));
    expect(emptied).toEqual([]);
  });

  it('leaves nothing in English but what is written the same', () => {
    const translated = leaves(language);
    const may = [...EVERYWHERE, ...SAME[language]];
    const left = [...ENGLISH].filter(([path, said]) => said === translated.get(path) && !TYPED.test(path));
    expect(left.filter(([, said]) => !may.includes(said as string))).toEqual([]);
  });

  it('says everything that it is given to say', () => {
    const lost = functionsOf(language).flatMap(({ path, said, translated }) => {
      const samples = samplesFor([said, translated]);
      const [inEnglish, inOther] = [said, translated].map((say) => ungrouped(say(...samples))) as [string, string];
      const given = samples
        .flat()
        .map(String)
        .filter((each) => inEnglish.includes(each));
      return given.filter((each) => !inOther.includes(each)).map((each) => `${path}: ${each}`);
    });
    expect(lost).toEqual([]);
  });

  it('keeps its own sentences for codes that the service has, each in one place', () => {
    const documented = readFileSync('docs/errors.md', 'utf8');
    const { whole, told, before } = TRANSLATIONS[language].messages;
    const codes = [...Object.keys(whole), ...Object.keys(told)];
    expect(codes.filter((code) => !documented.includes(`\`${code}\``))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(before).filter((code) => !Object.hasOwn(told, code))).toEqual([]);
  });

  it('says whole what came with what it names', () => {
    const { messages } = TRANSLATIONS[language];
    const said = CODES.flatMap((code) =>
      examplesOf(code).map((particulars) => ({
        code,
        said: sayIn(messages, { code, message: 'ENGLISH', particulars }),
      })),
    );
    expect(said.length).toBeGreaterThan(CODES.length);
    expect(said.filter((each) => /ENGLISH|undefined|NaN|\[object/.test(each.said))).toEqual([]);
  });
});

const CODES = Object.keys(PARTICULARS) as CodeOfDetail[];

/** One example for each word that an enumerated particular may be, with everything named; and one with no more than has to be. */
function examplesOf(code: CodeOfDetail): Record<string, string | number>[] {
  const fields = Object.entries(PARTICULARS[code].shape as Record<string, z.ZodType>);
  const values = (type: z.ZodType): (string | number)[] => {
    if (type instanceof z.ZodExactOptional) return values(type.unwrap() as z.ZodType);
    if (type instanceof z.ZodEnum) return type.options;
    return type instanceof z.ZodNumber ? [7] : ['Name'];
  };
  const most = Math.max(...fields.map(([, type]) => values(type).length));
  const full = Array.from({ length: most }, (_, i) =>
    Object.fromEntries(fields.map(([name, type]) => [name, values(type)[i % values(type).length]!])),
  );
  const needed = fields.filter(([, type]) => !(type instanceof z.ZodExactOptional));
  return [...full, Object.fromEntries(needed.map(([name, type]) => [name, values(type)[0]!]))];
}

/** The codes for which a language has a sentence of its own. */
function codesToldIn(language: keyof typeof TRANSLATIONS): ReadonlySet<string | undefined> {
  const { whole, told } = TRANSLATIONS[language].messages;
  return new Set([...Object.keys(whole), ...Object.keys(told)]);
}

/** Told on the command line, by other programs' interfaces or in the log of the server alone, where there is English. */
const ELSEWHERE = new Set(
  `
    auth.key_scope auth.mail_not_set_up backup.damaged backup.folder_foreign backup.folder_full
    backup.folder_inside backup.folder_unusable backup.no_installation backup.not_found backup.other_user
    backup.running backup.too_new backup.unsettled citation.outside_text data.unwritable database.embedded_failed database.newer
    decision_link.span_unknown file.duplicate_path file.path_too_long file.unreadable identity.key_unusable
    log.copy_failed log.entry_not_found log.key_unknown log.mail_failed log.proof_invalid log.witness_refused
    mcp.caller_untrusted openai.conversation_unfit openai.dimensions_fixed openai.model_not_found
    request.cross_site request.refused restore.key_missing restore.not_empty restore.unfinished run.stopped
    service.already_running service.port_forbidden service.port_taken service.unexpected_response
    service.unreachable settings.invalid tls.certificate_unusable usage.invalid vault.erased vault.no_new_key vault.rotating
  `
    .trim()
    .split(/\s+/),
);

describe.each(['German', 'Japanese'] as const)('what the service says to people, in %s', (language) => {
  it('is said for every documented code that the portal can show', () => {
    const documented = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([a-z_]+\.[a-z_]+)`/gm)];
    const told = codesToldIn(language);
    const untold = documented.map(([, code]) => code!).filter((code) => !told.has(code));
    expect(documented.length).toBeGreaterThan(200);
    expect(untold.filter((code) => !ELSEWHERE.has(code))).toEqual([]);
    // Each exception is a documented code without a sentence: a translated one cannot be lost unnoticed.
    expect([...ELSEWHERE].filter((code) => !untold.includes(code))).toEqual([]);
  });
});

describe('what the service notes of a document that it read', () => {
  it.each(['German', 'Japanese'] as const)('is said in %s', (language) => {
    const [, listed] = /^Notes on a revision that was read: ([^]+?)\.\n/m.exec(readFileSync('docs/errors.md', 'utf8'))!;
    const codes = [...listed!.matchAll(/`([a-z_.]+)`/g)].map(([, code]) => code!);
    const told = codesToldIn(language);
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !told.has(code))).toEqual([]);
  });
});

describe('a sentence of the service that names something', () => {
  const say = (code: string, particulars?: Record<string, string | number>) =>
    sayIn(german.messages, { code, message: 'In English.', ...(particulars && { particulars }) });

  it.each([
    [
      'limit.reached',
      { retryAfterS: 12 },
      'Die Grenze dafür ist erreicht. Versuchen Sie es in 12 Sekunden noch einmal.',
    ],
    [
      'document.unsupported_type',
      { kind: '7z' },
      /^Die Datei ist eine Datei der Art \.7z; das liest dieser Dienst nicht\./,
    ],
    ['document.too_complex', { limit: 5_000, of: 'pages' }, /\(Seiten: höchstens 5\.000\)/],
    [
      'decision.illegal_transition',
      { state: 'draft', action: 'approve', allowed: 'edit propose' },
      /„Entwurf“; „Genehmigen“ geht nicht\. Möglich ist: „Bearbeiten“, „Vorschlagen“\.$/,
    ],
    [
      'archive.nothing_read',
      { files: 2, first: 'a.7z', reason: 'document.unsupported_type' },
      /Die erste ist „a\.7z“: ihr Format wird nicht gelesen\.$/,
    ],
    ['model.role_empty', { role: 'extractor', why: 'none' }, /^Für die Rolle „Extraktor“ ist kein Modell eingesetzt\./],
    [
      'model.context_exceeded',
      { promptTokens: 9_000, contextTokens: 8_192 },
      /^Die Eingabe hat 9\.000 Tokens, und dieses Modell liest 8\.192\./,
    ],
    ['outbound.unreachable', { host: 'a.example', word: 'ECONNREFUSED' }, /^„a\.example“.*\(ECONNREFUSED\)/],
    ['answer.superseded_sources', { titles: 'Eins\nZwei' }, /: „Eins“, „Zwei“\. /],
    [
      'model.corrupt',
      { why: 'changed', name: 'Qwen3' },
      /^Das Modell „Qwen3“ .* nicht mehr die, die festgehalten wurde/,
    ],
    ['model.unavailable', { what: 'own' }, /^Die Modelle dieses Dienstes antworten nicht/],
    ['vault.key_unavailable', { why: 'gone', key: 'ab12' }, /^Der Schlüssel ab12 des Tresors/],
  ] as const)('is said whole: %s', (code, particulars, said) => expect(say(code, particulars)).toMatch(said));

  it('is said in English, behind what is known of it, where it came without what it names or with too little', () => {
    expect(say('document.too_large')).toBe('Die Datei ist größer, als dieser Dienst annimmt. In English.');
    expect(say('document.too_large', { limitMb: 'much' })).toBe(
      'Die Datei ist größer, als dieser Dienst annimmt. In English.',
    );
    expect(say('limit.reached', {})).toBe('In English.');
    expect(say('constructor')).toBe('In English.');
  });
});

describe('numbers in sentences', () => {
  const counting = (language: keyof typeof TRANSLATIONS) =>
    functionsOf(language).flatMap(({ path, said, translated }) => {
      const samples = samplesFor([said, translated]);
      if (samples.length !== 1 || typeof samples[0] !== 'number') return [];
      const form = (say: Leaf, n: number) => (say as (n: number) => string)(n).replace(/\b\d+\b/, '#');
      return { path, english: (n: number) => form(said, n), translated: (n: number) => form(translated, n) };
    });

  it('have a form for one and another for 0, 2 and 5 in German where English has', () => {
    const wrong = counting('German').filter(({ english, translated }) => {
      const tellsOne = (say: (n: number) => string) => say(1) !== say(2);
      const sameForMany =
        translated(2) === translated(5) && (translated(0) === translated(2)) === (english(0) === english(2));
      return (tellsOne(english) && !tellsOne(translated)) || !sameForMany;
    });
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('have one form in Japanese', () => {
    const wrong = counting('Japanese').filter(
      ({ translated }) => translated(1) !== translated(2) || translated(2) !== translated(5),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it.each([
    [german.library.total(0), '0 Dokumente'],
    [german.library.total(1), '1 Dokument'],
    [german.library.total(2), '2 Dokumente'],
    [german.library.total(12_345), '12.345 Dokumente'],
    [german.ask.took(1_240), '1,2 s'],
    [german.sources.every(60), 'jede Stunde'],
    [german.sources.every(90), 'alle 90 Minuten'],
    [german.ask.coverage(36, 1, 2), 'Durchsucht: 36 Dokumente; 2 davon nur teilweise; 1 weitere nicht lesbar.'],
    [japanese.library.total(12_345), '文書12,345件'],
    [japanese.sources.every(60), '1時間ごと'],
    [japanese.ask.coverage(36, 1, 2), '文書36件を検索しました。うち2件は一部のみ。ほかに1件は読み取れませんでした。'],
    [japanese.models.parameters(7_600_000_000), 'パラメーター76億'],
    [english.ask.coverage(1, 0, 0), 'Searched 1 document.'],
  ])('%s', (said, expected) => expect(said).toBe(expected));
});

describe('Japanese', () => {
  it('sets its own punctuation, full-width, beside its own script', () => {
    const text = leavesOf({ ...japanese, language: {} }).flatMap(([path, said]) =>
      typeof said === 'string' ? [`${path}: ${said}`] : [],
    );
    const script = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
    const halfWidth = new RegExp(`${script} ?[.,:;!?()]|[()] ?${script}`, 'u');
    expect(text.filter((each) => halfWidth.test(each.replace(/^[\w.-]+: /, '')))).toEqual([]);
  });
});

describe('what was not read, in German', () => {
  const gap = (code: string, count: number, pages: [number, number][] = []) =>
    german.reading.gap({ code, count, pages, kind: 'text' });

  it.each([
    [gap('page.no_text', 3, [[3, 5]]), 'Seiten 3–5 enthalten keinen Text'],
    [gap('page.unreadable', 1, [[2, 2]]), 'Seite 2 ist beschädigt'],
    [
      gap('page.no_text', 2, [
        [2, 2],
        [9, 9],
      ]),
      'Seiten 2 und 9 enthalten keinen Text',
    ],
    [gap('member.not_read', 2), '2 enthaltene Dateien wurden nicht gelesen'],
    [gap('image.skipped', 1), 'ein Bild wurde nicht angesehen'],
    [gap('some.thing', 1), 'ein Teil wurde nicht gelesen (some.thing)'],
  ])('%s', (said, expected) => expect(said).toBe(expected));
});
