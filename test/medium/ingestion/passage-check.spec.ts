import { type TestPostgres, startPostgres } from '#testing';
import { PassageCheck } from '../../../libs/ingestion/src/log-check/passage-check.js';
import { type OpenIngestion, openIngestion } from './open-ingestion.js';

let postgres: TestPostgres;
let room: OpenIngestion;

beforeAll(async () => {
  postgres = await startPostgres();
  room = await openIngestion(await postgres.freshDatabase());
});
afterAll(async () => {
  await room?.close();
  await postgres?.stop();
});
beforeEach(() => room.begin());

const problems = () => new PassageCheck(room.source).problems(new AbortController().signal);
const change = (sql: string, ...parameters: string[]): Promise<unknown> => room.source.query(sql, parameters);

/** With characters that SQL counts as one and spans as two. @returns The revision, and its passages in order. */
async function aLiveRevision(path: string): Promise<{ revision: string; passages: string[] }> {
  const sections = Array.from(
    { length: 40 },
    (_, i) => `# Section ${i} 📎\n\n${`Thirty days of leave, paid. 𝔄 `.repeat(60)}`,
  );
  const { revisionId: revision } = await room.send(path, sections.join('\n\n'));
  await room.settle();
  await change(`UPDATE revisions SET state = 'live', valid_from = 1 WHERE id = $1`, revision);
  const rows = await room.source.query<{ id: string }[]>(
    `SELECT id FROM chunks WHERE revision_id = $1 ORDER BY ordinal`,
    [revision],
  );
  return { revision, passages: rows.map(({ id }) => id) };
}

describe('passages held against the texts of their revisions', () => {
  it('fit as they were cut, over more revisions than are looked at together', async () => {
    for (let i = 0; i < 22; i++) await aLiveRevision(`${i}.md`);
    expect(await problems()).toEqual([]);
  });

  it('show that one was edited, moved within its text, or dropped', async () => {
    const { revision, passages } = await aLiveRevision('leave.md');
    const [, second] = passages;
    const sentence = [`Revision ${revision}: passage ${second} is not what its text says there; it was edited.`];
    await change(`UPDATE chunks SET text = replace(text, 'Thirty', 'Ninety') WHERE id = $1`, second!);
    expect(await problems()).toEqual(sentence);
    await change(`UPDATE chunks SET text = replace(text, 'Ninety', 'Thirty') WHERE id = $1`, second!);
    expect(await problems()).toEqual([]);
    await change(`UPDATE chunks SET start_offset = start_offset + 1 WHERE id = $1`, second!);
    expect(await problems()).toEqual(sentence);
    await change(`DELETE FROM chunks WHERE id = $1`, second!);
    expect(await problems()).toEqual([
      `Revision ${revision}: it has ${passages.length - 1} passages instead of ${passages.length}.`,
    ]);
  });
});
