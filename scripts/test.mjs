// `npm test`: the tiers of tests, on a fresh clone too. Options after `--`:
//   --tier NAME     only this tier (may be given several times); `endurance` runs only when it is named
//   --without NAME  all tiers but this one
//   PATTERN …       only test files whose path matches
import './lib/require-node.mjs';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UNIT_WORKERS, jest } from './lib/jest.mjs';
import { prepare } from './lib/prepare.mjs';
import { StepFailed, interrupted, main } from './lib/run.mjs';
import { since } from './lib/since.mjs';
import { systemPrograms } from './lib/system-packages.mjs';

/** In order of cost. `needs` names system programs. */
const TIERS = {
  unit: { needs: [] },
  medium: { needs: ['redis', 'tesseract', 'git', 'apache', 'dovecot', 'swift'] },
  model: { needs: [] },
  e2e: { needs: ['redis', 'swift'] },
  kill: { needs: [] },
  browser: { needs: ['chromium', 'japanese'] },
  endurance: { needs: ['redis', 'tesseract'] },
};
/**
 * What runs after what. Files of the tiers in the middle run among each other: most of them wait for much of their time, for
 * services and databases, and then the processors are another's. Unit tests wait little, and say within a minute that
 * something is wrong; endurance tests measure.
 */
const RUNS = [['unit'], ['medium', 'model', 'e2e', 'kill', 'browser'], ['endurance']];
/** Takes longer than a landing should wait: it has a command of its own, `npm run test:endurance`. */
const UNASKED = Object.keys(TIERS).filter((tier) => tier !== 'endurance');
const TIER_LIMIT_MS = 25 * 60_000;
const WORKER_BYTES = 3 * 1024 ** 3;
const MOST_WORKERS = 8;

await main(async () => {
  const { tiers, patterns } = readArguments();
  await prepare();
  const env = await systemPrograms([...new Set(tiers.flatMap((tier) => TIERS[tier].needs))]);
  const results = [];
  for (const together of runsOf(tiers)) results.push(...(await runTiers(together, patterns, env)));
  report(results);
});

function readArguments() {
  const { values, positionals } = parseArgs({
    options: {
      tier: { type: 'string', multiple: true, default: UNASKED },
      without: { type: 'string', multiple: true, default: [] },
    },
    allowPositionals: true,
  });
  const unknown = [...values.tier, ...values.without].find((tier) => !TIERS[tier]);
  if (unknown) throw new StepFailed(`There is no tier "${unknown}". Tiers: ${Object.keys(TIERS).join(', ')}.`);
  const isAsked = (tier) => values.tier.includes(tier) && !values.without.includes(tier);
  return { tiers: Object.keys(TIERS).filter(isAsked), patterns: positionals };
}

/** The tiers as they are run: those of one run among each other. */
function runsOf(tiers) {
  return RUNS.map((run) => run.filter((tier) => tiers.includes(tier))).filter((run) => run.length > 0);
}

/**
 * How many files run beside each other: two more than processors where they wait much, one more where they wait little, as far
 * as there is memory for a service, a browser and the tests themselves.
 */
function workersFor([tier]) {
  if (tier === 'endurance') return 1;
  const processors = availableParallelism();
  if (tier === 'unit') return UNIT_WORKERS;
  return Math.max(1, Math.min(processors + 2, MOST_WORKERS, Math.floor(totalmem() / WORKER_BYTES)));
}

async function runTiers(tiers, patterns, env) {
  console.log(`\n── ${tiers.join(' and ')}`);
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'chancery-test-'));
  const outputFile = join(folder, 'result.json');
  const limitMs = tiers.length * TIER_LIMIT_MS;
  const args = ['--selectProjects', ...tiers, '--passWithNoTests', '--json', '--outputFile', outputFile];
  args.push(`--maxWorkers=${workersFor(tiers)}`);
  try {
    const { status, interruptedBy, timedOut } = await jest([...args, ...patterns], { env, limitMs });
    if (interruptedBy) throw interrupted(interruptedBy);
    if (timedOut) console.error(`${tiers.join(' and ')}: stopped after ${limitMs / 60_000} minutes.`);
    const took = since(started);
    return countsOf(tiers, outputFile, status).map((count) => ({ took, ...count }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** By tier. A file that could not even be loaded counts as one failed test, and so does a run that left no result. */
function countsOf(tiers, outputFile, status) {
  const files = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')).testResults : [];
  const counts = tiers.map((tier) => {
    const own = files.filter(({ name }) => tiers.length === 1 || name.includes(`/test/${tier}/`));
    const tests = own.flatMap(({ assertionResults }) => assertionResults.map((result) => result.status));
    const unloaded = own.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
    const passed = tests.filter((result) => result === 'passed').length;
    const failed = tests.filter((result) => result === 'failed').length + unloaded;
    return { tier, passed, failed, skipped: tests.length - passed - failed + unloaded };
  });
  if (status !== 0 && counts.every(({ failed }) => failed === 0)) counts[0].failed = 1;
  return counts;
}

function report(results) {
  console.log('\n── all tiers');
  for (const { tier, took, ...count } of results) console.log(`${tier.padEnd(8)} ${inWords(count)} (${took})`);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(inWords({ passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }));
  if (sum('failed') > 0) process.exitCode = 1;
}

function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
