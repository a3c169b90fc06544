import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Conversation, ReadConversation, TurnQuestion } from '#conversations';
import type { Principal } from '#knowledge';
import type { Collection } from '#library';
import { type TestPostgres, startPostgres } from '#testing';
import fc from 'fast-check';
import { type Rooms, aQuestion, openRooms } from './open-rooms.js';

let postgres: TestPostgres;
let rooms: Rooms;
let open: Collection;
let secret: Collection;
let canteen: string;
let salaries: string;
let anna: Principal;
let ben: Principal;

beforeAll(async () => {
  postgres = await startPostgres();
  rooms = await openRooms(await postgres.freshDatabase());
  open = await rooms.collections.create('Open', 'library');
  secret = await rooms.collections.create('Secret', 'library');
  canteen = await rooms.document(open, 'canteen.txt', 'The canteen opens at eight.');
  salaries = await rooms.document(secret, 'salaries.txt', 'The glimmerstone bonus is nine thousand.');
  anna = await rooms.person('Anna', 'reader', [open, secret]);
  ben = await rooms.person('Ben', 'reader', [open]);
}, 120_000);
afterAll(async () => {
  await rooms?.close();
  await postgres?.stop();
});

const begin = (given: Partial<Parameters<Rooms['managing']['create']>[1]> = {}, who = anna): Promise<Conversation> =>
  rooms.managing.create(who, { title: '', collections: [], matter: null, model: null, ...given });

const ask = async (
  { id }: { id: string },
  question: string,
  more: Partial<TurnQuestion> = {},
  signal = new AbortController().signal,
) => {
  const { filter: _none, ...plain } = aQuestion(question);
  const asked = { ...plain, collections: null, replaces: null, ...more };
  return (await rooms.asking.run(anna, id, asked, () => undefined, signal)).turnId;
};
const again = async ({ id }: { id: string }, turnId: string) =>
  (await rooms.asking.again(anna, id, turnId, {}, () => undefined, new AbortController().signal)).turnId;

const answering = (text: string, cites: readonly string[]) => void (rooms.decide.next = { text, cites });
/** @throws Error when it does not come true within ten seconds. */
async function until(isSo: () => boolean): Promise<void> {
  for (const late = Date.now() + 10_000; !isSo(); await wait(5))
    if (Date.now() > late) throw new Error('It never came.');
}
const show = (who: Principal, { id }: { id: string }, turnId: string | null = null): Promise<ReadConversation> =>
  rooms.reading.show(who, id, turnId);
const questions = ({ turns }: ReadConversation) => turns.map(({ record }) => record.question);
const list = (who: Principal, query: string | null = null, more: { shared?: boolean; archived?: boolean } = {}) =>
  rooms.reading.list(who, { query, shared: null, archived: false, offset: 0, limit: 100, ...more });
const found = async (who: Principal, query: string) =>
  (await list(who, query)).conversations.map(({ conversation }) => conversation.id);
const share = ({ id }: { id: string }, as: 'private' | 'organization' = 'organization') =>
  rooms.managing.change(anna, id, { share: as });

describe('a conversation', () => {
  beforeEach(() => answering('It opens at eight.', [canteen]));

  it('takes its title from the first question and each turn follows up the one before', async () => {
    const conversation = await begin();
    const first = await ask(conversation, 'When does the canteen open?');
    const second = await ask(conversation, 'And on Fridays?');
    const read = await show(anna, conversation);
    expect(read.conversation.title).toBe('When does the canteen open?');
    expect(read.turns.map(({ id, parentId }) => [id, parentId])).toEqual([
      [first, null],
      [second, first],
    ]);
    expect(rooms.decide.asked.at(-1)!.followUp).toBe(read.turns[0]!.record.id);
  });

  it('lends its questions collections, matter and model unless they bring their own', async () => {
    const conversation = await begin({ collections: ['Open'], matter: 'M-7', model: 'quoted' });
    await ask(conversation, 'One?');
    expect(rooms.decide.asked.at(-1)).toMatchObject({ collections: ['Open'], matter: 'M-7', model: 'quoted' });
    await ask(conversation, 'Two?', { collections: [], matter: 'M-8', model: 'other' });
    expect(rooms.decide.asked.at(-1)).toMatchObject({ collections: [], matter: 'M-8', model: 'other' });
  });

  it('keeps what was edited and answered again as branches, each within reach', async () => {
    const conversation = await begin();
    const first = await ask(conversation, 'First?');
    const second = await ask(conversation, 'Second?');
    const third = await ask(conversation, 'Third?');
    const edited = await ask(conversation, 'Second, put better?', { replaces: second });
    const read = await show(anna, conversation);
    expect(questions(read)).toEqual(['First?', 'Second, put better?']);
    expect(read.turns[1]!.siblings).toEqual([second, edited]);
    expect(rooms.decide.asked.at(-1)!.followUp).toBe(read.turns[0]!.record.id);

    const anew = await again(conversation, first);
    expect(questions(await show(anna, conversation))).toEqual(['First?']);
    expect((await show(anna, conversation)).turns[0]).toMatchObject({ id: anew, siblings: [first, anew] });
    expect(questions(await show(anna, conversation, second))).toEqual(['First?', 'Second?', 'Third?']);

    await rooms.managing.chooseBranch(anna, conversation.id, second);
    expect((await show(anna, conversation)).turns.at(-1)!.id).toBe(third);
    await ask(conversation, 'Fourth?');
    expect(questions(await show(anna, conversation))).toEqual(['First?', 'Second?', 'Third?', 'Fourth?']);
  });

  it('asks an edited question in the circumstances of the one that it replaces, unless others are given', async () => {
    const conversation = await begin();
    const within = {
      ...{ asOf: '2031-03-01', purpose: 'Audit', onBehalfOf: 'Finance', filter: { kind: 'policy' } },
      answerMode: 'quote_only' as const,
    };
    const first = await ask(conversation, 'First?', within);
    const asked = () => rooms.decide.asked.at(-1)!;
    const edited = await ask(conversation, 'First, put better?', { replaces: first });
    expect(asked()).toMatchObject({ question: 'First, put better?', ...within });
    await ask(conversation, 'Once more?', { replaces: edited, asOf: null, purpose: 'Appeal', filter: {} });
    expect(asked()).toMatchObject({ ...within, asOf: null, purpose: 'Appeal', filter: {} });
    await ask(conversation, 'And now?');
    expect(asked()).toMatchObject({ asOf: null, purpose: null, onBehalfOf: null, filter: {}, answerMode: 'auto' });
  });

  it('stays a tree whose every follow-up names the record before it', async () => {
    const operation = fc.record({ kind: fc.constantFrom('ask', 'edit', 'again', 'choose'), pick: fc.nat() });
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 8 }), async (script) => {
        const conversation = await begin();
        const made: string[] = [];
        for (const { kind, pick } of script) {
          const picked = made[pick % Math.max(1, made.length)];
          if (picked === undefined || kind === 'ask') made.push(await ask(conversation, `Question ${made.length}?`));
          else if (kind === 'edit') made.push(await ask(conversation, `Edit ${made.length}?`, { replaces: picked }));
          else if (kind === 'again') made.push(await again(conversation, picked));
          else await rooms.managing.chooseBranch(anna, conversation.id, picked);
        }
        for (const id of made) {
          const { turns } = await show(anna, conversation, id);
          expect(turns.map((turn) => turn.id)).toContain(id);
          turns.forEach((turn, i) => {
            expect(turn.parentId).toBe(turns[i - 1]?.id ?? null);
            expect(turn.record.body.asked.followUp).toBe(turns[i - 1]?.record.id ?? null);
            expect(turn.siblings).toContain(turn.id);
          });
        }
        const { conversations } = await list(anna);
        const shown = (await show(anna, conversation)).turns.length;
        expect(conversations.find((each) => each.conversation.id === conversation.id)!.turns).toBe(shown);
      }),
      { numRuns: 12 },
    );
  });

  it('gives each of two questions that are asked at once a branch of its own', async () => {
    const conversation = await begin();
    const root = await ask(conversation, 'First?');
    let openGate = (): void => undefined;
    rooms.decide.gate = new Promise((resolve) => (openGate = resolve));
    const before = rooms.decide.asked.length;
    const asking = [ask(conversation, 'Left?'), ask(conversation, 'Right?')];
    await until(() => rooms.decide.asked.length === before + 2);
    openGate();
    const both = await Promise.all(asking);
    const { turns } = await show(anna, conversation);
    expect(turns).toHaveLength(2);
    expect(turns[1]!.parentId).toBe(root);
    expect([...turns[1]!.siblings].sort()).toEqual([...both].sort());
  });

  it('knows nothing of a question that was cancelled or failed', async () => {
    const conversation = await begin();
    const cancel = new AbortController();
    cancel.abort();
    await expect(ask(conversation, 'Cancelled?', {}, cancel.signal)).rejects.toThrow();
    rooms.decide.next = new Error('the model stopped');
    await expect(ask(conversation, 'Failed?')).rejects.toThrow('the model stopped');
    expect(await show(anna, conversation)).toMatchObject({ turns: [], conversation: { title: '' } });
  });

  it('has a turn exactly where there is a record: the two land together', async () => {
    const conversation = await begin();
    const before = await rooms.logKinds();
    await rooms.source.query('ALTER TABLE log_entries RENAME TO log_entries_away');
    try {
      await expect(ask(conversation, 'Lost?')).rejects.toMatchObject({ code: 'log.unwritable' });
    } finally {
      await rooms.source.query('ALTER TABLE log_entries_away RENAME TO log_entries');
    }
    expect((await show(anna, conversation)).turns).toEqual([]);
    await rooms.source.query('ALTER TABLE conversation_turns RENAME TO turns_away');
    try {
      await expect(ask(conversation, 'Lost as well?')).rejects.toThrow();
    } finally {
      await rooms.source.query('ALTER TABLE turns_away RENAME TO conversation_turns');
    }
    expect(await rooms.logKinds()).toEqual(before);
    const orphans = await rooms.source.query(`SELECT 1 FROM answer_records WHERE question LIKE 'Lost%'`);
    expect(orphans).toEqual([]);
  });

  it('leaves an entry in the log for every change, and none where nothing changed', async () => {
    const before = (await rooms.logKinds()).length;
    const conversation = await begin();
    const { id } = conversation;
    const first = await ask(conversation, 'First?');
    const second = await ask(conversation, 'Second?', { replaces: first });
    await rooms.managing.change(anna, id, { title: 'Canteen', share: 'organization', isArchived: true });
    await rooms.managing.change(anna, id, { title: 'Canteen', share: 'organization', isArchived: true });
    await rooms.managing.chooseBranch(anna, id, first);
    await rooms.managing.chooseBranch(anna, id, first);
    await rooms.managing.change(anna, id, { share: 'private', isArchived: false });
    await rooms.managing.remove(anna, id);
    expect((await rooms.logKinds()).slice(before)).toEqual([
      'conversation.created',
      'answer.recorded',
      'answer.recorded',
      'conversation.changed',
      'conversation.shared',
      'conversation.archived',
      'conversation.branch_chosen',
      'conversation.unshared',
      'conversation.unarchived',
      'conversation.removed',
    ]);
    expect(second).not.toBe(first);
    expect((await rooms.log.verify()).ok).toBe(true);
    expect(await rooms.records.problems()).toEqual([]);
  });

  it('keeps its title and its records when it is renamed and removed', async () => {
    const conversation = await begin();
    await rooms.managing.change(anna, conversation.id, { title: 'Canteen hours' });
    await ask(conversation, 'When does it open?');
    const { turns, conversation: read } = await show(anna, conversation);
    expect(read.title).toBe('Canteen hours');
    await rooms.managing.remove(anna, conversation.id);
    await expect(show(anna, conversation)).rejects.toMatchObject({ code: 'conversation.not_found' });
    expect(await found(anna, 'Canteen hours')).toEqual([]);
    expect((await rooms.records.show({ principal: anna, mayReadAll: false }, turns[0]!.record.id)).question).toBe(
      'When does it open?',
    );
  });

  it('goes to the archive and comes back', async () => {
    const conversation = await begin({ title: 'Shelved' });
    await rooms.managing.change(anna, conversation.id, { isArchived: true });
    expect(await found(anna, 'Shelved')).toEqual([]);
    const archived = await list(anna, 'Shelved', { archived: true });
    expect(archived.conversations.map((each) => each.conversation.id)).toEqual([conversation.id]);
    await rooms.managing.change(anna, conversation.id, { isArchived: false });
    expect(await found(anna, 'Shelved')).toEqual([conversation.id]);
  });

  it('is not begun in a collection out of sight', async () => {
    const refused = { code: 'collection.not_found' };
    await expect(begin({ collections: ['Secret'] }, ben)).rejects.toMatchObject(refused);
    await expect(begin({ collections: ['Nowhere'] }, ben)).rejects.toMatchObject(refused);
  });
});

describe("another person's conversation", () => {
  beforeEach(() => answering('It opens at eight.', [canteen]));

  it('does not exist for anybody else while it is private, whatever their role', async () => {
    const conversation = await begin({ title: 'Quiet matters' });
    const turn = await ask(conversation, 'Whisper?');
    const boss = await rooms.person('Boss', 'administrator');
    const nobody = randomUUID();
    const signal = new AbortController().signal;
    for (const who of [ben, boss]) {
      const question = { ...aQuestion('Mine now?'), collections: null, replaces: null };
      for (const attempt of [
        (id: string) => rooms.reading.show(who, id, null),
        (id: string) => rooms.reading.show(who, id, turn),
        (id: string) => rooms.managing.change(who, id, { title: 'Loud' }),
        (id: string) => rooms.managing.chooseBranch(who, id, turn),
        (id: string) => rooms.managing.remove(who, id),
        (id: string) => rooms.asking.run(who, id, question, () => undefined, signal),
        (id: string) => rooms.asking.again(who, id, turn, {}, () => undefined, signal),
      ]) {
        const told = async (id: string) =>
          attempt(id).then(
            () => null,
            (error: Error) => error,
          );
        const hidden = await told(conversation.id);
        expect(hidden).toMatchObject({ code: 'conversation.not_found' });
        expect(hidden).toEqual(await told(nobody));
      }
      expect(await found(who, 'Quiet matters')).toEqual([]);
      expect(await found(who, 'Whisper')).toEqual([]);
    }
  });

  it('is read by everybody once it is shared, changed by its owner alone, and hidden again', async () => {
    const conversation = await begin();
    const turn = await ask(conversation, 'Shared opening hours?');
    await share(conversation);
    expect(questions(await show(ben, conversation))).toEqual(['Shared opening hours?']);
    expect((await list(ben, null, { shared: true })).conversations.map((each) => each.conversation.id)).toContain(
      conversation.id,
    );
    expect((await list(ben, null, { shared: false })).total).toBe(0);
    const refused = { code: 'conversation.not_yours' };
    await expect(rooms.managing.change(ben, conversation.id, { title: 'Mine' })).rejects.toMatchObject(refused);
    await expect(rooms.managing.remove(ben, conversation.id)).rejects.toMatchObject(refused);
    await expect(rooms.managing.chooseBranch(ben, conversation.id, turn)).rejects.toMatchObject(refused);
    const question = { ...aQuestion('Me too?'), collections: null, replaces: null };
    await expect(
      rooms.asking.run(ben, conversation.id, question, () => undefined, new AbortController().signal),
    ).rejects.toMatchObject(refused);
    await share(conversation, 'private');
    await expect(show(ben, conversation)).rejects.toMatchObject({ code: 'conversation.not_found' });
  });

  it('tells only answers whose documents the reader may see, now', async () => {
    const conversation = await begin({ collections: ['Secret', 'Open'] });
    await ask(conversation, 'When does the canteen open?');
    answering('The glimmerstone bonus is nine thousand.', [salaries]);
    await ask(conversation, 'How much is the bonus?');
    answering('Both.', [canteen, salaries]);
    await ask(conversation, 'Both?');
    await share(conversation);
    const readable = async (who: Principal) => (await show(who, conversation)).turns.map((turn) => turn.isReadable);
    const carl = await rooms.person('Carl', 'reader', [open, secret]);
    expect(await readable(anna)).toEqual([true, true, true]);
    expect(await readable(ben)).toEqual([true, false, false]);
    expect(await readable(carl)).toEqual([true, true, true]);
    expect((await show(ben, conversation)).collections).toEqual(['Open']);
    expect((await show(ben, conversation)).turns[0]!.collections).toEqual(['Open']);
    expect((await show(anna, conversation)).collections).toEqual(['Secret', 'Open']);

    await rooms.deny(carl, secret);
    expect(await readable(carl)).toEqual([true, false, false]);
    const walled = await rooms.person('Walled', 'administrator');
    await rooms.deny(walled, open);
    expect(await readable(walled)).toEqual([false, true, false]);
  });

  it('tells a follow-up that was filled up from a hidden answer to those alone who may see that one, too', async () => {
    const conversation = await begin();
    answering('The glimmerstone bonus is nine thousand.', [salaries]);
    await ask(conversation, 'What is the bonus called?');
    rooms.decide.next = {
      text: 'At eight.',
      cites: [canteen],
      rewrite: 'When does the canteen open for glimmerstone?',
    };
    await ask(conversation, 'When does the canteen open for it?');
    answering('At eight.', [canteen]);
    await ask(conversation, 'When does the canteen open?');
    await share(conversation);
    const readable = async (who: Principal) => (await show(who, conversation)).turns.map((turn) => turn.isReadable);
    expect(await readable(anna)).toEqual([true, true, true]);
    expect(await readable(ben)).toEqual([false, false, true]);
  });

  it('hides an answer from its own asker too, once they may not see its documents', async () => {
    const dora = await rooms.person('Dora', 'reader', [secret]);
    const conversation = await begin({}, dora);
    answering('The glimmerstone bonus is nine thousand.', [salaries]);
    const asked = { ...aQuestion('How much?'), collections: null, replaces: null };
    await rooms.asking.run(dora, conversation.id, asked, () => undefined, new AbortController().signal);
    expect((await show(dora, conversation)).turns[0]!.isReadable).toBe(true);
    await rooms.deny(dora, secret);
    expect((await show(dora, conversation)).turns[0]!.isReadable).toBe(false);
    expect(await found(dora, 'glimmerstone')).toEqual([]);
  });

  it('shows its readers the branch that its owner chose, and no other', async () => {
    const conversation = await begin();
    const first = await ask(conversation, 'Embarrassing?');
    const second = await ask(conversation, 'Presentable?', { replaces: first });
    await share(conversation);
    const read = await show(ben, conversation);
    expect(read.conversation.title).toBe('Presentable?');
    expect(questions(read)).toEqual(['Presentable?']);
    expect(read.turns[0]!.siblings).toEqual([second]);
    await expect(show(ben, conversation, first)).rejects.toMatchObject({ code: 'conversation.turn_not_found' });
    const { conversations } = await list(ben, null, { shared: true });
    expect(conversations.find((each) => each.conversation.id === conversation.id)!.turns).toBe(1);
    expect(await found(ben, 'Embarrassing')).toEqual([]);
    expect(await found(ben, 'Presentable')).toEqual([conversation.id]);
    expect(await found(anna, 'Embarrassing')).toEqual([conversation.id]);
    await rooms.managing.chooseBranch(anna, conversation.id, first);
    expect((await show(ben, conversation)).conversation.title).toBe('Embarrassing?');
    expect(await found(ben, 'Presentable')).toEqual([]);
  });
});

describe('searching conversations', () => {
  it('looks into titles, questions and answers, by the beginnings of words', async () => {
    const conversation = await begin({ title: 'Zephyr notes' });
    answering('The quokka sleeps — it doesn’t dig: 12.50 pounds.', [canteen]);
    const turn = await ask(conversation, 'Où dort l’animal Ἀθήνα 東京都の庁舎?');
    for (const query of ['zeph', 'QUOK sleeps', 'ἀθήνα', '庁舎', 'dort quokka', '12.50'])
      expect([query, await found(anna, query)]).toEqual([query, [conversation.id]]);
    for (const query of ['zephyr quokka', 'uokka', "'|!&:*", 'quokka wombat'])
      expect([query, await found(anna, query)]).toEqual([query, []]);
    expect((await list(anna, 'quokka')).conversations[0]!.match).toBe(turn);
    expect((await list(anna, 'zephyr')).conversations[0]!.match).toBeNull();
  });

  it('finds nothing in an answer that the searcher may not read', async () => {
    const conversation = await begin();
    answering('The xylotomous premium is nine thousand.', [salaries]);
    await ask(conversation, 'How much is the vellichor premium?');
    await share(conversation);
    expect(await found(anna, 'xylotomous')).toEqual([conversation.id]);
    expect(await found(ben, 'xylotomous')).toEqual([]);
    expect(await found(ben, 'vellichor xylotomous')).toEqual([]);
    expect(await found(ben, 'vellichor')).toEqual([conversation.id]);
  });

  it('comes page by page, newest activity first', async () => {
    const erin = await rooms.person('Erin', 'reader', [open]);
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await begin({ title: `Ledger ${i}` }, erin)).id);
    const page = (offset: number) =>
      rooms.reading.list(erin, { query: 'ledger', shared: false, archived: false, offset, limit: 2 });
    const pages = await Promise.all([0, 2, 4].map(page));
    expect(pages.map(({ total }) => total)).toEqual([5, 5, 5]);
    expect(pages.flatMap(({ conversations }) => conversations.map((each) => each.conversation.id))).toEqual(
      ids.reverse(),
    );
  });
});
