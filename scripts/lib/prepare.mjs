import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { StepFailed, interrupted, root, run } from './run.mjs';
import { since } from './since.mjs';

const at = (...parts) => join(root, ...parts);
const LOCK = at('dist/.prepare.lock');
const INSTALL_STAMP = at('node_modules/.chancery-stamp');
const MACHINE = `${process.platform}-${process.arch}`;
const BUILD_STAMP = at('dist/.stamp');
const MEND =
  'The messages above name the files. Mend them, or go back to a released version, and run the same command again.';

/** The command line, which starts everything else. */
export const cliEntry = at('dist/programs/cli.js');

/**
 * What is compiled, from which sources, and what its presence proves. Order is the order of building.
 * `sources` are folders and files of the checkout; a change in any of them builds the part again.
 */
const PARTS = [
  {
    name: 'server',
    sources: [
      'apps',
      'libs',
      'migrations',
      'tsconfig.json',
      'tsconfig.build.json',
      'package-lock.json',
      'scripts/lib/bundle.mjs',
    ],
    skip: /^apps\/web\/|^libs\/testing\/|\.spec\.ts$/,
    proof: cliEntry,
    commands: [['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], ['scripts/bundle.mjs']],
    // An incremental compiler trusts its notes over the folder: without the output the notes must go too.
    beforehand: () => existsSync(cliEntry) || rmSync(at('dist/.tsbuildinfo'), { force: true }),
  },
  {
    name: 'portal',
    sources: ['apps/web', 'libs/contracts', 'tsconfig.json', 'package-lock.json'],
    skip: /\.spec\.tsx?$/,
    proof: at('dist/web/index.html'),
    commands: [['node_modules/vite/bin/vite.js', 'build', '-c', 'apps/web/vite.config.ts', '--logLevel', 'warn']],
    beforehand: () => undefined,
  },
];

/**
 * Make the checkout ready to run: dependencies installed as the lock file says, server and portal compiled from the
 * sources as they are now. Does nothing when nothing changed; says on standard error what it does.
 * @throws StepFailed with a sentence on what to do.
 */
export const prepare = ({ build = true } = {}) =>
  withLock(
    LOCK,
    (holder) => say(`waiting for another preparation of this folder (process ${holder}) …`),
    async () => {
      await ensureInstalled();
      if (build) await ensureBuilt();
    },
  );

async function ensureInstalled() {
  if (installedAsLocked()) return;
  const why = existsSync(at('node_modules')) ? 'not as package-lock.json asks' : 'first start';
  say(`installing dependencies (${why}; about 800 MB, half a minute or more) …`);
  // The portal and the compiler are development dependencies: wanted even where NODE_ENV says production.
  await step(
    'Installing the dependencies',
    npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']),
    [
      'npm says why above. Most often the package registry cannot be reached (npm ping) or the disk is full (2 GB are needed):',
      'mend that, then run the same command again; it starts over cleanly.',
    ],
  );
  writeFileSync(INSTALL_STAMP, MACHINE);
}

async function ensureBuilt() {
  const stamp = JSON.parse(readIfThere(BUILD_STAMP) ?? '{}');
  for (const part of PARTS) {
    const wanted = fingerprint(part);
    if (stamp[part.name] === wanted && existsSync(part.proof)) continue;
    say(`building the ${part.name} …`);
    part.beforehand();
    for (const command of part.commands) await step(`Building the ${part.name}`, [process.execPath, command], [MEND]);
    stamp[part.name] = wanted;
    mkdirSync(at('dist'), { recursive: true });
    writeFileSync(BUILD_STAMP, JSON.stringify(stamp));
  }
}

async function step(what, [command, args], advice) {
  const started = Date.now();
  const { status, interruptedBy } = await run(command, args, { stdio: ['ignore', 2, 2] });
  if (interruptedBy) throw interrupted(interruptedBy);
  if (status !== 0) throw new StepFailed([`${what} failed (exit status ${status}).`, ...advice].join('\n'));
  say(`${what.toLowerCase()}: done in ${since(started)}`);
}

/** The npm that started this script where there is one, else the one on the path. */
function npm(args) {
  const own = process.env.npm_execpath;
  return own?.endsWith('npm-cli.js') ? [process.execPath, [own, ...args]] : ['npm', args];
}

/**
 * Whether node_modules holds what the lock asks for, whoever installed it: npm keeps an inventory there, which it writes
 * last. Native packages differ by machine, so a folder that was carried over from another kind of machine does not count.
 */
function installedAsLocked() {
  const inventory = readIfThere(at('node_modules/.package-lock.json'));
  if (inventory === undefined || ![MACHINE, undefined].includes(readIfThere(INSTALL_STAMP))) return false;
  const installed = JSON.parse(inventory).packages;
  const { '': _project, ...locked } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([path, { version, optional }]) =>
    installed[path] ? installed[path].version === version : optional,
  );
}

function fingerprint({ sources, skip }) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap(filesBelow).filter((path) => !skip.test(path)))
    hash.update(`${path}\0`).update(readFileSync(at(path)));
  return hash.digest('hex');
}

/** Files at or below a path of the checkout, in a stable order; none where it does not exist. */
function filesBelow(path) {
  const here = statSync(at(path), { throwIfNoEntry: false });
  if (!here?.isDirectory()) return here ? [path] : [];
  return readdirSync(at(path))
    .sort()
    .flatMap((name) => filesBelow(`${path}/${name}`));
}

const readIfThere = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
const say = (text) => console.error(`chancery: ${text}`);
