import fc from 'fast-check';
import { clauseAt } from '#knowledge';
import { assembleText } from '../parsing/assemble-text.js';
import type { Block } from '../parsing/parsed-document.js';
import { chunkText, type ChunkOptions } from './chunk-text.js';
import { clauseMarks } from './clause-marks.js';
import { definedTerms } from './defined-terms.js';
import { estimateTokens } from './estimate-tokens.js';

const paragraphs = (...texts: string[]): Block[] => texts.map((text) => ({ kind: 'paragraph', text, page: 1 }));
const heading = (text: string, level = 1): Block => ({ kind: 'heading', text, level, page: 1 });
const labelsOf = (blocks: readonly Block[]) => {
  const { text, blocks: placed } = assembleText(blocks);
  return clauseMarks(text, placed).map(({ label }) => label);
};
const small: ChunkOptions = { targetTokens: 40, maxTokens: 60, estimateTokens };

describe('clauseMarks', () => {
  it.each([
    ['English', ['ARTICLE I. Terms', 'Section 1.01 Bank', 'Rule 4. Service'], ['Article I', 'Section 1.01', 'Rule 4']],
    ['American codes', ['§ 12-101. Title', '§ 12-102. Scope'], ['§ 12-101', '§ 12-102']],
    [
      'French',
      ['Article premier – Objet', 'Art. L. 121-1 Du contrat', 'Annexe n° 2'],
      ['Article Premier', 'Art. L. 121-1', 'Annexe 2'],
    ],
    [
      'Spanish',
      ['CLÁUSULA PRIMERA.- Objeto', 'SEGUNDA.- Precio', 'Cláusula 3ª. Plazo'],
      ['Cláusula Primera', 'Segunda', 'Cláusula 3'],
    ],
    [
      'Portuguese',
      ['CLÁUSULA DÉCIMA PRIMEIRA – Foro', 'Artigo 3.º Prazo', '§ 1º O prazo'],
      ['Cláusula Décima primeira', 'Artigo 3', '§ 1'],
    ],
    ['Italian', ['Art. 3-bis Recesso', 'Articolo 4 – Durata'], ['Art. 3-bis', 'Articolo 4']],
    ['Dutch', ['Artikel 2.1 Duur', 'Bijlage 1'], ['Artikel 2.1', 'Bijlage 1']],
    ['Russian', ['Статья 1. Предмет', 'п. 3 Порядок', 'Приложение № 1'], ['Статья 1', 'П. 3', 'Приложение 1']],
    [
      'Greek',
      ['Άρθρο 1 Σκοπός', 'ΑΡΘΡΟ 2: Διάρκεια', 'Άρθρο 3ο', 'Παράρτημα Α'],
      ['Άρθρο 1', 'Αρθρο 2', 'Άρθρο 3', 'Παράρτημα Α'],
    ],
    ['Turkish', ['MADDE 2- Süre', 'Madde 3. Bedel', 'EK-2'], ['Madde 2', 'Madde 3', 'Ek 2']],
    [
      'Arabic',
      ['المادة 1: التعاريف', 'المادة (2) المدة', 'المادة الثالثة: الثمن', 'مادة ٤ الإنهاء'],
      ['المادة 1', 'المادة 2', 'المادة الثالثة', 'مادة ٤'],
    ],
    ['Hindi', ['अनुच्छेद 1 परिभाषा', 'धारा ४ अवधि'], ['अनुच्छेद 1', 'धारा ४']],
    ['Thai', ['ข้อ 1 คำนิยาม', 'ข้อ ๒ ระยะเวลา'], ['ข้อ 1', 'ข้อ ๒']],
    ['Vietnamese', ['Điều 1. Đối tượng', 'Điều 2: Thời hạn', 'Phụ lục 1'], ['Điều 1', 'Điều 2', 'Phụ lục 1']],
    ['Chinese', ['第一条 总则', '（一）甲方', '第二条 定义', '附件一'], ['第一条', '第一条(一)', '第二条', '附件一']],
    ['Japanese', ['第1条（目的）', '第4条の2', '別紙1'], ['第1条', '第4条の2', '別紙1']],
    ['Korean', ['제1조(목적)', '① 갑은', '제3조의2(특칙)', '별표 1'], ['제1조', '제1조(1)', '제3조의2', '별표 1']],
    ['Polish', ['Artykuł 1', '§ 3. Cena', 'Załącznik nr 1'], ['Artykuł 1', '§ 3', 'Załącznik 1']],
  ])('knows how clauses are named in %s', (_, lines, labels) => {
    expect(labelsOf(paragraphs(...lines))).toEqual(labels);
  });

  it('takes no reference to a clause for one, in any script', () => {
    const references = [
      '第五条规定的义务',
      '第5条に定める',
      '제5조에 따라',
      'المادة 5 من القانون',
      'धारा 5 के अनुसार',
      'Rule 4 applies',
    ];
    expect(labelsOf(paragraphs(...references, ...references))).toEqual([]);
  });

  it('takes letters with a point for sub-clauses where they are items of a list', () => {
    const item = (text: string): Block => ({ kind: 'list-item', text, level: 2, page: 1 });
    expect(labelsOf([...paragraphs('Article 1', 'Article 2'), item('a. in time;'), item('b. in full.')])).toEqual([
      'Article 1',
      'Article 2',
      'Article 2(a)',
      'Article 2(b)',
    ]);
  });

  it('cites statutes and treaties as lawyers do, in their own languages', () => {
    expect(
      labelsOf(
        paragraphs(
          'Article 5',
          '(1) Each party shall pay.',
          '(a) in time;',
          '(b) in full.',
          '(2) Late pay bears interest.',
          'Article 6 – Term',
        ),
      ),
    ).toEqual(['Article 5', 'Article 5(1)', 'Article 5(1)(a)', 'Article 5(1)(b)', 'Article 5(2)', 'Article 6']);
    expect(
      labelsOf([
        heading('§ 5 Kündigung'),
        ...paragraphs('(1) Die Frist beträgt drei Monate.', '(2) Sie beginnt am Ersten.'),
        heading('§ 6a Form'),
      ]),
    ).toEqual(['§ 5', '§ 5 Abs. 1', '§ 5 Abs. 2', '§ 6a']);
    expect(
      labelsOf(paragraphs('Article 1er. Objet', 'ARTICLE 2 : Durée', 'Artículo 3. Precio', '第4条 秘密保持')),
    ).toEqual(['Article 1', 'Article 2', 'Artículo 3', '第4条']);
  });

  it('keeps the numbers of contracts, in articles, in schedules and by themselves', () => {
    expect(
      labelsOf([
        ...paragraphs(
          '1. Definitions',
          '1.1 In this agreement:',
          '1.2 Headings are ignored.',
          '2. Services',
          '2.1 The supplier shall:',
          '(i) attend; and',
          '2.1.1 deliver.',
        ),
        heading('SCHEDULE 1'),
        ...paragraphs('1. Fees', '1.1 Fees are due.'),
      ]),
    ).toEqual(['1', '1.1', '1.2', '2', '2.1', '2.1(i)', '2.1.1', 'Schedule 1', 'Schedule 1, 1', 'Schedule 1, 1.1']);
    expect(labelsOf(paragraphs('Section 5 Payment', '5.1 Fees fall due.', '5.2 Interest.', 'Section 6 Term'))).toEqual([
      'Section 5',
      'Section 5.1',
      'Section 5.2',
      'Section 6',
    ]);
  });

  it('tells Roman numbers from letters by what comes before', () => {
    const letters = 'abcdefghi'.split('').map((letter) => `(${letter}) text;`);
    expect(labelsOf(paragraphs('Article 1', ...letters, 'Article 2')).at(-2)).toBe('Article 1(i)');
    expect(labelsOf(paragraphs('Article 1', '(a) text:', '(i) one;', '(ii) two;', '(b) text.', 'Article 2'))).toEqual([
      ...['Article 1', 'Article 1(a)', 'Article 1(a)(i)', 'Article 1(a)(ii)', 'Article 1(b)', 'Article 2'],
    ]);
  });

  it('numbers recitals', () => {
    expect(
      labelsOf(paragraphs('Whereas:', '(1) Trade matters.', '(2) So do rules.', 'Article 1', 'Article 2')),
    ).toEqual(['Recital 1', 'Recital 2', 'Article 1', 'Article 2']);
  });

  it('finds clauses in the lines of one paragraph, but not where a line happens to be wrapped', () => {
    expect(
      labelsOf(paragraphs('Article 1\n(1) as follows from\n(2) of the other law;\n(2) second.', 'Article 2')),
    ).toEqual(['Article 1', 'Article 1(2)', 'Article 2']);
  });

  it('takes neither references nor lists of steps nor years for clauses', () => {
    expect(
      labelsOf(paragraphs('Section 5 of the Act applies.', '§ 5 Abs. 2 gilt.', 'Article 7 applies mutatis mutandis.')),
    ).toEqual([]);
    expect(labelsOf(paragraphs('1. Call the desk.', '2. Leave the building.', '3. Wait.'))).toEqual([]);
    expect(labelsOf(paragraphs('2024 was dry.', '12 people came.'))).toEqual([]);
  });
});

describe('chunks of a legal text', () => {
  it('begin with each clause, however short, and say in which clause they lie', () => {
    const assembled = assembleText(
      paragraphs(
        'This agreement is made today.',
        'Article 1',
        '(1) Short.',
        'Article 2',
        `(1) ${'Rent is due. '.repeat(30)}`,
      ),
    );
    const chunks = chunkText(assembled, small);
    const texts = chunks.map(({ start, end }) => assembled.text.slice(start, end));
    expect(texts[0]).toBe('This agreement is made today.');
    expect(texts[1]).toBe('Article 1\n\n(1) Short.');
    expect(chunks[0]!.clauses).toEqual([]);
    expect(chunks[1]!.clauses.map(({ label }) => label)).toEqual(['Article 1', 'Article 1(1)']);
    expect(clauseAt(chunks[1]!.clauses, assembled.text.indexOf('Short'))).toBe('Article 1(1)');
    expect(chunks.at(-1)!.clauses[0]).toEqual({ start: chunks.at(-1)!.start, label: 'Article 2(1)' });
  });

  it('lose nothing, overlap nowhere and stay within their size, whatever the text', () => {
    const words = fc.array(fc.constantFrom('rent', 'party', 'shall', 'Frist', 'déjà', '条項', 'due.', '“Fee”'), {
      minLength: 1,
      maxLength: 60,
    });
    const opening = fc.constantFrom(
      'Article 1',
      'Article 2 –',
      '§ 3',
      '(1)',
      '(a)',
      '(ii)',
      '4.',
      '4.1',
      '4.1.2',
      'Schedule 1',
      'Whereas:',
      '',
    );
    const block = fc.tuple(opening, words, fc.constantFrom('heading', 'paragraph', 'list-item'));
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 25 }), (parts) => {
        const blocks = parts.map(([open, some, kind]): Block => ({
          kind: kind,
          text: `${open} ${some.join(' ')}`.trim(),
          level: 2,
          page: 1,
        }));
        const { text, blocks: placed, pages } = assembleText([...paragraphs('Article 1', 'Article 2'), ...blocks]);
        const chunks = chunkText({ text, blocks: placed, pages }, small);
        const covered = chunks.map(({ start, end }) => text.slice(start, end)).join('');
        expect(covered.replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
        let end = 0;
        for (const chunk of chunks) {
          expect(chunk.start).toBeGreaterThanOrEqual(end);
          expect(chunk.tokens).toBeLessThanOrEqual(small.maxTokens);
          for (const { start } of chunk.clauses) expect(start >= chunk.start && start < chunk.end).toBe(true);
          end = chunk.end;
        }
        const begins = clauseMarks(text, placed).filter(({ isMajor }) => isMajor);
        const inside = begins.filter(({ start }) => chunks.some((chunk) => chunk.start < start && start < chunk.end));
        // Only headings may stand before a clause in its chunk.
        for (const { start } of inside) {
          const chunk = chunks.find((each) => each.start < start && start < each.end)!;
          const before = placed.filter((each) => each.start >= chunk.start && each.end <= start);
          expect(before.every(({ kind }) => kind === 'heading')).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('definedTerms', () => {
  it('names each term once, with the clause that defines it', () => {
    const text =
      '“Services” means the work. Ada Ltd (the "Supplier") agrees. Die Miete (nachfolgend „Miete“) ist fällig. The "Services" means more.';
    expect(definedTerms(text, (offset) => (offset < 20 ? '1.1' : null))).toEqual([
      { term: 'Services', clause: '1.1', start: 1 },
      { term: 'Supplier', clause: null, start: text.indexOf('Supplier') },
      { term: 'Miete', clause: null, start: text.indexOf('Miete“') },
    ]);
  });
});
