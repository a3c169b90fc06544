import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import type { Told } from '#contracts';
import { type Failure, failureOf } from '#knowledge';
import { DataSource } from 'typeorm';
import { OpenConnectors } from '../connectors/open-connectors.js';
import type { RemotePage } from '../connectors/connector.port.js';
import { MOST_UNANSWERED } from '../connectors/is-silence.js';
import { ItemRepository, type SourceItem, keyOf } from '../item.repository.js';
import { RunLeaseRepository } from '../run-lease.repository.js';
import { RunReportRepository } from '../run-report.repository.js';
import { RunRepository } from '../run.repository.js';
import type { RunEnd, SourceRun } from '../source-run.js';
import { SourceRepository } from '../source.repository.js';
import { SourceWentSilent } from '../errors.js';
import { ActsFor } from './acts-for.js';
import { asksFirst } from './asks-first.js';
import { inParallel } from './in-parallel.js';
import { RemoveVanished } from './remove-vanished.js';
import { RunLease } from './run-lease.js';
import type { RunWork } from './run-work.js';
import { TakeEntry } from './take-entry.js';
import { WorkFolder } from './work-folder.js';

/** Entries that are fetched at the same time. */
const AT_ONCE = 3;
const WAITING_PAGE = 30;

/**
 * Bring the documents of one source into step with it: list what is there, take in what is new or changed, recognise what only
 * moved, remove what is gone. Each step stands in the tables before the next begins, so a run that was put down – by `kill -9`,
 * too – is gone on with where it stood. All of it within the rights of the person that the source acts for.
 */
@Injectable()
export class SyncSource {
  private readonly logger = new Logger('sources');

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly sources: SourceRepository,
    private readonly items: ItemRepository,
    private readonly runs: RunRepository,
    private readonly leases: RunLeaseRepository,
    private readonly reports: RunReportRepository,
    private readonly connectors: OpenConnectors,
    private readonly behalf: ActsFor,
    private readonly take: TakeEntry,
    private readonly removal: RemoveVanished,
    private readonly log: AuditLog,
    private readonly workFolder: WorkFolder,
  ) {}

  /** @param stopping Aborts when the process is to end; the run is then left for the next one. */
  async run(runId: string, stopping: AbortSignal): Promise<void> {
    const complain = (error: unknown) => this.logger.warn(`run ${runId}: ${failureOf(error).message}`);
    const lease = await RunLease.take(this.leases, runId, stopping, {
      onHeld: (run) => this.reports.saveCounts(run),
      onError: complain,
    });
    if (!lease) return;
    try {
      const end = await this.toItsEnd(lease, complain);
      if (end) await this.finish(lease.run, end);
    } finally {
      await lease.drop();
    }
  }

  /** @returns How the run ended; null when it waits for somebody, or goes on elsewhere. */
  private async toItsEnd(lease: RunLease, complain: (error: unknown) => void): Promise<RunEnd | null> {
    try {
      const source = await this.sources.find(lease.run.sourceId);
      if (!source) return { state: 'cancelled' };
      await this.behalf.of(source);
      return await this.workFolder.forRun(lease.run.id, async (folder) => {
        const connector = await this.connectors.open(source, folder);
        try {
          return await this.steps({ run: lease.run, source, connector, signal: lease.signal, folder });
        } finally {
          await connector.close();
        }
      });
    } catch (error) {
      if (lease.interruption === 'cancelled') return { state: 'cancelled' };
      if (lease.interruption) return null;
      complain(error);
      return { state: 'failed', failure: failureOf(error) };
    }
  }

  private async steps(work: RunWork): Promise<RunEnd | null> {
    const { run } = work;
    if (run.phase === 'listing') await this.list(work);
    await this.transfer(work);
    const notice = (await this.runs.find(run.id))?.failureCode;
    if (notice) return { state: 'done' };
    return (await this.mayRemove(work)) ? this.remove(work) : null;
  }

  private async list({ run, source, connector, signal }: RunWork): Promise<void> {
    // Whoever asks for a run may have mended what refused entries; a schedule knows of nothing new.
    if (run.cause === 'person') await this.items.retryRejected(source.id);
    let [listed, unseen] = [0, 0];
    let cutShort: Failure | undefined;
    for await (const page of connector.list(this.items.knownOf(source.id), signal)) {
      signal.throwIfAborted();
      await this.items.meet(source.id, run.id, page.entries);
      await this.report(run, page);
      listed += page.entries.length;
      unseen += page.unseen.length + (await this.newlyClosed(run, page));
      cutShort ??= page.cutShort;
      await this.runs.setListed(run.id, listed);
    }
    const notice = cutShort ?? (unseen > 0 ? partlyUnseen(unseen) : null);
    if (notice) await this.runs.setNotice(run.id, notice);
    await this.runs.setPhase(run.id, 'transferring');
  }

  /** How many closed places were not closed when everything was seen the last time: what the source holds may lie behind them. */
  private async newlyClosed(run: SourceRun, { closed = [] }: RemotePage): Promise<number> {
    if (closed.length === 0 || !(await this.items.holdsAny(run.sourceId))) return 0;
    const keys = closed.map(({ path }) => keyOfUnseen(path));
    return keys.length - (await this.reports.reportedWhole(run.sourceId, keys));
  }

  private async report(run: SourceRun, { unseen, closed = [] }: RemotePage): Promise<void> {
    const lines = [...unseen, ...closed].map(({ path, ...failure }) => {
      return { itemKey: keyOfUnseen(path), outcome: 'failed', path, failure } as const;
    });
    await this.reports.note(this.database.manager, run.id, lines);
  }

  /**
   * Each entry leaves the waiting state, taken in or not, so this comes to an end.
   * @throws SourceWentSilent
   */
  private async transfer(work: RunWork): Promise<void> {
    const { run, source, signal } = work;
    let unanswered = 0;
    const takeOne = async (item: SourceItem) => {
      // One that failed before says nothing of the source.
      if (await this.take.run(work, item)) unanswered = 0;
      else if (item.failureCode === null) unanswered += 1;
      if (unanswered >= MOST_UNANSWERED) throw new SourceWentSilent();
    };
    for (;;) {
      const waiting = await this.items.waiting(source.id, run.id, WAITING_PAGE);
      if (waiting.length === 0) break;
      await inParallel(waiting, AT_ONCE, takeOne);
      signal.throwIfAborted();
    }
    await this.runs.setPhase(run.id, 'removing');
  }

  private async mayRemove({ run, source }: RunWork): Promise<boolean> {
    const { visibility } = await this.behalf.of(source);
    const { vanished, unconfirmed, held } = await this.items.tallyVanished(visibility, source.id, run.id);
    const isConfirmed = run.isConfirmed && unconfirmed === 0;
    if (isConfirmed || !asksFirst(vanished, held, source.removeLimitPercent)) return true;
    await this.reports.saveCounts(run);
    await this.runs.wait(run.id, vanished);
    return false;
  }

  private async remove(work: RunWork): Promise<RunEnd> {
    await this.removal.run(work);
    return { state: 'done' };
  }

  private async finish(run: SourceRun, end: RunEnd): Promise<void> {
    const counts = await this.reports.count(run);
    await this.database.transaction(async (manager) => {
      await this.runs.finish(manager, run, counts, end);
      const subject = { source: run.sourceId, run: run.id, state: end.state, ...counts };
      await this.log.append([{ kind: 'source.run_finished', actor: run.requestedBy ?? 'system', subject }], manager);
    });
  }
}

const keyOfUnseen = (path: string): string => keyOf(`unseen:${path}`);

function partlyUnseen(places: number): Failure & Told<'source.partly_unseen'> {
  const what = places === 1 ? 'One place of the source' : `${places} places of the source`;
  const message = `${what} could not be looked at (the report names them), so nothing was removed.`;
  return { code: 'source.partly_unseen', message, particulars: { places } };
}
