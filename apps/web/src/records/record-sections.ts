import { formatDateTime, formatList, formatNumber } from '../shared/format.js';
import { strings } from '../strings/index.js';

/** A fact of a record; hashes and ids are marked, so that they are set as code. */
export interface RecordFact {
  readonly name: string;
  readonly value: string;
  readonly isCode?: boolean;
}

/** Facts under one title, never none. */
export interface RecordSection {
  readonly title: string;
  readonly facts: readonly RecordFact[];
}

const words = strings.records.sections;
type Json = Readonly<Record<string, unknown>>;

/**
 * What a sealed record holds beyond question, answer and passages, for people. The body is sealed for ever, so it may be of any
 * version: what it lacks or is not understood is left out, and stands in the raw JSON.
 */
export function recordSections(body: Json): RecordSection[] {
  return [
    { title: words.asking, facts: asking(body) },
    { title: words.searched, facts: searched(body) },
    { title: words.rights, facts: rights(body) },
    { title: words.writing, facts: writing(body) },
    { title: words.running, facts: running(body) },
  ].filter(({ facts }) => facts.length > 0);
}

function asking(body: Json): RecordFact[] {
  const [asked, by] = [part(body, 'asked'), part(body, 'askedBy')];
  return present([
    [words.role, worded(strings.shell.roles, by['role'])],
    [words.via, worded(words.ways, by['via'])],
    [words.purpose, text(asked['purpose'])],
    [words.onBehalfOf, text(asked['onBehalfOf'])],
    [words.asOf, dated(asked['asOf'])],
    [words.filter, listed(asked['filter'])],
    [words.collections, listed(asked['collections'])],
    [words.followUp, text(asked['followUp']), true],
  ]);
}

function searched(body: Json): RecordFact[] {
  const [corpus, trace] = [part(body, 'corpus'), part(body, 'trace')];
  const rewrites = Array.isArray(trace['rewrites']) ? (trace['rewrites'] as Json[]) : [];
  return present([
    [words.change, text(corpus['change'])],
    [words.asOfChange, text(corpus['asOf'])],
    [words.documents, text(part(corpus, 'coverage')['searched'])],
    [words.tables, listed(corpus['indexTables']), true],
    [words.weight, text(corpus['fusionWeight'])],
    [words.rewrites, rewrites.map(({ from, to }) => `${text(from) ?? ''} → ${text(to) ?? ''}`).join('; ')],
  ]);
}

function rights(body: Json): RecordFact[] {
  const access = part(body, 'access');
  return present([
    [words.rightsNumber, text(access['number'])],
    [words.accessChange, text(access['version'])],
    [words.visibility, text(access['visibilitySha256']), true],
    [words.annex, text(access['annexSha256']), true],
  ]);
}

function writing(body: Json): RecordFact[] {
  const trace = part(body, 'trace');
  const [parameters, prompt, tokens] = [part(trace, 'parameters'), part(trace, 'prompt'), part(trace, 'tokenCounts')];
  const constraint = part(trace, 'constraint');
  return present([
    [words.answerMode, worded(words.answerModes, trace['answerMode'])],
    [words.seed, text(parameters['seed'])],
    [words.temperature, text(parameters['temperature'])],
    [words.mostTokens, text(parameters['maxTokens'])],
    [
      words.tokens,
      tokens['prompt'] === undefined ? null : words.tokensOf(Number(tokens['prompt']), Number(tokens['completion'])),
    ],
    [words.alone, trace['ranAlone'] === false ? words.shared : null],
    [words.schema, text(constraint['schema'])],
    [words.template, text(prompt['templateSha256']), true],
    [words.messages, text(prompt['messagesSha256']), true],
  ]);
}

function running(body: Json): RecordFact[] {
  const [service, trace] = [part(body, 'service'), part(body, 'trace')];
  const files = Object.entries(part(body, 'modelFiles')) as [string, Json][];
  const warnings = Array.isArray(trace['warnings']) ? (trace['warnings'] as Json[]) : [];
  const timings = Object.entries(part(trace, 'timingsMs')).map(
    ([stage, ms]) => `${words.stages[stage] ?? stage} ${formatNumber(Math.round(Number(ms)))} ms`,
  );
  return present([
    [words.version, text(service['version'])],
    [words.runtime, text(service['runtime'])],
    ...files.map(([role, file]): Line => [words.file(role), fileInWords(file)]),
    [words.timings, formatList(timings)],
    [words.warnings, warnings.map(({ message }) => text(message) ?? '').join(' ')],
    [words.recordVersion, text(body['version'])],
  ]);
}

type Line = readonly [name: string, value: string | null, isCode?: boolean];

const fileInWords = ({ name, quantization, sha256 }: Json): string =>
  [name, quantization, sha256].flatMap((each) => text(each) ?? []).join(', ');

const present = (lines: readonly Line[]): RecordFact[] =>
  lines.flatMap(([name, value, isCode = false]) => (value === null || value === '' ? [] : [{ name, value, isCode }]));

function part(of: Json, name: string): Json {
  const value = of[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function text(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** In the reader's words where there are any for it. */
function worded(known: Readonly<Record<string, string>>, value: unknown): string | null {
  const said = text(value);
  return said === null ? null : (known[said] ?? said);
}

const dated = (value: unknown): string | null =>
  typeof value === 'string' && value.includes('T') ? formatDateTime(value) : text(value);

function listed(value: unknown): string {
  if (Array.isArray(value)) return formatList(value.map((each) => text(each) ?? ''));
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([name, each]) => `${name}: ${text(each) ?? ''}`)
    .join(', ');
}
