import type { AnswerDocument } from '#contracts';
import { type AnswerOutcome, occursIn, summarise } from './answer-metrics.js';

describe('occursIn', () => {
  it.each([
    ['October 1973', 'It began in\n october  1973.', true],
    ['25 %', 'A share of 25\u00a0% was agreed.', true],
    ['ﬁnance', 'The finance team', true],
    ['no', 'It is not known.', false],
    ['35', 'That was in 1935.', false],
    ['35', 'There were 35.', true],
    ['$1577.00', 'Capital expenditure was $1577.00 million.', true],
    ['Straße', 'in der Straßenbahn', false],
    ['村雨城', '任天堂游戏谜之村雨城改编', true],
    ['136 次', '他有136 次擒杀', true],
    ['a+b (c)', 'the sum a+b (c) holds', true],
    ['  ', 'anything', false],
  ])('%j in %j: %s', (gold, answer, expected) => {
    expect(occursIn(gold, answer)).toBe(expected);
  });
});

describe('summarise', () => {
  const outcomes = [
    outcome({ text: 'Ten days.', gold: ['ten days'], citesGold: true, elapsedMs: 10 }),
    outcome({ text: 'Nine days.', gold: ['ten days'], citesGold: false, elapsedMs: 30, unsupported: 2 }),
    outcome({ text: null, gold: ['blue'], citesGold: false, elapsedMs: 20 }),
    outcome({ text: 'Red.', gold: [], citesGold: null, elapsedMs: 40 }),
    outcome({ text: null, gold: [], citesGold: null, isUnanswerable: true, elapsedMs: 5 }),
    outcome({ text: 'Made up.', gold: [], citesGold: null, isUnanswerable: true, elapsedMs: 6, unsupported: 1 }),
  ];

  it('counts refusals of answerable questions against the answers', () => {
    expect(summarise(outcomes)).toEqual({
      asked: 6,
      answered: 4,
      refused: 2,
      gold_in_citation: 1 / 3,
      gold_in_answer: 1 / 3,
      refused_unanswerable: 1 / 2,
      false_refusals: 1 / 4,
      unsupported_sentences: 3,
      p50_ms: 10,
    });
  });

  it('has no share where no question can tell', () => {
    const scores = summarise([outcome({ text: 'Red.', gold: [], citesGold: null, elapsedMs: 1 })]);
    expect(scores).toMatchObject({ gold_in_citation: null, gold_in_answer: null, refused_unanswerable: null });
  });
});

interface Given {
  readonly text: string | null;
  readonly gold: string[];
  readonly citesGold: boolean | null;
  readonly elapsedMs: number;
  readonly isUnanswerable?: boolean;
  readonly unsupported?: number;
}

function outcome({ text, gold, citesGold, elapsedMs, isUnanswerable = false, unsupported = 0 }: Given): AnswerOutcome {
  const answer: AnswerDocument = {
    record: 'r',
    question: 'q',
    outcome: text === null ? 'refused' : 'answered',
    mode: 'quoted',
    answer: text ?? '',
    sentences: Array.from({ length: unsupported }, () => ({
      text: 's',
      support: 'unsupported' as const,
      ...{ citations: [], why: '', signals: null },
    })),
    citations: [],
    refusal: text === null ? { code: 'answer.no_evidence', message: 'Nothing found.' } : null,
    searched: {
      ...{ questions: ['q'], rewrites: [], collections: [], filter: {}, documents: 1, missing: [] },
      ...{ passagesFound: 1, passagesRead: 1, mode: 'hybrid' },
    },
    ...{ steps: [], reasoning: null, warnings: [] },
    models: { embedder: null, reranker: null, generator: null, reasoner: null },
    coverage: { searched: 1, unreadable: 0 },
    model: { name: 'quoted', sha256: null },
    timings_ms: {},
    log: { index: 0, checkpoint: '1:00' },
  };
  return { gold: { isUnanswerable, answers: gold }, answer, citesGold, elapsedMs };
}
