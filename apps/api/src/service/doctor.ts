import { access, constants } from 'node:fs/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { PlaceState } from '#audit';
import type { BackupStanding } from '#backup';
import type { ServiceSettings } from '#config';
import type { DoctorView, ModelList } from '#contracts';
import { failureOf } from '#knowledge';
import type { SelfTestResult } from '#self-test';
import { libreOfficePath, tesseractPath } from '#ingestion';
import { backupCheck } from './backup-check.js';
import { modelChecks } from './model-checks.js';
import type { WholeStatus } from './service-status.js';

type Check = DoctorView['checks'][number];

/** Looks for what is wrong, or soon will be, and says what to do about it. */
@Injectable()
export class Doctor {
  private readonly logger = new Logger('doctor');

  constructor(
    private readonly settings: ServiceSettings,
    private readonly selfTest: () => Promise<SelfTestResult | null>,
    private readonly places: () => Promise<readonly PlaceState[]>,
    private readonly models: () => Promise<ModelList>,
    private readonly backups: () => Promise<BackupStanding>,
    private readonly isLogAppendOnly: () => Promise<boolean>,
    /** Names of the models that collections name for their answers. */
    private readonly ofCollections: () => Promise<readonly string[]>,
    /** What is wrong with the file of a model of the store; null where nothing is, or it is none of the store. */
    private readonly flawOf: (model: string) => Promise<string | null>,
  ) {}

  async examine(status: WholeStatus): Promise<DoctorView> {
    const checks = [
      ...Object.entries(status.components).map(([name, { ok, detail }]): Check => ({ name, ok, detail })),
      await this.dataFolder(),
      failures(status),
      accessCheck(await this.selfTest()),
      checkpointCheck(await this.places()),
      backupCheck(await this.backups()),
      logCheck(await this.isLogAppendOnly()),
      this.exposure(),
      ...(await this.modelChecks(status)),
      scans(),
      oldOfficeFiles(),
    ];
    return { ok: checks.every((check) => check.ok), checks };
  }

  /** Whatever is wrong with the models is a check that failed: the others tell of what may be behind it. */
  private async modelChecks({ models: { generator } }: WholeStatus): Promise<Check[]> {
    try {
      const [list, ofCollections] = [await this.models(), await this.ofCollections()];
      return await modelChecks({ ...list, generator, ofCollections }, this.flawOf);
    } catch (error) {
      this.logger.error(error);
      return [{ name: 'generator', ok: false, detail: failureOf(error).message }];
    }
  }

  private async dataFolder(): Promise<Check> {
    const { dataDir } = this.settings;
    const ok = await access(dataDir, constants.W_OK).then(
      () => true,
      () => false,
    );
    return {
      name: 'data folder',
      ok,
      detail: ok
        ? `${dataDir} can be written`
        : `${dataDir} can't be written: give this user the right to, or name another with --data`,
    };
  }

  private exposure(): Check {
    const { host } = this.settings.http;
    const isLocal = ['127.0.0.1', '::1', 'localhost'].includes(host);
    return {
      name: 'network',
      ok: true,
      detail: isLocal ? 'listens on this machine only' : `listens on ${host}: put a proxy with TLS in front`,
    };
  }
}

const accessCheck = (result: SelfTestResult | null): Check => ({
  name: 'access',
  ok: result === null || result.wrong.length === 0,
  detail: !result
    ? 'not tested yet: the self-test runs once a night, and by "chancery access self-test"'
    : result.wrong.length === 0
      ? `${result.looks} looks for canary documents, none saw too much or too little (${result.at.toISOString()})`
      : `the self-test found: ${result.wrong.join('; ')}. Stop the service and report it`,
});

const logCheck = (ok: boolean): Check => ({
  name: 'log',
  ok,
  detail: ok
    ? 'the service may add entries, and neither change nor delete them'
    : 'kept from being changed by triggers alone: the user of DATABASE_URL can\'t work as the role chancery_service. See "The database\'s rights" in docs/operations.md, then start anew',
});

function checkpointCheck(places: readonly PlaceState[]): Check {
  const failed = places.flatMap(({ problem }) => problem ?? []);
  const detail =
    places.length === 0
      ? 'kept beside the database alone: see LOG_CHECKPOINT_FOLDER and LOG_WITNESSES in docs/operations.md'
      : `go to ${places.length === 1 ? 'one place' : `${places.length} places`} outside`;
  return { name: 'checkpoints', ok: failed.length === 0, detail: failed.length === 0 ? detail : failed.join(' ') };
}

const failures = ({ documents }: WholeStatus): Check => ({
  name: 'documents',
  ok: true,
  detail:
    documents.failed === 0
      ? `${documents.live} live, none failed`
      : `${documents.live} live, ${documents.failed} failed: see "chancery documents list --state failed"`,
});

const scans = (): Check => ({
  name: 'scans',
  ok: true,
  detail: tesseractPath() ?? 'not read: install tesseract-ocr for pages that are images',
});

const oldOfficeFiles = (): Check => ({
  name: '.doc and .ppt',
  ok: true,
  detail: libreOfficePath() ?? 'not read: install libreoffice-writer-nogui and libreoffice-impress-nogui',
});
