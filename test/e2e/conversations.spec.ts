import { randomUUID } from 'node:crypto';
import { type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AnswerDocument,
  type ConversationDetail,
  type LogVerification,
  type RevisionText,
  answerDocument,
  conversationDetail,
  conversationList,
  feedbackList,
  feedbackView,
  goldenQuestionList,
  promotedFeedback,
  recordDetail,
  recordFeedback,
} from '#contracts';
import type { Role } from '#knowledge';
import { type TestService, queryOnce, startService } from '#testing';
import { Api, type Reply, expectOk, until } from './support/api.js';
import { aPerson, grant } from './support/people.js';
import { readEvents } from './support/read-events.js';
import { chancery } from './support/up.js';

const BONUS = 'How much is the glimmerstone bonus?';

/** Conversations and feedback as people have them over HTTP. */
describe('conversations', () => {
  let service: TestService;
  let admin: Api;
  let anna: Api;
  let ben: Api;
  let slow: Server;
  /** Requests to the model that never end by themselves. */
  const held: { response: ServerResponse; isGone: boolean }[] = [];

  beforeAll(async () => {
    slow = createServer((request, response) => {
      if (request.url?.endsWith('/models')) {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ object: 'list', data: [{ id: 'slow', object: 'model' }] }));
        return;
      }
      const each = { response, isGone: false };
      held.push(each);
      response.on('close', () => (each.isGone = true));
      response.setHeader('content-type', 'text/event-stream');
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'The' } }] })}\n\n`);
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const { port } = slow.address() as AddressInfo;
    service = await startService({ env: { GENERATOR_URL: `http://127.0.0.1:${port}`, GENERATOR_MODEL: 'slow' } });
    admin = new Api(service.url, service.token);
    const payroll = await admin.add(
      'Payroll',
      'salaries.md',
      '# Salaries\n\nThe glimmerstone bonus is nine thousand pounds.\n',
    );
    const canteen = await admin.add('Open', 'canteen.md', '# Canteen\n\nThe canteen opens at eight in the morning.\n');
    anna = await enter('reader', [payroll.collection.id, canteen.collection.id]);
    ben = await enter('reader', [canteen.collection.id]);
  });
  afterAll(async () => {
    held.forEach(({ response }) => response.destroy());
    await service?.stop();
    slow.close();
  });

  const sql = <Row extends object>(text: string, parameters: unknown[] = []) =>
    queryOnce<Row>(service.databaseUrl(), text, parameters);

  async function enter(role: Role, collectionIds: readonly string[]): Promise<Api> {
    const person = await aPerson(service, role);
    for (const collectionId of collectionIds) await grant(service, person, collectionId);
    return new Api(service.url, person.key);
  }

  const send = <Body>(api: Api, method: string, path: string, value?: unknown) =>
    api.send<Body>(method, path, {
      ...(value === undefined ? {} : { body: JSON.stringify(value), headers: { 'content-type': 'application/json' } }),
    });
  const begin = async (api: Api, given: object = { model: 'quoted' }) =>
    conversationDetail.parse(expectOk(await api.post('/api/v1/conversations', given), 201));
  const ask = async (api: Api, id: string, question: string, more: object = {}): Promise<AnswerDocument> =>
    answerDocument.parse(expectOk(await api.post(`/api/v1/conversations/${id}/questions`, { question, ...more }), 201));
  const show = async (api: Api, id: string, query = ''): Promise<ConversationDetail> =>
    conversationDetail.parse(expectOk(await api.get(`/api/v1/conversations/${id}${query}`), 200));
  const list = async (api: Api, query = '') =>
    conversationList.parse(expectOk(await api.get(`/api/v1/conversations${query}`), 200));
  const bare = ({ status, body }: Reply) => {
    const { correlationId: _id, ...rest } = body as { correlationId?: string };
    return { status, body: rest };
  };

  it('quote a list from an earlier chunk, and follow up what was a follow-up itself', async () => {
    const kinds = Array.from(
      { length: 60 },
      (_, i) => `- Damage of kind ${i + 1} to goods of whatever sort they may be`,
    );
    const cover = ['# Cargo cover', '', 'The insurer never pays for:', '', ...kinds, '- Mould on velvet curtains'];
    const rooms =
      'A room in Geneva may cost 260 euros.\n\nA room in Zurich may cost 240 euros.\n\nA room in Bern may cost 180 euros.';
    const { revisions } = await admin.add('Rules', 'cargo.md', cover.join('\n'));
    await admin.add('Rules', 'rooms.md', `# Rooms\n\n${rooms}\n`);
    const { id } = await begin(admin, { model: 'quoted', collections: ['Rules'] });
    const mould = await ask(admin, id, 'Does the insurer pay for mould on velvet curtains?');
    expect(mould.sentences.map(({ text }) => text)).toEqual([
      'The insurer never pays for:',
      expect.stringContaining('Mould on velvet curtains'),
    ]);
    const { text } = expectOk(await admin.get<RevisionText>(`/api/v1/revisions/${revisions[0]!.id}/text`), 200);
    for (const { quote, span } of mould.citations) expect(text.slice(...span)).toBe(quote);
    expect(mould.citations[0]!.span[1]).toBeLessThan(mould.citations[1]!.span[0] - 2_000);

    await ask(admin, id, 'How much may a room in Geneva cost?');
    const zurich = await ask(admin, id, 'And in Zurich?');
    const bern = await ask(admin, id, 'And in Bern?');
    expect([zurich.answer, bern.answer]).toEqual([
      'A room in Zurich may cost 240 euros.',
      'A room in Bern may cost 180 euros.',
    ]);
    expect(bern.searched.rewrites[0]!.to).toMatch(/^And in Bern\? (?=.*room)(?!.*(?:Geneva|Zurich))/u);
  });

  it('keep questions, edits and answers given anew, with the answers as they were', async () => {
    const { id } = await begin(anna);
    const first = await ask(anna, id, 'When does the canteen open?');
    expect(first).toMatchObject({ outcome: 'answered', mode: 'quoted', turn: { conversation: id } });
    const second = await ask(anna, id, 'And how much is the glimmerstone bonus?');
    const edited = await ask(anna, id, BONUS, { replaces: second.turn!.id });
    const anew = answerDocument.parse(
      expectOk(await anna.post(`/api/v1/conversations/${id}/turns/${edited.turn!.id}/regenerate`, {}), 201),
    );
    const read = await show(anna, id);
    expect(read).toMatchObject({ title: 'When does the canteen open?', isMine: true, leaf: anew.turn!.id });
    expect(read.turns.map(({ question }) => question)).toEqual(['When does the canteen open?', BONUS]);
    expect(read.turns[1]).toMatchObject({
      parent: first.turn!.id,
      siblings: [second, edited, anew].map(({ turn }) => turn!.id),
      record: anew.record,
      withheld: null,
    });
    const { turn: _turn, timings_ms: _timings, ...said } = anew;
    expect(read.turns[1]!.answer).toMatchObject(said);
    const record = recordDetail.parse(expectOk(await anna.get(`/api/v1/records/${edited.record}`), 200));
    expect(record.body['asked']).toMatchObject({ followUp: first.record, model: 'quoted' });

    const chosen = await send<ConversationDetail>(anna, 'PUT', `/api/v1/conversations/${id}/branch`, {
      turn: second.turn!.id,
    });
    expect(expectOk(chosen, 200).leaf).toBe(second.turn!.id);
    expect((await show(anna, id, `?turn=${edited.turn!.id}`)).leaf).toBe(edited.turn!.id);
  });

  it('stream as questions do, and end with the answer and its place', async () => {
    const { id } = await begin(anna);
    const question = { question: 'When does the canteen open?' };
    const { status, contentType, events } = await readEvents(anna, question, `/api/v1/conversations/${id}/questions`);
    expect([status, contentType]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const done = answerDocument.parse(events.at(-1)!.data);
    expect(events.at(-1)!.event).toBe('done');
    expect((await show(anna, id)).turns.map((turn) => turn.id)).toEqual([done.turn!.id]);
  });

  it('keep nothing of a question whose asker goes away', async () => {
    const { id } = await begin(anna, {});
    const cancel = new AbortController();
    const before = held.length;
    const asking = fetch(`${anna.url}/api/v1/conversations/${id}/questions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${anna.token}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ question: 'When does the canteen open?' }),
      signal: cancel.signal,
    }).then((response) => response.text());
    await until('the model is asked', 30_000, async () => (held.length > before ? true : null));
    cancel.abort();
    await expect(asking).rejects.toThrow();
    await until('the model is told to stop', 30_000, async () =>
      held.slice(before).every(({ isGone }) => isGone) ? true : null,
    );
    expect(await show(anna, id)).toMatchObject({ turns: [], title: '', leaf: null });
    expect(await sql('SELECT 1 FROM conversation_turns WHERE conversation_id = $1', [id])).toEqual([]);
    const answered = await ask(anna, id, 'When does the canteen open?', { model: 'quoted' });
    expect((await show(anna, id)).turns.map(({ record }) => record)).toEqual([answered.record]);
  });

  it('are nobody else’s business, and a hidden one looks like one that never was', async () => {
    const { id } = await begin(anna);
    const { turn, record } = await ask(anna, id, BONUS);
    const nobody = randomUUID();
    for (const api of [ben, admin]) {
      for (const [method, path, value] of [
        ['GET', '', undefined],
        ['GET', `?turn=${turn!.id}`, undefined],
        ['PATCH', '', { title: 'Mine' }],
        ['DELETE', '', undefined],
        ['PUT', '/branch', { turn: turn!.id }],
        ['POST', '/questions', { question: BONUS }],
        ['POST', `/turns/${turn!.id}/regenerate`, {}],
      ] as const) {
        const hidden = bare(await send(api, method, `/api/v1/conversations/${id}${path}`, value));
        expect(hidden).toEqual(bare(await send(api, method, `/api/v1/conversations/${nobody}${path}`, value)));
        expect(hidden).toMatchObject({ status: 404, body: { code: 'conversation.not_found' } });
      }
      expect((await list(api, '?query=glimmerstone')).total).toBe(0);
    }
    for (const path of [`/api/v1/records/${record}/feedback`, `/api/v1/records/${nobody}/feedback`])
      for (const [method, value] of [['GET'], ['PUT', { verdict: 'up' }], ['DELETE']] as const)
        expect(bare(await send(ben, method, path, value))).toMatchObject({
          status: 404,
          body: { code: 'record.not_found' },
        });
  });

  it('that are shared tell of each answer only what the reader’s own documents tell', async () => {
    const { id } = await begin(anna, { model: 'quoted', title: 'Money and food', collections: ['Payroll', 'Open'] });
    await ask(anna, id, BONUS);
    await ask(anna, id, 'When does the canteen open?');
    expect((await send(anna, 'PATCH', `/api/v1/conversations/${id}`, { share: 'organization' })).status).toBe(200);
    const seen = await show(ben, id);
    expect(seen.isMine).toBe(false);
    expect(seen.turns.map(({ question, outcome }) => [question, outcome])).toEqual([
      [BONUS, 'answered'],
      ['When does the canteen open?', 'answered'],
    ]);
    expect(seen.turns[0]).toMatchObject({ answer: null, withheld: { code: 'answer.withheld' }, feedback: null });
    expect(seen.turns[1]!.answer!.answer).toContain('eight');
    expect(JSON.stringify(seen)).not.toMatch(/nine thousand|salaries|Payroll/i);
    expect((await list(ben, '?query=thousand')).total).toBe(0);
    expect((await list(ben, '?query=food&shared=true')).conversations.map((each) => each.id)).toEqual([id]);
    expect((await list(ben, '?shared=false')).total).toBe(0);
    expect(bare(await send(ben, 'POST', `/api/v1/conversations/${id}/questions`, { question: 'More?' }))).toMatchObject(
      {
        status: 403,
        body: { code: 'conversation.not_yours' },
      },
    );
    expect((await show(anna, id)).turns[0]!.answer!.answer).toContain('nine thousand');
  });

  it('that are shared close for whom a wall is raised later, what it stands before and all', async () => {
    const matter = expectOk(
      await admin.post<{ id: string }>('/api/v1/matters', { number: 'M-77', name: 'Merger' }),
      201,
    );
    await admin.add('Open', 'quarry.md', '# Quarry\n\nThe quarry opens at seven in the morning.\n', { matter: 'M-77' });
    const { id } = await begin(anna, { model: 'quoted', title: 'Quarry', collections: ['Open'], matter: 'M-77' });
    const { record } = await ask(anna, id, 'When does the quarry open?');
    await send(anna, 'PATCH', `/api/v1/conversations/${id}`, { share: 'organization' });
    const before = await show(ben, id);
    expect([before.matter, before.turns[0]!.answer!.answer]).toEqual(['M-77', expect.stringContaining('seven')]);
    const { id: walled } = expectOk(await ben.get<{ user: { id: string } }>('/api/v1/session'), 200).user;
    const wall = { name: 'Quarry', reason: 'Conflict', subjects: [{ kind: 'person', id: walled }] };
    expectOk(await admin.post('/api/v1/walls', { ...wall, objects: [{ kind: 'matter', id: matter.id }] }), 201);
    for (const [method, path, value] of [
      ['GET', '', undefined],
      ['POST', '/questions', { question: 'And on Sunday?' }],
      ['DELETE', '', undefined],
    ] as const)
      expect(bare(await send(ben, method, `/api/v1/conversations/${id}${path}`, value))).toMatchObject({
        status: 404,
        body: { code: 'conversation.not_found' },
      });
    for (const query of ['?query=seven', '?query=quarry', '?limit=100'])
      expect((await list(ben, query)).conversations.map((each) => each.id)).not.toContain(id);
    expect((await show(anna, id)).matter).toBe('M-77');
    const feedback = await send(ben, 'PUT', `/api/v1/records/${record}/feedback`, { verdict: 'up' });
    expect(bare(feedback)).toMatchObject({ status: 404, body: { code: 'record.not_found' } });
  });

  it('say of each answer which of its sources stand no more', async () => {
    const tram = await admin.add('Rules', 'tram.md', '# Tram\n\nThe tram to the quarry leaves at ten.\n');
    const { id } = await begin(admin, { model: 'quoted', collections: ['Rules'] });
    await ask(admin, id, 'When does the tram to the quarry leave?');
    const sources = async () => (await show(admin, id)).turns.map((turn) => turn.sources);
    const cited = { document: tram.id, revision: tram.revisions[0]!.id };
    expect(await sources()).toMatchObject([[{ ...cited, state: 'current', present: null }]]);
    await admin.upload('Rules', [{ name: 'tram.md', bytes: '# Tram\n\nThe tram to the quarry leaves at noon.\n' }]);
    await admin.settled(tram.id);
    expect(await sources()).toMatchObject([[{ ...cited, state: 'superseded', present: { number: 2 } }]]);
    expectOk(await send(admin, 'DELETE', `/api/v1/documents/${tram.id}`), 200);
    expect(await sources()).toMatchObject([[{ ...cited, state: 'removed', present: null }]]);
  });

  it('that are shared say what is left of them when a document is erased under them', async () => {
    const { id } = await begin(anna, { model: 'quoted', title: 'Fire', collections: ['Open'] });
    await ask(anna, id, 'When does the canteen open?');
    // Whatever was found is kept with an answer, and goes with it: this one was given before there was a kiln.
    const kiln = await admin.add('Open', 'kiln.md', '# Kiln\n\nThe kiln is lit at six in the morning.\n');
    await ask(anna, id, 'When is the kiln lit?');
    await send(anna, 'PATCH', `/api/v1/conversations/${id}`, { share: 'organization' });
    const wanted = { kind: 'document', subject: kiln.id, withRecords: true };
    const { plan } = expectOk(await admin.post<{ plan: string }>('/api/v1/erasures/preview', wanted), 200);
    expectOk(await admin.post('/api/v1/erasures', { ...wanted, plan, reason: 'Art. 17' }), 201);
    for (const api of [anna, ben]) {
      const left = await show(api, id);
      expect(JSON.stringify(left)).not.toMatch(/six in the morning|kiln/iu);
      expect(left.turns.map(({ answer }) => answer?.answer)).toEqual([expect.stringContaining('eight')]);
      expect((await list(api, '?query=kiln')).total).toBe(0);
    }
    expect((await send(anna, 'POST', `/api/v1/conversations/${id}/questions`, { question: 'And now?' })).status).toBe(
      201,
    );
  });

  it('that somebody shared stay readable when that person is suspended', async () => {
    const carl = await enter('reader', []);
    const { id } = await begin(carl, { title: 'Handover' });
    expect((await send(carl, 'PATCH', `/api/v1/conversations/${id}`, { share: 'organization' })).status).toBe(200);
    const [owner] = await sql<{ id: string }>('SELECT owner_id AS id FROM conversations WHERE id = $1', [id]);
    expect((await send(admin, 'PATCH', `/api/v1/people/${owner!.id}`, { suspended: true })).status).toBe(200);
    expect((await carl.get(`/api/v1/conversations/${id}`)).status).toBe(401);
    expect((await show(ben, id)).title).toBe('Handover');
  });

  it('are listed, shown and exported on the command line', async () => {
    const { id } = await begin(admin, { title: 'Export me', model: 'quoted' });
    const { record } = await ask(admin, id, 'When does the canteen open?');
    const listed = await chancery(service, 'conversations', 'list', '--query', 'export', '--mine', '--json');
    expect(conversationList.parse(JSON.parse(listed.stdout)).conversations.map((each) => each.id)).toEqual([id]);
    const shown = await chancery(service, 'conversations', 'show', id);
    expect(shown.stdout).toContain('> When does the canteen open?');
    const { stdout: out } = await chancery(service, 'conversations', 'export', id);
    expect(out).toMatch(/^# Export me\n/);
    expect(out).toContain('## When does the canteen open?');
    expect(out).toContain('The canteen opens at eight in the morning.');
    expect(out).toContain(`Record ${record}`);
    expect((await chancery(service, 'conversations', 'show', randomUUID())).status).toBe(1);
  });

  it('leave the lists when they are removed, and their records do not', async () => {
    const { id } = await begin(anna);
    const { record } = await ask(anna, id, 'When does the canteen open?');
    expect((await anna.delete(`/api/v1/conversations/${id}`)).status).toBe(204);
    expect((await anna.get(`/api/v1/conversations/${id}`)).status).toBe(404);
    expect((await list(anna)).conversations.map((each) => each.id)).not.toContain(id);
    expect((await anna.get(`/api/v1/records/${record}`)).status).toBe(200);
  });

  it('carry the feedback that their owner gave, for librarians to find', async () => {
    const { id } = await begin(anna);
    const { record } = await ask(anna, id, 'When does the canteen open?');
    const path = `/api/v1/records/${record}/feedback`;
    const given = expectOk(
      await send(anna, 'PUT', path, { verdict: 'down', reasons: ['unclear'], comment: 'Which one?' }),
      200,
    );
    const feedback = feedbackView.parse(given);
    expect((await show(anna, id)).turns[0]!.feedback).toEqual(feedback);
    expect(recordDetail.parse(expectOk(await anna.get(`/api/v1/records/${record}`), 200)).feedback).toEqual({
      mine: feedback,
      counts: null,
    });
    expect(recordFeedback.parse(expectOk(await admin.get(path), 200))).toEqual({
      mine: null,
      counts: { up: 0, down: 1 },
    });
    const listed = feedbackList.parse(expectOk(await admin.get('/api/v1/feedback?reason=unclear'), 200));
    expect(listed.feedback.map((each) => each.id)).toEqual([feedback.id]);
    expect(listed.feedback[0]).toMatchObject({ question: 'When does the canteen open?', isCandidate: false });
    expect(bare(await anna.get('/api/v1/feedback'))).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
    expect((await send(anna, 'PUT', path, { verdict: 'sideways' })).status).toBe(400);
    expect((await send(anna, 'PUT', path, { verdict: 'up', reasons: ['wrong', 'wrong'] })).status).toBe(400);
    expect((await anna.delete(path)).status).toBe(204);
    expect((await anna.delete(path)).status).toBe(404);
    expect((await show(anna, id)).turns[0]!.feedback).toBeNull();
  });

  it('make golden questions of feedback that names what is right, for who may see it', async () => {
    const { id } = await begin(anna, { model: 'quoted', collections: ['Payroll'] });
    const { record, citations } = await ask(anna, id, BONUS);
    const path = `/api/v1/records/${record}/feedback`;
    const promote = (api: Api, feedback: string) => send(api, 'POST', `/api/v1/feedback/${feedback}/golden-question`);
    const up = feedbackView.parse(expectOk(await send(anna, 'PUT', path, { verdict: 'up' }), 200));
    expect(await promote(anna, up.id)).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
    const librarian = await enter('librarian', []);
    // What is not listed to her is not there for her: the same words as for an id that nothing has.
    expect(await promote(librarian, up.id)).toMatchObject({ status: 404, body: { code: 'feedback.not_found' } });
    const { goldenQuestion } = promotedFeedback.parse(expectOk(await promote(admin, up.id), 200));
    expect(expectOk(await promote(admin, up.id), 200)).toEqual({ goldenQuestion });
    const { questions } = goldenQuestionList.parse(expectOk(await admin.get('/api/v1/golden-questions'), 200));
    expect(questions.map((each) => each.id)).toEqual([goldenQuestion]);
    expect(questions[0]).toMatchObject({ question: BONUS, origin: 'feedback', collections: [{ name: 'Payroll' }] });
    expect(questions[0]!.expected).toMatchObject(citations.map(({ document, quote }) => ({ document, quote })));
    const listed = feedbackList.parse(expectOk(await admin.get(`/api/v1/feedback?record=${record}`), 200));
    expect(listed.feedback).toMatchObject([{ id: up.id, isCandidate: true, goldenQuestion }]);
    expect((await admin.delete(`/api/v1/golden-questions/${goldenQuestion}`)).status).toBeLessThan(300);
    const anew = promotedFeedback.parse(expectOk(await promote(admin, up.id), 200));
    expect(anew.goldenQuestion).not.toBe(goldenQuestion);

    const down = feedbackView.parse(expectOk(await send(anna, 'PUT', path, { verdict: 'down' }), 200));
    expect(await promote(admin, down.id)).toMatchObject({ status: 409, body: { code: 'feedback.no_candidate' } });
    expect(await promote(admin, up.id)).toMatchObject({ status: 404, body: { code: 'feedback.not_found' } });
    const { document, span, page } = citations[0]!;
    const rightSource = { document, span, page };
    const named = feedbackView.parse(expectOk(await send(anna, 'PUT', path, { verdict: 'down', rightSource }), 200));
    expect(named.rightSource).toMatchObject({ document, span, page, title: 'Salaries' });
    expectOk(await promote(admin, named.id), 200);
    const hidden = feedbackList.parse(expectOk(await librarian.get(`/api/v1/feedback?record=${record}`), 200));
    // Her question tells of documents that are not in the librarian's sight.
    expect(hidden).toMatchObject({ feedback: [], total: 0 });
  });

  it('stay when the service is killed and started again', async () => {
    const { id } = await begin(anna);
    const { turn } = await ask(anna, id, 'When does the canteen open?');
    await service.killAll({ postgres: true });
    await service.start();
    anna = new Api(service.url, anna.token);
    expect((await show(anna, id)).turns.map((each) => each.id)).toEqual([turn!.id]);
    const torn = await sql(
      'SELECT 1 FROM conversation_turns t LEFT JOIN answer_records a ON a.id = t.record_id WHERE a.id IS NULL',
    );
    expect(torn).toEqual([]);
    const verified = await new Api(service.url, service.token).get<LogVerification>('/api/v1/log/verify');
    expect(verified.body).toMatchObject({ ok: true, problems: [] });
  });
});
