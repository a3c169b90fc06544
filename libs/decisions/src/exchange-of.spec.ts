import { exchangeOf } from './exchange-of.js';
import type { RecordBody } from './record-body.js';

const body = (trace: object) =>
  ({ asked: { question: 'And in Geneva?' }, trace: { answer: 'EUR 260.', ...trace } }) as unknown as RecordBody;

describe('the exchange that a record holds', () => {
  it('is the question as it was understood, beside how it was typed', () =>
    expect(exchangeOf(body({ condensed: { question: 'And in Geneva? hotel cost' } }))).toEqual({
      ...{ question: 'And in Geneva? hotel cost', typed: 'And in Geneva?', answer: 'EUR 260.' },
    }));

  it('says what kind of answer was wanted, where the question does not', () =>
    expect(exchangeOf(body({ condensed: { question: 'And in Geneva? team', kind: 'person' } })).kind).toBe('person'));

  it('tells what a refused question was refused for', () =>
    expect(
      exchangeOf(body({ outcome: 'refused', answer: '', retrieval: { evidence: { missing: ['moon'] } } })),
    ).toMatchObject({ missing: ['moon'] }));

  it.each([[{ condensed: null }], [{}]])('is the question as typed where it stood alone: %j', (trace) =>
    expect(exchangeOf(body(trace)).question).toBe('And in Geneva?'),
  );
});
