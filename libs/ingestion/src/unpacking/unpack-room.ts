import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { MemberRepository } from '#library';
import type { Unpack, UnpackLimits } from '../parsing/index.js';

/** Where containers are unpacked, and how much they may hold. */
export interface UnpackSettings {
  /** Unpacked files wait here until they are in the blob store. */
  readonly folder: string;
  readonly limits: UnpackLimits;
}

/** Gives each document that is read a folder for the files inside it, and says how much may come out. */
@Injectable()
export class UnpackRoom {
  #tidied: Promise<void> | null = null;

  constructor(
    private readonly members: MemberRepository,
    private readonly settings: UnpackSettings,
  ) {}

  /** @param work The folder is there while it runs and gone when it ends, however it ends. */
  async lend<T>(documentId: string, work: (unpack: Unpack) => Promise<T>): Promise<T> {
    await (this.#tidied ??= this.#tidy());
    const folder = await mkdtemp(join(this.settings.folder, `${process.pid}-`));
    try {
      return await work({ folder, ...(await this.allowance(documentId)) });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async allowance(documentId: string): Promise<Omit<Unpack, 'folder'>> {
    const { depth, members, bytes } = await this.members.use(documentId);
    const { limits } = this.settings;
    return {
      depth,
      limits,
      membersLeft: Math.max(0, limits.maxMembers - members),
      bytesLeft: Math.max(0, limits.maxBytes - bytes),
    };
  }

  /** Folders of processes that were killed. */
  async #tidy(): Promise<void> {
    const { folder } = this.settings;
    await mkdir(folder, { recursive: true });
    const stale = (await readdir(folder)).filter((name) => !isRunning(Number(name.split('-')[0])));
    await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
