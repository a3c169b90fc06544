import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestService } from '#testing';

/** A folder for model files, and what belongs to it, that goes when the suite ends. */
export class ModelFiles {
  readonly folder = mkdtempSync(join(tmpdir(), 'chancery-portal-models-'));

  path(name: string): string {
    return join(this.folder, `${name}.gguf`);
  }

  /** Put a file that was written before into the service's store. */
  async install(service: TestService, name: string, role?: string): Promise<void> {
    const headers = { 'content-type': 'application/octet-stream' };
    const body = readFileSync(this.path(name));
    await expectOk(service.fetch(`/api/v1/models/import?name=${name}`, { method: 'POST', headers, body }));
    if (role === undefined) return;
    const use = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name }) };
    await expectOk(service.fetch(`/api/v1/models/roles/${role}`, use));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

async function expectOk(reply: Promise<Response>): Promise<void> {
  const { ok, status } = await reply;
  if (!ok) throw new Error(`The service answered with status ${status}: ${await (await reply).text()}`);
}
