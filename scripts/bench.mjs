// `npm run bench`: every benchmark in turn. Patterns after `--` choose some by file name; flags, and what follows them, are passed on.
import './lib/require-node.mjs';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { StepFailed, interrupted, main, root, run } from './lib/run.mjs';

const given = process.argv.slice(2);
const firstFlag = given.findIndex((argument) => argument.startsWith('-'));
const patterns = firstFlag < 0 ? given : given.slice(0, firstFlag);
const flags = firstFlag < 0 ? [] : given.slice(firstFlag);
/** As the service starts its processes. */
const AS_SERVED = {
  ...{ RUST_LOG: 'error', LANCEDB_LOG: 'error', MALLOC_ARENA_MAX: '2' },
  ...{ LANCE_FTS_NUM_SHARDS: '2', LANCE_FTS_PARTITION_SIZE: '512' },
};
/** Runs for hours: only when it is asked for. */
const LONG = ['scale.bench.ts'];

await main(async () => {
  await prepare();
  const files = benchmarks();
  if (files.length === 0) throw new StepFailed(`No benchmark in bench/ matches: ${patterns.join(', ') || 'any name'}.`);
  if (files.some((name) => name.endsWith('.ts'))) await node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
  const failed = [];
  for (const name of files) {
    console.log(`\n── ${name}`);
    const status = await node(
      name.endsWith('.ts') ? `dist/bench/${name.replace(/ts$/, 'js')}` : `bench/${name}`,
      ...flags,
    );
    if (status !== 0) failed.push(name);
  }
  if (failed.length > 0) throw new StepFailed(`Failed: ${failed.join(', ')}.`);
});

function benchmarks() {
  const folder = join(root, 'bench');
  return (existsSync(folder) ? readdirSync(folder).sort() : [])
    .filter((name) => /\.bench\.(ts|mjs)$/.test(name))
    .filter((name) =>
      patterns.length === 0 ? !LONG.includes(name) : patterns.some((pattern) => name.includes(pattern)),
    );
}

async function node(...args) {
  const { status, interruptedBy } = await run(process.execPath, args, { env: AS_SERVED });
  if (interruptedBy) throw interrupted(interruptedBy);
  return status;
}
