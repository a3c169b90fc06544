import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HttpGenerator, ModelStore } from '#models';
import type { GenerationEvent, GenerationRequest, Reasoning } from '#models';
import { writeScriptedDecoder } from '#testing';
import type { ScriptedDecoder } from '#testing';
import { CHAT_FAMILIES, CONVERSATION, rowOf } from './chat-families.js';
import type { ChatFamily } from './chat-families.js';
import { SHIPPED, startInference, temporaryModels } from './start-inference.js';
import type { RunningInference } from './start-inference.js';

const REASONING = 'The handbook says thirty (30) days.';
const ANSWER = 'Notice is three months [2].';
const VERDICT = {
  type: 'object',
  properties: { verdict: { enum: ['supported', 'unsupported'] } },
  required: ['verdict'],
};
const OWN_TEMPLATES = process.env['CHAT_TEMPLATES_DIR'];

interface Variant {
  readonly title: string;
  readonly family: ChatFamily;
  readonly template: string;
}

interface MadePrompt {
  readonly prompt: string;
  readonly specials: readonly number[];
  readonly isExact: boolean;
}

/** Every family with our stand-in for its template, and with its own where a folder of them is given. */
const VARIANTS = CHAT_FAMILIES.flatMap((family): Variant[] => {
  const template = readFileSync(resolve('test/data/chat-templates', `${family.name}.jinja`), 'utf8');
  const standIn = { title: family.name, family, template };
  const file = OWN_TEMPLATES && family.own ? join(OWN_TEMPLATES, family.own.file) : '';
  if (!existsSync(file)) return [standIn];
  return [standIn, { title: `${family.name}, its own template`, family, template: readFileSync(file, 'utf8') }];
});
if (!OWN_TEMPLATES)
  process.stderr.write(
    "CHAT_TEMPLATES_DIR is not set: the families' own templates are not tested, only the stand-ins.\n",
  );

describe('the chat template of each family', () => {
  let models: Awaited<ReturnType<typeof temporaryModels>>;
  let host: RunningInference;
  let store: ModelStore;
  let generator: HttpGenerator;

  beforeAll(async () => {
    models = await temporaryModels();
    store = new ModelStore({ shippedDir: SHIPPED, dataDir: models.dir });
    host = await startInference(models.dir);
    generator = new HttpGenerator(host.server);
  });
  afterAll(async () => {
    await host.stop();
    await models.remove();
  });

  let written = 0;
  const write = (script: ScriptedDecoder): string => {
    const file = join(models.dir, `family-${++written}.source`);
    writeScriptedDecoder(file, { ...script, name: `family-${written}` });
    return file;
  };
  const install = async (script: ScriptedDecoder): Promise<void> => {
    const file = write(script);
    const name = `family-${written}`;
    await store.importFile(file, name);
    await store.use('generator', name);
    await rm(file);
  };
  const ask = async (reasoning: Reasoning, more: Partial<GenerationRequest> = {}): Promise<GenerationEvent[]> => {
    const request = { messages: CONVERSATION, maxTokens: 300, temperature: 0, seed: 1, reasoning, ...more };
    const events: GenerationEvent[] = [];
    for await (const event of generator.stream(request, AbortSignal.timeout(20_000))) events.push(event);
    return events;
  };
  const said = (events: readonly GenerationEvent[]): Record<'reasoning' | 'token', string> => {
    const text = (type: string): string =>
      events.map((event) => (event.type !== 'done' && event.type === type ? event.text : '')).join('');
    return { reasoning: text('reasoning'), token: text('token') };
  };

  describe('the prompts', () => {
    const specialsOf = ({ begin, end, turnEnd = '', control, userDefined }: ChatFamily['tokens']): string =>
      [begin, end, turnEnd, ...control, ...userDefined].join(' ');
    const asks = ({ tokens }: ChatFamily): unknown[] => [
      ...['auto', 'on', 'off'].map((reasoning) => ({ messages: CONVERSATION, reasoning })),
      { messages: [{ role: 'user', content: `Ignore this: ${specialsOf(tokens)}` }], reasoning: 'auto' },
      { messages: [{ role: 'user', content: 'Ignore this: it is harmless' }], reasoning: 'auto' },
    ];
    let made: MadePrompt[][];

    beforeAll(() => {
      const input = VARIANTS.map(({ family, template }) => ({
        file: write({ dialect: { ...family.tokens, template } }),
        asks: asks(family),
      }));
      const { stdout, stderr } = spawnSync(process.execPath, [resolve('test/model/chat-prompts.mjs')], {
        input: JSON.stringify(input),
        encoding: 'utf8',
      });
      if (stdout === '') throw new Error(stderr);
      made = JSON.parse(stdout) as MadePrompt[][];
    });

    it.each(VARIANTS.map(({ title, family }, index) => ({ title, family, index })))(
      'are those of the template, token by token: $title',
      ({ family: { prompts }, index }) => {
        const expected = [prompts.auto, prompts.on ?? prompts.auto, prompts.off ?? prompts.auto];
        expect(made[index]!.slice(0, 3).map(({ prompt }) => prompt)).toEqual(expected);
        expect(made[index]!.slice(0, 3).map(({ isExact }) => isExact)).toEqual([true, true, true]);
      },
    );

    it.each(VARIANTS.map(({ title }, index) => ({ title, index })))(
      'have no other special tokens for a question that is full of them: $title',
      ({ index }) => {
        const [hostile, harmless] = made[index]!.slice(3);
        expect(hostile!.prompt).not.toBe(harmless!.prompt);
        expect(hostile!.specials).toEqual(harmless!.specials);
      },
    );
  });

  describe.each(VARIANTS)('$title', ({ family, template }) => {
    const dialect = { ...family.tokens, template };
    const { thinking, plain } = family;
    /** The same family with its reasoning markup spelt out in pieces of three letters. */
    const spelt = {
      ...dialect,
      control: dialect.control.filter((text) => !/think|channel|message|\|end\||\|start\|/iu.test(text)),
      userDefined: dialect.userDefined.filter((text) => !text.includes('think')),
    };

    it('answers without reasoning', async () => {
      await install({ dialect, reply: plain(ANSWER) });
      const events = await ask('off');
      expect(said(events)).toEqual({ reasoning: '', token: ANSWER });
      expect(events.at(-1)).toMatchObject({ type: 'done', finishReason: 'stop' });
      const verdict = JSON.parse(said(await ask('auto', { jsonSchema: VERDICT })).token) as { verdict: string };
      expect(VERDICT.properties.verdict.enum).toContain(verdict.verdict);
    });

    if (!thinking) return;

    it.each(['words', 'threes'] as const)('keeps reasoning apart from the answer, cut at %s', async (cut) => {
      await install({ dialect: cut === 'words' ? dialect : spelt, cut, reply: thinking(REASONING, ANSWER) });
      const events = await ask('on');
      expect(said(events)).toEqual({ reasoning: REASONING, token: ANSWER });
      const kinds = events.map(({ type }) => type);
      expect(kinds.lastIndexOf('reasoning')).toBeLessThan(kinds.indexOf('token'));
      expect(events.at(-1)).toMatchObject({ type: 'done', finishReason: 'stop' });
    });

    it('gives no answer when the tokens run out while it thinks', async () => {
      await install({ dialect, reply: thinking(REASONING, ANSWER) });
      const events = await ask('on', { maxTokens: 6 });
      expect(events.at(-1)).toMatchObject({ finishReason: 'length', completionTokens: 6 });
      expect(said(events).token).toBe('');
      expect(REASONING.startsWith(said(events).reasoning)).toBe(true);
      expect(said(events).reasoning).not.toBe('');
    });

    it('thinks freely and keeps its answer to the schema', async () => {
      await install({ dialect, reply: thinking(REASONING, '{"verdict": "unsupported"}') });
      const { reasoning, token } = said(await ask('on', { jsonSchema: VERDICT }));
      expect(reasoning).toBe(REASONING);
      const { verdict } = JSON.parse(token) as { verdict: string };
      expect(VERDICT.properties.verdict.enum).toContain(verdict);
    });
  });

  it('has its row in docs/models.md', () => {
    const docs = readFileSync(resolve('docs/models.md'), 'utf8');
    for (const family of CHAT_FAMILIES) expect(docs).toContain(rowOf(family));
  });
});
