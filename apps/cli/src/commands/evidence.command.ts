import { rm, rename } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { Cli, Run } from '../run.js';
import { uuid } from './parse-options.js';

/** Add `evidence` to the commands about a kind of thing. @param kind As it stands in addresses. */
export function registerEvidence(parent: Command, cli: Cli, kind: 'decisions' | 'records'): void {
  const one = kind === 'decisions' ? 'decision' : 'record';
  parent
    .command('evidence')
    .description(`a ZIP with the ${one}, its sources and proofs, that anybody can check with chancery-verify`)
    .argument('<id>', `${one} id`, uuid)
    .option('-o, --output <file>', 'where to write it', '')
    .action(
      cli.action<[string], { readonly output: string }>(async (run, id, { output }) => {
        const file = output || `${one}-${id}.zip`;
        await download(run, `/${kind}/${id}/evidence`, file);
        run.print({ file, [one]: id }, () => `Wrote ${file}. Check it with: chancery-verify ${file} --key KEY\n`);
        return 0;
      }),
    );
}

/** Written aside and renamed, so that a file under the name is whole. */
async function download(run: Run, path: string, file: string): Promise<void> {
  const partial = `${file}.part`;
  try {
    await pipeline(run.client.download(path), createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
