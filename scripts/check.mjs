// `npm run check`: format, lint, arrows, types, dependencies, unit tests. Every step runs, also after one that failed.
import './lib/require-node.mjs';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UNIT_WORKERS, jest } from './lib/jest.mjs';
import { prepare } from './lib/prepare.mjs';
import { StepFailed, interrupted, main, run } from './lib/run.mjs';
import { since } from './lib/since.mjs';

const tool =
  (script, ...args) =>
  (options) =>
    run(process.execPath, [`node_modules/${script}`, ...args], options);

const STEPS = {
  lint: tool('eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  format: tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  arrows: tool(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ...['--config', '.dependency-cruiser.mjs', 'apps', 'libs', 'migrations'],
  ),
  types: tool('typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'),
  'portal types': tool('typescript/bin/tsc', '-p', 'apps/web', '--noEmit'),
  dependencies: (options) => run(process.execPath, ['scripts/audit-dependencies.mjs'], options),
  'unit tests': (options) => jest(['--selectProjects', 'unit', `--maxWorkers=${UNIT_WORKERS}`], options),
};

/**
 * What runs when: the lanes of a round beside each other, the steps of a lane one after another. Each step but the tests keeps one
 * processor busy, and linting takes as long as the others together.
 */
const ROUNDS = [[['lint'], ['format', 'arrows', 'types', 'portal types', 'dependencies']], [['unit tests']]];

await main(async () => {
  await prepare({ build: false });
  const folder = mkdtempSync(join(tmpdir(), 'chancery-check-'));
  try {
    report(await runRounds(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

async function runRounds(folder) {
  const results = [];
  for (const lanes of ROUNDS) {
    const ends = await Promise.allSettled(lanes.map((lane) => runLane(lane, lanes.length > 1, folder, results)));
    for (const { reason } of ends) if (reason) throw reason;
  }
  return results;
}

async function runLane(lane, isBesideOthers, folder, results) {
  for (const name of lane) {
    const started = Date.now();
    const { status, interruptedBy } = await (isBesideOthers ? keptApart : shownAtOnce)(name, folder);
    if (interruptedBy) throw interrupted(interruptedBy);
    results.push({ name, isPassed: status === 0, took: since(started) });
  }
}

function shownAtOnce(name) {
  console.log(`\n── ${name}`);
  return STEPS[name]();
}

/** What a step says is shown when it is over, so that it does not mix with what others say meanwhile. */
async function keptApart(name, folder) {
  const file = join(folder, name);
  const output = openSync(file, 'w');
  try {
    return await STEPS[name]({ stdio: ['ignore', output, output] });
  } finally {
    closeSync(output);
    console.log(`\n── ${name}\n${readFileSync(file, 'utf8')}`);
  }
}

function report(results) {
  const lines = results.map(({ name, isPassed, took }) => `${isPassed ? 'ok    ' : 'FAILED'}  ${name} (${took})`);
  console.log(`\n${lines.join('\n')}`);
  const failed = results.filter(({ isPassed }) => !isPassed).map(({ name }) => name);
  if (failed.length > 0)
    throw new StepFailed(`The check failed: ${failed.join(', ')}. What each one found stands above.`);
}
