import { ANALYSER_VERSION, lexiconOf } from '#search-index';
import { aPassage } from '#testing';
import { BOOSTED_AMONG, type Boosts, NO_BOOSTS, boostPassages } from './boost-passages.js';

const lexicon = lexiconOf({ analyserVersion: ANALYSER_VERSION, languages: ['de'] });
const passage = (title: string, score: number, more: { text?: string; headingPath?: string[] } = {}) => {
  const { text = `Something that speaks of leave, notice and pay in general. ${title}`, headingPath = [] } = more;
  return { ...aPassage(text, { title, headingPath }), score };
};
const boosted = (
  passages: ReturnType<typeof passage>[],
  query: string,
  boosts: Partial<Boosts> = { title: 0.2, heading: 0.1 },
  best = 1,
) =>
  boostPassages(passages, { query, words: lexicon.words(query), lexicon }, { ...NO_BOOSTS, ...boosts }, best).map(
    ({ title, score }) => [title, Math.round(score * 1000) / 1000],
  );

describe('boostPassages', () => {
  it('moves up what is titled by the words of the query, in any inflection', () => {
    expect(boosted([passage('General', 1), passage('Parental leave', 0.9)], 'parental leave')).toEqual([
      ['Parental leave', 1.1],
      ['General', 1],
    ]);
    expect(boosted([passage('Allgemeines', 1), passage('Kündigungen', 0.9)], 'Kündigung')[0]).toEqual([
      'Kündigungen',
      1.1,
    ]);
  });

  it('counts rare words for more than common ones', () => {
    const common = passage('Leave', 0.5);
    const rare = passage('Sabbatical', 0.5);
    const [first] = boosted([common, rare], 'leave sabbatical');
    expect(first![0]).toBe('Sabbatical');
  });

  it('counts headings beside the title, and on the scale of the best score', () => {
    const headed = passage('Handbook', 8, { headingPath: ['Handbook', 'Notice'] });
    expect(boosted([headed], 'notice', { title: 0.2, heading: 0.1 }, 10)).toEqual([['Handbook', 9]]);
    expect(boosted([headed], 'notice', { title: 0.2, heading: 0 }, 10)).toEqual([['Handbook', 8]]);
  });

  it('prefers a text that says the words together to one that says them apart', () => {
    const apart = passage('Apart', 1, { text: 'The notice is given in writing. A period of three months follows.' });
    const together = passage('Together', 0.95, { text: 'Notice periods run from the end of the month, in writing.' });
    const order = boosted([apart, together], 'notice period', { nearness: 0.15 }).map(([title]) => title);
    expect(order).toEqual(['Together', 'Apart']);
    expect(boosted([apart, together], 'notice', { nearness: 0.15 })).toEqual([
      ['Apart', 1],
      ['Together', 0.95],
    ]);
  });

  it('prefers a text that says the words as they were asked for', () => {
    const stem = passage('Stem', 1, { text: 'The university is old.' });
    const word = passage('Word', 0.9, { text: 'The universe is old.' });
    expect(boosted([stem, word], 'universe', { exactness: 0.3 })[0]![0]).toBe('Word');
    expect(boosted([stem, word], 'universe', {})[0]![0]).toBe('Stem');
  });

  it('prefers a document that has more of what was asked for, on any scale of scores', () => {
    const alone = passage('Alone', 10);
    const [first, second] = [passage('First', 9.5), passage('Second', 8)];
    const ofOne = [alone, { ...first, documentId: 'one' }, { ...second, documentId: 'one' }];
    expect(boosted(ofOne, 'pay', { backing: 0.2 }, 10)).toEqual([
      ['First', 11.1],
      ['Alone', 10],
      ['Second', 9.6],
    ]);
  });

  it('gives nothing to a title that is all there is, and leaves a query of unknown words alone', () => {
    expect(boosted([passage('Notice', 1, { text: 'Notice' })], 'notice')).toEqual([['Notice', 1]]);
    expect(boosted([passage('Notice', 1)], 'zebra')).toEqual([['Notice', 1]]);
    expect(boosted([], 'notice')).toEqual([]);
  });

  it('keeps the order of what it does not look at', () => {
    const many = Array.from({ length: BOOSTED_AMONG + 5 }, (_, i) =>
      passage(i === BOOSTED_AMONG ? 'Notice' : `Other ${i}`, 100 - i),
    );
    expect(boosted(many, 'notice')[BOOSTED_AMONG]).toEqual(['Notice', 100 - BOOSTED_AMONG]);
  });
});
