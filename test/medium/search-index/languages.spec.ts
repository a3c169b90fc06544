import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ANALYSER_VERSION,
  type IndexRow,
  IndexStore,
  IndexWriter,
  SearchIndex,
  lexiconOf,
  tableNameFor,
} from '#search-index';
import { aVisibility } from '#testing';

/** Texts of one collection, each with what it must be found by: another inflection, another spelling, a word within it. */
const TEXTS: readonly (readonly [language: string, text: string, ...queries: string[]])[] = [
  ['en', 'Employees may carry over unused vacation.', 'employee', 'carrying'],
  [
    'de',
    'Die Kündigungen sind schriftlich einzureichen; die Häuser werden geräumt.',
    'Kündigung',
    'Kuendigung',
    'Haus',
    'hauses',
  ],
  ['fr', 'Les salariées demandent leurs congés à l’avance.', 'salarié', 'salariees', 'congé', 'conge'],
  [
    'es',
    'Las informaciones sobre la resolución del contrato son públicas.',
    'información',
    'resoluciones',
    'resolucion',
    'contratos',
  ],
  ['it', 'I lavoratori svolgono le attività nelle città.', 'lavoratore', 'attivita', 'citta'],
  [
    'pt',
    'As remunerações dos trabalhadores e a rescisão do acordo; cada prestação é uma obrigação, as dimensões constam do anexo.',
    ...['remuneração', 'trabalhador', 'rescisao', 'rescisões', 'prestacao', 'prestações', 'obrigacoes', 'dimensão'],
  ],
  ['nl', 'De opzeggingen van de werknemers worden schriftelijk gedaan.', 'opzegging', 'werknemer'],
  [
    'ru',
    'Сотрудникам предоставляются ежегодные отпуска по договорам; он взял её ёлку.',
    'сотрудник',
    'отпуск',
    'договора',
    'елку',
  ],
  ['ar', 'يحق للموظفين الحصول على الإِجازات السنوية والعُقود محفوظة في ٢٠٢٤.', 'إجازة', 'موظف', 'العقود', '2024'],
  [
    'tr',
    'Çalışanların sözleşmeleri ve ışıkların ISLAHI kitaplarından anlaşılır.',
    'sözleşme',
    'ışık',
    'isik',
    'ıslahı',
    'kitap',
  ],
  [
    'el',
    'Οι συμβάσεις των εργαζομένων ισχύουν. Ο ΔΡΟΜΟΣ ανοίγει.',
    'σύμβαση',
    'συμβασεις',
    'εργαζόμενος',
    'δρόμος',
    'δρομοι',
  ],
  ['hi', 'कर्मचारियों की छुट्टियाँ और किताबें यहाँ हैं, कक्ष १२।', 'कर्मचारी', 'छुट्टी', 'किताब', '12'],
  ['th', 'พนักงานมีสิทธิลาพักร้อนประจำปีตามสัญญาจ้างงาน', 'พนักงาน', 'สัญญา', 'พักร้อน'],
  ['vi', 'Hợp đồng lao động phải được ký bằng văn bản.', 'hợp đồng', 'hop dong', 'văn bản'],
  ['zh', '劳动合同解除后，员工的税款由公司支付。', '合同', '员工', '税'],
  ['ja', '従業員は年次有給休暇を取得できる。猫が好きです。データ', '休暇', '猫', '従業員', 'ﾃﾞｰﾀ'],
  ['ko', '근로자는 연차휴가를 사용할 수 있으며 세금은 회사가 낸다. 그는 집에서 일한다.', '휴가', '근로자', '집'],
];

const TABLE = tableNameFor('g1');
const lexicon = lexiconOf({ analyserVersion: ANALYSER_VERSION, languages: TEXTS.map(([language]) => language) });

let folder: string;
let store: IndexStore;

function aRow(chunkId: string, language: string | null, text: string): IndexRow {
  return {
    ...{ chunkId, documentId: chunkId, revisionId: chunkId, collectionId: 'all', path: `${chunkId}.txt` },
    ...{ mediaType: 'text/plain', metadata: {}, title: chunkId, headingPath: [], validFrom: 1 },
    ...{ language, text, vector: Float32Array.of(1, 0) },
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-languages-'));
  store = new IndexStore({ uri: folder });
  const rows = TEXTS.map(([language, text]) => aRow(language, language, text));
  const others = [
    aRow('unrecognised', null, 'Rents'),
    aRow('foreign', 'ja', '本契約は Software Licenses に適用される。'),
    aRow('old', 'de', 'Verträge'),
  ];
  await new IndexWriter(store).upsert(TABLE, [...rows, ...others]);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

async function found(query: string, more: object = {}): Promise<string[]> {
  const asked = { tables: [TABLE], visibility: aVisibility(), filter: {}, asOf: null, vector: null };
  const limits = { keywordLimit: 50, vectorLimit: 50 };
  const hits = await new SearchIndex(store).search({ ...asked, ...limits, terms: lexicon.words(query), ...more });
  return [...hits.keyword.keys()];
}

it.each(TEXTS.flatMap(([language, , ...queries]) => queries.map((query) => [language, query])))(
  'finds the text in %s by %s, before all others',
  async (language, query) => {
    expect((await found(query))[0]).toBe(language);
  },
);

it('reads words of another script, and of texts whose language nobody knows, in the usual language of their script', async () => {
  expect(await found('license')).toContain('foreign');
  expect(await found('rent')).toEqual(['unrecognised']);
});

it('finds a foreign word in a question in another language, after what is in the question’s own', async () => {
  expect(await found('Which of the old agreements are called Verträge in this archive?')).toContain('old');
  const both = await found('Wo steht etwas über Verträge oder Kündigungen in unserem Archiv?');
  expect(both.slice(0, 2).sort()).toEqual(['de', 'old']);
});

it('finds a phrase however its language is read, and every word where all are needed', async () => {
  expect(await found('', { phrases: [lexicon.phrase('Kündigungen sind schriftlich')] })).toEqual(['de']);
  expect(await found('', { phrases: [lexicon.phrase('schriftlich sind Kündigungen')] })).toEqual([]);
  expect(await found('', { phrases: [lexicon.phrase('年次有給休暇')] })).toEqual(['ja']);
  expect(await found('', { phrases: [lexicon.phrase('猫')] })).toEqual(['ja']);
  expect(await found('Haus Kündigung', { needsAllTerms: true })).toEqual(['de']);
  expect(await found('Haus Vertrag', { needsAllTerms: true })).toEqual([]);
  expect(await found('劳动合同', { needsAllTerms: true })).toEqual(['zh']);
});

it('says where words stand in a text as it was written', () => {
  const text = 'Die Kündigungen, und 猫が; ลาพักร้อน';
  const at = (query: string) => {
    const wanted = new Set(lexicon.words(query).flatMap(({ forms }) => forms));
    return lexicon
      .spans(text)
      .filter(({ token }) => wanted.has(token))
      .map(({ start, end }) => text.slice(start, end));
  };
  expect([...new Set(at('Kündigung'))]).toEqual(['Kündigungen']);
  expect(at('猫')).toEqual(['猫']);
  expect(at('พักร้อน').join('')).toBe('พักร้อน');
});

it('reads words for an older index as that index was made', () => {
  const old = lexiconOf({ analyserVersion: 1, languages: ['de'] });
  expect(old.tokens('Die Kündigungen', 'de')).toEqual(['die', 'kundigungen']);
  expect(old.words('Kündigungen').map(({ forms }) => forms)).toEqual([['kundigungen']]);
  expect(lexicon.tokens('Die Kündigungen', 'de')).toEqual(['die', 'kundig']);
});
