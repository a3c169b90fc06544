import type { Connector } from '../connectors/connector.port.js';
import type { SourceRun } from '../source-run.js';
import type { Source } from '../source.repository.js';

/** One run with what it needs at hand. */
export interface RunWork {
  readonly run: SourceRun;
  readonly source: Source;
  readonly connector: Connector;
  readonly signal: AbortSignal;
  /** An empty folder for files on their way. */
  readonly folder: string;
}
