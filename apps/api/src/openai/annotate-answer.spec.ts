import type { CitationView } from '#contracts';
import { annotateAnswer } from './annotate-answer.js';

const citation = (n: number): CitationView => ({
  ...{ n, document: 'd', revision: 'r 1', revisionNumber: 1, title: 'Handbook', page: 3, heading: '', quote: 'q' },
  span: [10, 20],
});
const sentence = (text: string, citations: number[]) => ({
  ...{ text, citations, support: 'verbatim' as const, why: '', signals: null },
});

describe('annotateAnswer', () => {
  it('spans each sentence with each of its sources, also when two read alike', () => {
    const { content, annotations } = annotateAnswer(
      {
        answer: 'Leave is long. Nobody knows. Leave is long.',
        sentences: [sentence('Leave is long.', [1]), sentence('Nobody knows.', []), sentence('Leave is long.', [2, 1])],
        citations: [citation(1), citation(2)],
        refusal: null,
      },
      'https://kb.example',
    );
    expect(annotations.map(({ url_citation: { start_index, end_index } }) => [start_index, end_index])).toEqual([
      [0, 14],
      [29, 43],
      [29, 43],
    ]);
    expect(content.slice(29, 43)).toBe('Leave is long.');
    expect(annotations[0]!.url_citation).toMatchObject({
      title: 'Handbook, page 3',
      url: 'https://kb.example/source/r%201?start=10&end=20&page=3',
    });
  });

  it('makes a refusal readable', () => {
    const refusal = { code: 'answer.unsupported', message: 'Nothing was found.' };
    expect(annotateAnswer({ answer: '', sentences: [], citations: [], refusal }, '')).toEqual({
      content: 'Nothing was found.',
      annotations: [],
      starts: [],
    });
  });

  it('points into the content as it is told, where signs of Markdown were made plain', () => {
    const [seen, bare] = ['See ![a](http://x) and [b](http://y).', 'Leave is <b>long</b>.'];
    const { content, annotations, starts } = annotateAnswer(
      {
        answer: `${seen} ${bare}`,
        sentences: [sentence(seen, [1]), sentence(bare, [2])],
        citations: [citation(1), citation(2)],
        refusal: null,
      },
      '',
    );
    const shown = annotations.map(({ url_citation: { start_index: from, end_index: to } }) => content.slice(from, to));
    expect(shown).toEqual([String.raw`See ![a\](http://x) and [b\](http://y).`, String.raw`Leave is \<b>long\</b>.`]);
    expect(starts.map((start) => content.slice(start, start + 5))).toEqual(['See !', 'Leave']);
  });
});
