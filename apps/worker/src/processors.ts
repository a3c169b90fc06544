import type { INestApplicationContext } from '@nestjs/common';
import {
  IndexRevisions,
  IndexUpkeep,
  ParseRevision,
  RebuildIndex,
  WriterGate,
  dropScratchIndex,
  indexRevision,
  parseRevision,
  rebuildIndex,
  syncValidity,
} from '#ingestion';
import { type JobHandler, handle } from '#jobs';

/** Each job with the one use case it calls. */
export function processors(app: INestApplicationContext): JobHandler[] {
  const parse = app.get(ParseRevision);
  const index = app.get(IndexRevisions);
  const upkeep = app.get(IndexUpkeep);
  const rebuild = app.get(RebuildIndex);
  const gate = app.get(WriterGate);
  return [
    handle(parseRevision, ({ revisionId }) => parse.run(revisionId)),
    handle(indexRevision, ({ revisionId }, signal) => index.run(revisionId, signal)),
    handle(syncValidity, () => gate.together(() => upkeep.syncValidity())),
    handle(rebuildIndex, (_payload, signal) => rebuild.run(signal)),
    handle(dropScratchIndex, ({ collectionId }) => upkeep.dropScratch(collectionId)),
  ];
}
