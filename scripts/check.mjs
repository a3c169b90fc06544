// `npm run check`: format, lint, arrows, types, dependencies, unit tests. Every step runs, also after one that failed.
import './lib/require-node.mjs';
import { jest } from './lib/jest.mjs';
import { prepare } from './lib/prepare.mjs';
import { StepFailed, interrupted, main, run } from './lib/run.mjs';
import { since } from './lib/since.mjs';

const tool =
  (script, ...args) =>
  () =>
    run(process.execPath, [`node_modules/${script}`, ...args]);

const STEPS = {
  format: tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  lint: tool('eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  arrows: tool(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ...['--config', '.dependency-cruiser.mjs', 'apps', 'libs', 'migrations'],
  ),
  types: tool('typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'),
  'portal types': tool('typescript/bin/tsc', '-p', 'apps/web', '--noEmit'),
  dependencies: () => run(process.execPath, ['scripts/audit-dependencies.mjs']),
  'unit tests': () => jest(['--selectProjects', 'unit']),
};

await main(async () => {
  await prepare({ build: false });
  const summary = [];
  const failed = [];
  for (const [name, step] of Object.entries(STEPS)) {
    console.log(`\n── ${name}`);
    const started = Date.now();
    const { status, interruptedBy } = await step();
    if (interruptedBy) throw interrupted(interruptedBy);
    if (status !== 0) failed.push(name);
    summary.push(`${status === 0 ? 'ok    ' : 'FAILED'}  ${name} (${since(started)})`);
  }
  console.log(`\n${summary.join('\n')}`);
  if (failed.length > 0)
    throw new StepFailed(`The check failed: ${failed.join(', ')}. What each one found stands above.`);
});
