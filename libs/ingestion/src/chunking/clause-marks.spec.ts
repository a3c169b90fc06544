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
    [
      'English, in words',
      [
        'ARTICLE ONE',
        'Section Two. Term',
        'SECTION TWENTY-FIRST: Law',
        'Article the Second',
        'Article Tenth - Notices',
      ],
      [
        ...['Article One', 'Article One, Section Two', 'Article One, Section Twenty-first'],
        ...['Article Second', 'Article Tenth'],
      ],
    ],
    ['American codes', ['§ 12-101. Title', '§ 12-102. Scope'], ['§ 12-101', '§ 12-102']],
    [
      'French',
      [
        ...['Article premier – Objet', 'Article deuxième : Durée', 'Article dix-septième : Droit'],
        ...['Article vingtième : Signature', 'Art. L. 121-1 Du contrat', 'Annexe n° 2'],
      ],
      [
        ...['Article Premier', 'Article Deuxième', 'Article Dix-septième', 'Article Vingtième', 'Art. L. 121-1'],
        'Annexe 2',
      ],
    ],
    [
      'Spanish',
      ['CLÁUSULA PRIMERA.- Objeto', 'SEGUNDA.- Precio', 'Cláusula 3ª. Plazo'],
      ['Cláusula Primera', 'Segunda', 'Cláusula 3'],
    ],
    [
      'Portuguese',
      ['CLÁUSULA DÉCIMA PRIMEIRA – Foro', 'Artigo 3.º Prazo', '§ 1º O prazo'],
      ['Cláusula Décima primeira', 'Artigo 3', 'Artigo 3, § 1'],
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

  it('tells the first Roman number from a letter by what comes next', () => {
    const letters = 'abcdefg'.split('').map((letter) => `(${letter}) text;`);
    expect(
      labelsOf(paragraphs('1. A', ...letters, '(h) as:', '(i) x;', '(ii) y;', '2. B', '2.1 C', '2.2 D', '2.3 E')).slice(
        8,
        11,
      ),
    ).toEqual(['1(h)', '1(h)(i)', '1(h)(ii)']);
  });

  it('reads paragraphs that were put in later', () => {
    expect(labelsOf(paragraphs('§ 1 Name', '(1) a', '(1a) b', '(1b) c', '(2) d', '§ 2'))).toEqual([
      ...['§ 1', '§ 1 Abs. 1', '§ 1 Abs. 1a', '§ 1 Abs. 1b', '§ 1 Abs. 2', '§ 2'],
    ]);
  });

  it.each([
    ['Roman', 'ARTICLE I', 'ARTICLE II', 'Article II, 2.2'],
    ['Chinese', '第一条', '第二条', '第二条, 2.2'],
    ['Korean', '제1조', '제2조', '제2조, 2.2'],
    ['in words', 'PRIMERA.- Objeto', 'SEGUNDA.- Precio', 'Segunda, 2.2'],
  ])('keeps decimals below articles whose numbers are %s', (_, one, two, label) => {
    expect(labelsOf(paragraphs(one, '1.1 A.', '1.2 B.', two, '12.50 EUR.', '2.1 C.', '2.2 D.')).at(-1)).toBe(label);
  });

  it('goes on counting behind a gap of any size', () => {
    const rest = ['6. Liability', '6.1 C.', '6.2 D.', '7. Law', '7.1 E.'];
    expect(labelsOf(paragraphs('1. A', '1.1 A.', '2. B', '2.1 B.', '[Sections 3 to 5 omitted.]', ...rest))).toEqual([
      ...['1', '1.1', '2', '2.1', '6', '6.1', '6.2', '7', '7.1'],
    ]);
    expect(labelsOf(paragraphs('1. A', '1.1 A.', '2.1 B.', '6.1 C.', '6.2 D.')).slice(-2)).toEqual(['6.1', '6.2']);
  });

  it('numbers recitals', () => {
    expect(
      labelsOf(paragraphs('Whereas:', '(1) Trade matters.', '(2) So do rules.', 'Article 1', 'Article 2')),
    ).toEqual(['Recital 1', 'Recital 2', 'Article 1', 'Article 2']);
  });

  it('ends recitals where a number has clauses of its own below it, and knows schedules by their ordinals', () => {
    const item = (text: string) => ({ kind: 'list-item' as const, text, level: 1, page: 1 });
    const recitals = paragraphs(
      'WHEREAS:',
      '(A) The Seller owns it; and',
      '(B) The Buyer wants it.',
      'NOW IT IS AGREED:',
    );
    const clauses = [item('1. SALE'), ...paragraphs('1.1 The Seller sells.', '1.2 The Buyer buys.')];
    const rest = [item('2. PRICE'), ...paragraphs('2.1 Ten.', 'THE FIRST SCHEDULE'), item('1. The land.')];
    const named = paragraphs('Schedule Two', 'The second schedule shows the fees.');
    expect(labelsOf([...recitals, ...clauses, ...rest, ...named])).toEqual([
      ...['Recital A', 'Recital B', '1', '1.1', '1.2', '2', '2.1'],
      ...['First Schedule', 'First Schedule, 1', 'Schedule Two'],
    ]);
  });

  it('takes no steps for recitals where no clause follows', () => {
    const steps = ['1. Ask the legal team.', '2. Sign.', '3. File it.'].map((text): Block => ({
      kind: 'list-item',
      text,
      level: 1,
      page: 1,
    }));
    const legal = paragraphs('This policy, agreement and contract shall bind the parties to each clause.');
    expect(labelsOf([heading('Background'), ...legal, heading('How to ask'), ...steps])).toEqual([]);
  });

  it('finds clauses in the lines of one paragraph, but not where a line happens to be wrapped', () => {
    expect(
      labelsOf(paragraphs('Article 1\n(1) as follows from\n(2) of the other law;\n(2) second.', 'Article 2')),
    ).toEqual(['Article 1', 'Article 1(1)', 'Article 1(2)', 'Article 2']);
  });

  it('knows how deep a mark lies by what it continues', () => {
    const british = [
      '1. Duties',
      '1.1 It shall:',
      '(a) pay:',
      '(i) rent; and',
      '(ii) fees:',
      '(A) now; or',
      '(B) later;',
    ];
    expect(labelsOf(paragraphs(...british, '(b) insure.', '1.2 Time.', '1.3 Costs.'))).toEqual([
      ...['1', '1.1', '1.1(a)', '1.1(a)(i)', '1.1(a)(ii)', '1.1(a)(ii)(A)', '1.1(a)(ii)(B)', '1.1(b)', '1.2', '1.3'],
    ]);
    const american = [
      'Section 1. Rent',
      '(a) Rent is:',
      '(1) paid; or',
      '(2) owed.',
      '(b) No more.',
      'Section 2. Term',
    ];
    expect(labelsOf(paragraphs(...american))).toEqual([
      ...['Section 1', 'Section 1(a)', 'Section 1(a)(1)', 'Section 1(a)(2)', 'Section 1(b)', 'Section 2'],
    ]);
  });

  it('numbers paragraphs of articles as each country does', () => {
    expect(
      labelsOf(paragraphs('Article 1', '1. Scope.', '2. It covers:', '(a) fruit;', '3. Not more.', 'Article 2')),
    ).toEqual(['Article 1', 'Article 1(1)', 'Article 1(2)', 'Article 1(2)(a)', 'Article 1(3)', 'Article 2']);
    const german = [
      '§ 1 Name',
      '(1) Wer',
      '1. pachtet,',
      '2. kauft:',
      'a) Land,',
      'aa) eigenes,',
      'b) Bäume.',
      '(2) Ende.',
      '§ 2a',
    ];
    expect(labelsOf(paragraphs(...german))).toEqual([
      ...['§ 1', '§ 1 Abs. 1', '§ 1 Abs. 1 Nr. 1', '§ 1 Abs. 1 Nr. 2', '§ 1 Abs. 1 Nr. 2(a)'],
      ...['§ 1 Abs. 1 Nr. 2(a)(aa)', '§ 1 Abs. 1 Nr. 2(b)', '§ 1 Abs. 2', '§ 2a'],
    ]);
    expect(labelsOf(paragraphs('第一条（目的）', '２　前項の業務', '一　設計', '第二条（報酬）'))).toEqual([
      ...['第一条', '第一条第2項', '第一条第2項第一号', '第二条'],
    ]);
  });

  it('counts sections within the article that they lie in', () => {
    const bylaws = ['ARTICLE I OFFICES', 'Section 1. Seat', 'ARTICLE II MEMBERS', 'Section 1. Meeting', '(a) In May.'];
    expect(labelsOf(paragraphs(...bylaws))).toEqual([
      ...['Article I', 'Article I, Section 1', 'Article II', 'Article II, Section 1', 'Article II, Section 1(a)'],
    ]);
  });

  it('reads several marks at the beginning of one line', () => {
    const order = [
      '1.—(1) It may be cited.',
      '(2) It is in force.',
      '2.—(1) It shall be amended—',
      '(a) so.',
      '3.—(1) Policy of the parties to the agreement and contract.',
    ];
    expect(labelsOf(paragraphs(...order, 'This clause and the agreement shall stay.'))).toEqual([
      '1',
      '1(1)',
      '1(2)',
      '2',
      '2(1)',
      '2(1)(a)',
      '3',
      '3(1)',
    ]);
    expect(labelsOf(paragraphs('§ 5 (1) Die Miete ist fällig.', '(2) Sie bleibt.', '§ 6'))).toEqual([
      ...['§ 5', '§ 5 Abs. 1', '§ 5 Abs. 2', '§ 6'],
    ]);
  });

  it('knows numbers that were put in later', () => {
    const laws = [
      'Article 5bis – Recours',
      'Artículo 5 bis. Plazo',
      'Art. 6-ter Durata',
      'Section 5A Fees',
      '§ 12a Form',
    ];
    expect(labelsOf(paragraphs(...laws))).toEqual([
      'Article 5bis',
      'Artículo 5 bis',
      'Art. 6-ter',
      'Section 5A',
      '§ 12a',
    ]);
  });

  it('takes a table of contents for none, and begins to count below it', () => {
    const entries = ['1. Definitions 2', '2. Services 3', '3. Charges 4', 'Schedule 1 Fees 7'];
    const body = ['1. Definitions', '1.1 Words.', '2. Services', '2.1 Work.', '3. Charges', '3.1 Money.'];
    expect(labelsOf(paragraphs('Contents', ...entries, 'between the parties', ...body))).toEqual([
      '1',
      '1.1',
      '2',
      '2.1',
      '3',
      '3.1',
    ]);
    const german = ['§ 1 Zweck', '§ 2 Frist', '§ 3 Form'];
    expect(labelsOf(paragraphs(...german, ...german.flatMap((line) => [line, 'Es gilt.'])))).toEqual([
      '§ 1',
      '§ 2',
      '§ 3',
    ]);
    const led = ['Article 1 Scope ..... 2', 'Article 2 Terms ..... 3', 'Article 3 End ..... 4'];
    expect(labelsOf(paragraphs(led.join('\n'), 'Article 1', 'Scope', 'Article 2', 'Terms'))).toEqual([
      'Article 1',
      'Article 2',
    ]);
  });

  it('knows a long table of contents without what it lists', () => {
    const led = 'ABCDEFGHIJ'.split('').map((title, at) => `${String(at + 1)}.1 ${title} … ${String(at * 2 + 1)}`);
    expect(labelsOf(paragraphs(...led, 'Section 5 Term', 'Section 6 End'))).toEqual(['Section 5', 'Section 6']);
  });

  it('knows schedules in a table of contents, and what they hold', () => {
    const [main, below] = [
      ['1. Terms', '2. Grant', '3. Fees'],
      ['1. Rent', '2. Costs', '3. Other'],
    ];
    const body = [
      ...main.map((line) => [line, `${line.charAt(0)}.1 A.`]).flat(),
      'SCHEDULE 1',
      ...below.flatMap((line) => [line, 'It is due.']),
    ];
    expect(labelsOf(paragraphs(...main, 'SCHEDULE 1', ...below, ...body))).toEqual([
      ...['1', '1.1', '2', '2.1', '3', '3.1', 'Schedule 1', 'Schedule 1, 1', 'Schedule 1, 2', 'Schedule 1, 3'],
    ]);
  });

  it('takes no item of a list for the next clause', () => {
    const list = ['1. setup 500', '2. hosting 900', '3. support 300', '4. travel 100'];
    expect(labelsOf(paragraphs('1. A', '1.1 B', '2. C', '2.1 The fees:', ...list, '2.2 D', '3. E', '3.1 F'))).toEqual([
      ...['1', '1.1', '2', '2.1', '2.2', '3', '3.1'],
    ]);
  });

  it.each([
    [
      'a list that comes again',
      ['Section 5', '(a) the name;', '(b) its age; and', '(c) the date.'],
      ['Section 6', '(a) the name;', '(b) its age; and', '(c) the date.'],
    ],
    [
      'German items',
      ['§ 1', '1. den Namen,', '2. das Alter,', '3. den Tag.'],
      ['§ 2', '1. den Namen,', '2. das Alter,', '3. den Tag.'],
    ],
    [
      'schedules that are alike',
      ['SCHEDULE 1', '1. Scope', '2. Fees', '3. Payment'],
      ['SCHEDULE 2', '1. Scope', '2. Fees', '3. Payment'],
    ],
    [
      'a second contract',
      ['§ 1 Miete', 'Es sind 5 Euro.', '§ 2 Frist', 'Ein Jahr.', '§ 3 Ort', 'Ulm.'],
      ['§ 1 Miete', 'Es sind 6 Euro.', '§ 2 Frist', 'Zwei Jahre.', '§ 3 Ort', 'Bonn.'],
    ],
    [
      'other amounts',
      ['§ 1 Rent', '§ 2 A', '1. Rent 500', '2. Deposit 1000', '3. Fee 20'],
      ['1. Rent 600', '2. Deposit 1100', '3. Fee 30'],
    ],
    [
      'prices',
      ['Article 1', 'Article 2', '1. Tea ..... 250', '2. Coffee ..... 300', '3. Juice ..... 400'],
      ['Article 3', '1. It is due.'],
    ],
  ])('takes %s for no table of contents', (_, first, second) => {
    const numbered = [...first, ...second].filter((line) => /\d|^\(/.test(line) && !line.startsWith('Es'));
    expect(labelsOf(paragraphs(...first, ...second))).toHaveLength(numbered.length);
  });

  it('knows items of lists below a clause from clauses', () => {
    const item = (text: string, level = 1): Block => ({ kind: 'list-item', text, level, page: 1 });
    const listed = [
      heading('1. Purpose'),
      ...paragraphs('A party shall:'),
      item('1. ask;'),
      item('2. wait.'),
      heading('2. Scope'),
    ];
    const legal = paragraphs('This policy, agreement and contract shall bind the parties to each clause.');
    expect(labelsOf([...listed, heading('3. End'), ...legal])).toEqual(['1', '1(1)', '1(2)', '2', '3']);
    const nested = [item('1. Terms'), item('1. Words', 2), item('2. Names', 2), item('2. Work'), item('1. Time', 2)];
    expect(labelsOf([...nested, item('3. End'), ...legal])).toEqual(['1', '1.1', '1.2', '2', '2.1', '3']);
  });

  it('takes neither amounts nor days for clauses, and keeps counting behind them', () => {
    const lines = [
      '1. Rent',
      '1.1 The rent is',
      '12.50 EUR a month.',
      '1. Januar 2031',
      '1.2 It rises.',
      '2. Term',
      '2.1 A year.',
    ];
    expect(labelsOf(paragraphs(...lines))).toEqual(['1', '1.1', '1.2', '2', '2.1']);
  });

  it('takes no reference at the beginning of a line for a clause', () => {
    const references = [
      'Clause 7 (Term), clause 8 and Schedule 2 survive.',
      'Section 5(b) survives.',
      'Article 6, paragraph 2, applies.',
      'Section Two of this agreement survives.',
      'Article One, Two and Three apply.',
      'section three: see above.',
      'Article One Hundred One. Fees',
    ];
    const german = [
      '§ 626 BGB bleibt unberührt.',
      'Art. 6 DSGVO gilt.',
      '§ 5 Abs. 2 gilt.',
      'Article 6(1) of the Treaty applies.',
      '§ 5 bis 7 gelten entsprechend.',
      'Artikel 12 bis 14 gelten entsprechend.',
      '§§ 313 bis 315 (weggefallen)',
      '§ 3 bis § 5 bleiben unberührt.',
      'Section 5 TFEU applies.',
    ];
    expect(labelsOf(paragraphs(...references, ...german, ...references, ...german))).toEqual([]);
  });

  it('takes capitals behind a number for an act only where they can be one', () => {
    expect(labelsOf(paragraphs('Section 12 IT equipment shall be returned.', 'Section 13 VAT is payable.'))).toEqual([
      ...['Section 12', 'Section 13'],
    ]);
  });

  it('keeps the name of an article together, and the title of an annex apart', () => {
    expect(
      labelsOf(
        paragraphs('제 1 조(목적)', '제 2 조의 2(수당)', 'ANNEX I Technical documentation', 'ANNEX II lists more.'),
      ),
    ).toEqual([...['제1조', '제2조의2', 'Annex I']]);
    expect(
      labelsOf(paragraphs('BACKGROUND\n(A) One party grows.\n(B) The other buys.', '1. Terms', 'ANNEX A', 'ANNEX B')),
    ).toEqual([...['Recital A', 'Recital B', '1', 'Annex A', 'Annex B']]);
  });

  it('begins anew in annexes that stand apart, and where a part without a name does', () => {
    expect(
      labelsOf(paragraphs('1. A', '1.1 B', 'SCHEDULE 1 FEES', '1. C', '1.1 D', 'ANLAGE', '1. E', '1.1 F')),
    ).toEqual([
      ...['1', '1.1', 'Schedule 1', 'Schedule 1, 1', 'Schedule 1, 1.1', 'Anlage', 'Anlage, 1', 'Anlage, 1.1'],
    ]);
    expect(labelsOf(paragraphs('1. A', '2. B', '3. C', '1. D', '1.1 E', '1.2 F', '1.3 G'))).toEqual([
      ...['1', '2', '3', '1', '1.1', '1.2', '1.3'],
    ]);
    expect(labelsOf(paragraphs('1. A', '1.1 B', '1.2 C', '2. D', '1. E', '1.1 F', '2. G'))).toEqual([
      ...['1', '1.1', '1.2', '2', '1', '1.1', '2'],
    ]);
  });

  it('reads lines of any length at once', () => {
    const long = `1.1 ${'_'.repeat(300_000)}`;
    expect(labelsOf(paragraphs('1. A', long, '1.2 B', '1.3 C'))).toEqual(['1', '1.1', '1.2', '1.3']);
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
  it('are found in the quotation marks of European acts, Japanese and Chinese contracts', () => {
    const termsOf = (text: string) => definedTerms(text, () => null).map(({ term }) => term);
    expect(termsOf('(1) ‘orchard’ means land; (2) ‘grower of fruit’ means a person whose ‘trees’ it is.')).toEqual([
      ...['orchard', 'grower of fruit'],
    ]);
    expect(termsOf('株式会社果樹園（以下「甲」という。）と橋（以下、「乙」という。）は')).toEqual(['甲', '乙']);
    expect(termsOf('果园公司（以下简称“甲方”）与桥梁公司（以下简称“乙方”）')).toEqual(['甲方', '乙方']);
  });

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
