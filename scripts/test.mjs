// `npm test`: the tiers of tests, on a fresh clone too. Options after `--`:
//   --tier NAME   only this tier (may be given several times); `endurance` runs only when it is named
//   PATTERN …     only test files whose path matches
import './lib/require-node.mjs';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jest } from './lib/jest.mjs';
import { prepare } from './lib/prepare.mjs';
import { StepFailed, interrupted, main } from './lib/run.mjs';
import { since } from './lib/since.mjs';
import { systemPrograms } from './lib/system-packages.mjs';

/**
 * In order of cost. `needs` names system programs; `workers` is how many files run beside each other: one where a test kills or
 * measures processes.
 */
const TIERS = {
  unit: { needs: [], workers: 2 },
  medium: { needs: ['redis', 'tesseract', 'git', 'apache', 'dovecot', 'swift'], workers: 2 },
  model: { needs: [], workers: 1 },
  e2e: { needs: ['redis', 'swift'], workers: 2 },
  kill: { needs: [], workers: 1 },
  browser: { needs: ['chromium', 'japanese'], workers: 2 },
  endurance: { needs: ['redis', 'tesseract'], workers: 1 },
};
/** Takes longer than a landing should wait: it has a command of its own, `npm run test:endurance`. */
const UNASKED = Object.keys(TIERS).filter((tier) => tier !== 'endurance');
const TIER_LIMIT_MS = 25 * 60_000;

await main(async () => {
  const { tiers, patterns } = readArguments();
  await prepare();
  const env = await systemPrograms([...new Set(tiers.flatMap((tier) => TIERS[tier].needs))]);
  const results = [];
  for (const tier of tiers) results.push(await runTier(tier, patterns, env));
  report(results);
});

function readArguments() {
  const { values, positionals } = parseArgs({
    options: { tier: { type: 'string', multiple: true, default: UNASKED } },
    allowPositionals: true,
  });
  const unknown = values.tier.find((tier) => !TIERS[tier]);
  if (unknown) throw new StepFailed(`There is no tier "${unknown}". Tiers: ${Object.keys(TIERS).join(', ')}.`);
  return { tiers: Object.keys(TIERS).filter((tier) => values.tier.includes(tier)), patterns: positionals };
}

async function runTier(tier, patterns, env) {
  console.log(`\n── ${tier}`);
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'chancery-test-'));
  const outputFile = join(folder, 'result.json');
  const args = ['--selectProjects', tier, '--passWithNoTests', '--json', '--outputFile', outputFile];
  args.push(`--maxWorkers=${TIERS[tier].workers}`);
  try {
    const { status, interruptedBy, timedOut } = await jest([...args, ...patterns], { env, limitMs: TIER_LIMIT_MS });
    if (interruptedBy) throw interrupted(interruptedBy);
    if (timedOut) console.error(`The tier "${tier}" was stopped after ${TIER_LIMIT_MS / 60_000} minutes.`);
    return { tier, took: since(started), ...counts(outputFile, status) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file that could not even be loaded counts as one failed test, and so does a run that left no result. */
function counts(outputFile, status) {
  const nothing = { passed: 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  if (!existsSync(outputFile)) return nothing;
  const result = JSON.parse(readFileSync(outputFile, 'utf8'));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: Math.max(failed, nothing.failed),
    skipped: result.numPendingTests + result.numTodoTests,
  };
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
