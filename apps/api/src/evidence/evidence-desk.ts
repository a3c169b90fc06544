import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import {
  type AnswerRecord,
  AnswerRecordRepository,
  DecisionReaders,
  RecordErased,
  RecordNotFound,
  ServiceVersion,
} from '#decisions';
import {
  type EvidencePack,
  type PackedFile,
  type PackedRecord,
  type PackedSource,
  layOutPack,
  renderReport,
  sealPack,
  zipPack,
} from '#evidence';
import { Clock, KnowledgeError, type Principal, type Visibility } from '#knowledge';
import { BlobMissing, BlobStore, PassageRepository } from '#library';
import { DecisionDesk } from '../decisions/decision-desk.js';
import { StoredAnswers } from '../answers/stored-answers.js';
import { ProofDesk } from './proof-desk.js';

/** Makes evidence packs of what the person who asks for one may see; what they may not is named as missing. */
@Injectable()
export class EvidenceDesk {
  constructor(
    private readonly access: AccessPolicy,
    private readonly readers: DecisionReaders,
    private readonly decisions: DecisionDesk,
    private readonly records: AnswerRecordRepository,
    private readonly passages: PassageRepository,
    private readonly blobs: BlobStore,
    private readonly proofs: ProofDesk,
    private readonly answers: StoredAnswers,
    private readonly log: AuditLog,
    private readonly clock: Clock,
    private readonly service: ServiceVersion,
  ) {}

  /** A decision with the answers that it rests on, as a ZIP. @throws DecisionNotFound */
  async ofDecision(principal: Principal, id: string): Promise<Readable> {
    const view = await this.decisions.show(principal, id);
    const proof = await this.decisions.proof(principal, id);
    const found = await Promise.all(view.records.map((record) => this.readable(principal, record)));
    const withheldRecords = view.records.filter((_, i) => found[i] === null);
    const records = found.filter((record) => record !== null);
    return this.make(principal, { decision: { view, proof }, withheldRecords }, records, { decision: id });
  }

  /** One answer, as a ZIP. @throws RecordNotFound, RecordErased */
  async ofRecord(principal: Principal, id: string): Promise<Readable> {
    const record = await this.shown(principal, id);
    return this.make(principal, { decision: null, withheldRecords: [] }, [record], { record: id });
  }

  private async make(
    principal: Principal,
    about: Pick<EvidencePack, 'decision' | 'withheldRecords'>,
    records: readonly AnswerRecord[],
    subject: Readonly<Record<string, string>>,
  ): Promise<Readable> {
    const pack: EvidencePack = {
      ...about,
      madeAt: this.clock.now(),
      madeBy: principal.name,
      serviceVersion: this.service.version,
      keys: await this.proofs.vkeys(),
      records: await Promise.all(records.map((record) => this.packed(principal, record))),
      sources: await this.sources(principal, records),
    };
    const laidOut = layOutPack(pack, await renderReport(pack));
    const event = { ...subject, manifest: laidOut.manifest.sha256 };
    const { index } = await this.log.append([{ kind: 'evidence.exported', actor: principal.userId, subject: event }]);
    return zipPack(sealPack(laidOut, await this.proofs.ofEntry(index)), pack.madeAt);
  }

  private async shown(principal: Principal, id: string): Promise<AnswerRecord> {
    return this.records.show(await this.readers.of(principal), id);
  }

  private async readable(principal: Principal, id: string): Promise<AnswerRecord | null> {
    return this.shown(principal, id).catch((error: unknown) => {
      // A decision outlives the answers that it rests on: what was erased is named as missing.
      if (error instanceof RecordNotFound || error instanceof RecordErased) return null;
      throw error;
    });
  }

  private async packed(principal: Principal, record: AnswerRecord): Promise<PackedRecord> {
    const answer = await this.answers.view(principal, record);
    return { id: record.id, proof: await this.proofs.ofRecord(record), answer };
  }

  private async sources(principal: Principal, records: readonly AnswerRecord[]): Promise<PackedSource[]> {
    const visibility = await this.access.visibilityOf(principal);
    const cited = new Map(
      records.flatMap(({ body }) => body.trace.citations).map((citation) => [citation.revisionId, citation]),
    );
    const sources: PackedSource[] = [];
    for (const { revisionId, documentId, revision, title } of cited.values()) {
      const about = { revision: revisionId, document: documentId, number: revision, title };
      sources.push({ ...about, ...(await this.contentOf(visibility, revisionId)) });
    }
    return sources;
  }

  private async contentOf(
    visibility: Visibility,
    revisionId: string,
  ): Promise<Pick<PackedSource, 'text' | 'original' | 'withheld'>> {
    try {
      const { text, revision } = await this.passages.textOf(visibility, revisionId);
      const original = await this.originalOf(revision);
      return { text, original, withheld: original ? '' : 'the file as it was uploaded is gone from the store' };
    } catch (error) {
      if (!(error instanceof KnowledgeError)) throw error;
      return { text: null, original: null, withheld: 'not open to who made this pack, or erased' };
    }
  }

  /** Looked for before the pack is begun, which could not be ended without it. */
  private async originalOf({ fileName, sha256 }: { fileName: string; sha256: string }): Promise<PackedFile | null> {
    try {
      (await this.blobs.open(sha256)).destroy();
      return { fileName, sha256, open: () => this.blobs.open(sha256) };
    } catch (error) {
      if (error instanceof BlobMissing) return null;
      throw error;
    }
  }
}
