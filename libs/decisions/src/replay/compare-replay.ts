import { type AnswerTrace, TEMPLATE_SHA256 } from '#answering';
import { sha256Hex } from '#knowledge';
import type { RecordBody } from '../record-body.js';

/** One thing that came out otherwise than it stands on the record. */
export interface ReplayDifference {
  /** Stable: `model`, `template`, `index`, `passages`, `prompt`, `output`, `outcome`, `answer`, `verdicts`. */
  readonly what: string;
  /** For people: what differs, and why where that is known. */
  readonly reason: string;
}

/** Hold a new run against the record, causes before effects. None: identical. */
export function compareReplay(body: RecordBody, again: AnswerTrace, tables: readonly string[]): ReplayDifference[] {
  const { trace, passages } = body;
  const found: ReplayDifference[] = [];
  const differ = (what: string, isOther: boolean, reason: string) => void (isOther && found.push({ what, reason }));
  const models = [trace.model?.sha256 ?? trace.model?.name, again.model?.sha256 ?? again.model?.name];
  differ('model', models[0] !== models[1], 'Another model file answers now than the one on the record.');
  const template = trace.prompt?.templateSha256 ?? TEMPLATE_SHA256;
  differ('template', template !== TEMPLATE_SHA256, 'The prompt template of this version is another one.');
  const isRebuilt = tables.join() !== body.corpus.indexTables.join();
  differ('index', isRebuilt, 'Another generation of the search index serves now.');
  const before = passages.map(({ chunkId, textSha256 }) => `${chunkId} ${textSha256}`);
  const after = again.passages.map(({ chunkId, text }) => `${chunkId} ${sha256Hex(text)}`);
  const missing = before.filter((each) => !after.includes(each)).length;
  const added = after.filter((each) => !before.includes(each)).length;
  const order = missing + added === 0 ? 'in another order' : `${missing} are missing, ${added} are new`;
  const isOtherOrder = before.join('\n') !== after.join('\n');
  differ(
    'passages',
    isOtherOrder,
    `Other passages were found: ${order}. Rights, erasures or the index may have changed.`,
  );
  const isOtherPrompt = trace.prompt !== null && trace.prompt.messagesSha256 !== again.prompt?.messagesSha256;
  differ('prompt', isOtherPrompt, 'The model was given another prompt.');
  const ranApart = again.ranAlone === false || trace.ranAlone === false;
  const why = ranApart ? ' One of the two runs shared the model with other answers.' : '';
  differ('output', trace.rawOutput !== again.rawOutput, `The model wrote something else.${why}`);
  differ('outcome', trace.outcome !== again.outcome, `It is ${again.outcome} now, and was ${trace.outcome}.`);
  differ('answer', trace.answer !== again.answer, 'The answer reads otherwise.');
  const verdicts = (of: readonly { readonly support: string }[]) => of.map(({ support }) => support).join();
  const isOtherVerdict = verdicts(trace.sentences) !== verdicts(again.sentences);
  differ('verdicts', isOtherVerdict, 'The sentences were judged otherwise.');
  return found;
}
