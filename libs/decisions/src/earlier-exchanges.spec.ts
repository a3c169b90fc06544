import type { PreviousExchange } from '#answering';
import type { DocumentRepository } from '#library';
import { aVisibility } from '#testing';
import type { AnswerRecordRepository } from './answer-record.repository.js';
import { EarlierExchanges } from './earlier-exchanges.js';
import { RecordErased } from './errors.js';
import type { RecordBody } from './record-body.js';
import type { RecordReader } from './record-reader.js';

/** A quoted answer that cites one document. */
function aBody(
  question: string,
  more: { cites?: string; answer?: string; after?: string; as?: string; mode?: string; told?: PreviousExchange },
): RecordBody {
  const { cites, answer = '', after = null, as, mode = 'quoted', told = null } = more;
  const trace = { outcome: 'answered', mode, answer, citations: cites ? [{ documentId: cites }] : [] };
  const condensed = as === undefined ? null : { question: as, by: 'rules', kind: 'person' };
  return {
    asked: { question, followUp: after, told },
    passages: [],
    trace: { ...trace, condensed },
  } as unknown as RecordBody;
}

const records: Record<string, RecordBody | undefined> = {
  first: aBody('Who is the data protection officer?', { cites: 'walled', answer: 'The officer is Ines Kolar.' }),
  second: aBody('When did she join?', {
    ...{ cites: 'open', answer: 'She joined in 2019.', after: 'first' },
    as: 'When did she join? data protection officer Ines Kolar',
  }),
  written: aBody('When did she join?', {
    ...{ cites: 'open', answer: 'In 2019 Ines Kolar joined.', after: 'first', mode: 'generated' },
    as: 'When did she join? data protection officer Ines Kolar',
  }),
  afterErased: aBody('When did she join?', {
    ...{ cites: 'open', answer: 'In 2019 Ines Kolar joined.', after: 'erased', mode: 'generated' },
    as: 'When did she join? data protection officer Ines Kolar',
  }),
  unled: aBody('Who is the data protection officer?', {
    cites: 'open',
    answer: 'The officer is Ines Kolar.',
    mode: 'generated',
  }),
  where: aBody('Where does she sit?', { cites: 'walled', after: 'unled', as: 'Where does she sit? Ines Kolar' }),
  thence: aBody('And she?', { cites: 'open', after: 'where', as: 'And she? Ines Kolar' }),
  chat: aBody('And in Oslo?', {
    ...{ cites: 'walled', answer: 'Nora Falk.', as: 'And in Oslo? heads dispute team' },
    told: { question: 'And in Kiel? heads dispute team', typed: 'And in Kiel?', answer: 'Ida Beck.', kind: 'person' },
  }),
  aloneInChat: aBody('And how much is a parking space?', {
    ...{ cites: 'walled', answer: 'Four euros.' },
    told: { question: 'Who heads the dispute team?', answer: 'Nora Falk.' },
  }),
  alone: aBody('And how much is a parking space?', { cites: 'walled', answer: 'Four euros.', after: 'second' }),
  orphan: aBody('And in Kiel?', { cites: 'open', after: 'erased', as: 'And in Kiel? Ines Kolar' }),
};

const CHAIN = 250;
for (const i of Array(CHAIN).keys())
  records[`link ${i}`] = aBody(i === 0 ? 'Who heads the dispute team?' : 'And in Kiel?', {
    ...{ cites: 'open', answer: 'Ida Beck.' },
    ...(i > 0 && { after: `link ${i - 1}`, as: 'And in Kiel? heads dispute team' }),
  });

/** @param seen Ids of the documents that may be seen. */
const of = (id: string, ...seen: string[]) => {
  const show = async (_reader: unknown, asked: string) => {
    const body = records[asked];
    if (!body) throw new RecordErased(null);
    return { body };
  };
  const titlesAmong = async (_visibility: unknown, ids: readonly string[]) =>
    new Map(ids.filter((each) => seen.includes(each)).map((each) => [each, each]));
  return new EarlierExchanges(
    { show } as unknown as AnswerRecordRepository,
    { titlesAmong } as unknown as DocumentRepository,
  ).of({} as RecordReader, aVisibility(), id);
};

describe('EarlierExchanges', () => {
  it('are as they were understood, while all that they rest on is in sight', async () =>
    expect(await of('second', 'walled', 'open')).toEqual({
      question: 'When did she join? data protection officer Ines Kolar',
      ...{ typed: 'When did she join?', answer: 'She joined in 2019.', kind: 'person' },
    }));

  it('lose the names that came from an answer which is out of sight by now, and keep their subject', async () => {
    const exchange = await of('second', 'open');
    expect(JSON.stringify(exchange)).not.toContain('Kolar');
    expect(exchange).toMatchObject({ typed: 'When did she join?', answer: 'She joined in 2019.' });
    expect(exchange.question).toContain('protection');
  });

  it('keep nothing of an answer that is out of sight itself', async () =>
    expect(await of('first', 'open')).toMatchObject({ question: 'Who is the data protection officer?', answer: '' }));

  it.each(['written', 'afterErased'])(
    'take nothing of what was written with names that are out of sight: %s',
    async (id) => expect(await of(id, 'open')).toMatchObject({ typed: 'When did she join?', answer: '' }),
  );

  it('take what was written with nothing from before it', async () =>
    expect((await of('thence', 'open')).question).toContain('Kolar'));

  it('know what the client told that they lean on, and what it wanted, and no name of its answer', async () => {
    const exchange = await of('chat', 'open');
    expect(exchange).toMatchObject({ typed: 'And in Oslo?', kind: 'person', answer: '' });
    expect(exchange.question).toMatch(/dispute/u);
    expect(exchange.question).not.toMatch(/Kiel|Ida/u);
  });

  it.each(['alone', 'aloneInChat'])('ask nothing of what a question does not lean on: %s', async (id) =>
    expect((await of(id, 'open')).question).toBe('And how much is a parking space?'),
  );

  it('are understood anew where one that they lean on was erased', async () =>
    expect((await of('orphan', 'open')).question).toBe('And in Kiel?'));

  it.each([13, CHAIN - 1])('keep their subject through %s follow-ups', async (i) =>
    expect(await of(`link ${i}`, 'open')).toMatchObject({
      question: 'And in Kiel? heads dispute team',
      kind: 'person',
    }),
  );

  it('are not there where the record itself is gone', async () =>
    await expect(of('erased')).rejects.toMatchObject({ code: 'record.erased' }));
});
