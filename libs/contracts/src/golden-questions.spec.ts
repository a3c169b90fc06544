import { readFromFeedback, sayFromFeedback } from './golden-questions.js';

const RECORD = '5bf7798e-ff09-40fb-9a29-e1e0aba722d2';

it('reads which feedback a golden question came from out of the note that says so', () => {
  expect(readFromFeedback(sayFromFeedback('2031-03-02', RECORD))).toEqual({ on: '2031-03-02', record: RECORD });
});

it('leaves notes in somebody’s own words alone', () => {
  for (const note of ['', 'From feedback of Ines', `${sayFromFeedback('2031-03-02', RECORD)}; asked every quarter`])
    expect(readFromFeedback(note)).toBeNull();
});
