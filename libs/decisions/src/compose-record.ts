import { randomBytes, randomUUID } from 'node:crypto';
import type { AnswerTrace } from '#answering';
import { type Principal, type Visibility, sha256Hex } from '#knowledge';
import type { SearchScope } from '#retrieval';
import { type AnswerCoverage, sealCoverage } from './answer-coverage.js';
import { type AskedQuestion, type RecordBody, askedBy, sealPassages } from './record-body.js';
import type { Surroundings } from './record-surroundings.js';

/** An answer, and all that its record tells of how it came about. */
export interface Recordable {
  readonly askedAt: Date;
  readonly principal: Principal;
  /** With the matter as it is kept. */
  readonly asked: AskedQuestion;
  readonly visibility: Visibility;
  /** Last library change that the search could see. */
  readonly change: number;
  readonly scope: Omit<SearchScope, 'coverage'>;
  readonly coverage: AnswerCoverage;
  readonly trace: AnswerTrace;
  readonly around: Surroundings;
  /** The annex of the surroundings, as canonical JSON. */
  readonly annex: string;
  /** Version of the running service. */
  readonly service: string;
}

/** A record in the newest version, under an id and a salt of its own. */
export function composeRecord(made: Recordable): RecordBody {
  const { passages, ...trace } = made.trace;
  return {
    version: 3,
    id: randomUUID(),
    salt: randomBytes(32).toString('hex'),
    askedAt: made.askedAt.toISOString(),
    askedBy: askedBy(made.principal),
    asked: made.asked,
    corpus: corpusOf(made),
    access: accessOf(made),
    modelFiles: made.around.modelFiles,
    service: { version: made.service, runtime: `node ${process.version}` },
    passages: sealPassages(passages, made.around.revisions),
    trace,
  };
}

const corpusOf = ({ change, coverage, scope }: Recordable): RecordBody['corpus'] => ({
  change,
  coverage: sealCoverage(coverage),
  indexTables: scope.tables,
  asOf: scope.asOf,
  collections: scope.collectionIds,
  fusionWeight: scope.fusionWeight,
});

const accessOf = ({ around, visibility, annex }: Recordable): RecordBody['access'] => ({
  number: around.accessNumber,
  version: visibility.accessVersion,
  visibilitySha256: around.visibilitySha256,
  annexSha256: sha256Hex(annex),
});
