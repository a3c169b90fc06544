// `npm run bench`: every benchmark in turn. Patterns after `--` choose some by file name; flags are passed on.
import './lib/require-node.mjs';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { StepFailed, interrupted, main, root, run } from './lib/run.mjs';

const patterns = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'));

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
    .filter((name) => patterns.length === 0 || patterns.some((pattern) => name.includes(pattern)));
}

async function node(...args) {
  const { status, interruptedBy } = await run(process.execPath, args);
  if (interruptedBy) throw interrupted(interruptedBy);
  return status;
}
