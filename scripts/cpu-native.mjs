// `npm run cpu:native`: compiles the part of llama.cpp that computes on the processor anew, for this machine (Linux, x64).
// Why one would want that: docs/adr/0013. Sources come out of the installed package, nothing is downloaded. `npm ci` undoes it.
import './lib/require-node.mjs';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { StepFailed, interrupted, main, root, run } from './lib/run.mjs';

const LEAST_GCC = 12;
/** A rounding difference between two compilers; a wrong kernel is far below. */
const LEAST_COSINE = 0.9999;
const PROBE = join(root, 'scripts', 'lib', 'probe-embedding.mjs');

/** Everything as in the package but the compiler: a file that is loaded in place of the package's own. */
const OPTIONS = [
  '-DBUILD_SHARED_LIBS=ON',
  '-DGGML_BACKEND_DL=ON',
  '-DGGML_CPU_ALL_VARIANTS=ON',
  '-DGGML_NATIVE=OFF',
  '-DGGML_OPENMP=OFF',
  '-DCMAKE_PLATFORM_NO_VERSIONED_SONAME=ON',
  '-DCMAKE_BUILD_WITH_INSTALL_RPATH=ON',
  '-DCMAKE_INSTALL_RPATH=$ORIGIN',
  ...['TESTS', 'EXAMPLES', 'TOOLS', 'SERVER'].map((part) => `-DLLAMA_BUILD_${part}=OFF`),
  '-DLLAMA_OPENSSL=OFF',
  '-DCMAKE_C_FLAGS=-w',
  '-DCMAKE_CXX_FLAGS=-w',
];

await main(async () => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new StepFailed('This is for Linux on x64; elsewhere the package is used as it comes.');
  for (const program of ['git', 'cmake', 'make', 'g++']) ensure(program);
  await prepare();
  const before = probe();
  const compiled = await compile(basename(before.backend, '.so').replace(/^lib/, ''));
  install(compiled, before);
});

function ensure(program) {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
  } catch (cause) {
    throw new StepFailed(`${program} is needed. Debian: apt-get install git cmake make g++.`, { cause });
  }
  if (program !== 'g++') return;
  const major = Number(execFileSync('g++', ['-dumpversion'], { encoding: 'utf8' }).split('.')[0]);
  if (major < LEAST_GCC)
    throw new StepFailed(
      `g++ ${major} makes the same slow code as the package has; g++ ${LEAST_GCC} or newer is needed.`,
    );
}

/** The backend that this machine loads, and the vector that it computes for a text; in a process that ends. */
function probe() {
  return JSON.parse(execFileSync(process.execPath, [PROBE], { cwd: root, encoding: 'utf8' }));
}

/** @returns Path of the new file, whose folder is the caller's to remove. */
async function compile(target) {
  const folder = mkdtempSync(join(tmpdir(), 'chancery-cpu-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [source, build] = [join(folder, 'source'), join(folder, 'build')];
  const bundle = join(root, 'node_modules', 'node-llama-cpp', 'llama', 'gitRelease.bundle');
  await step('git', '-c', 'advice.detachedHead=false', 'clone', '--quiet', bundle, source);
  keepTileConfiguration(join(source, 'ggml', 'src', 'ggml-cpu', 'amx', 'mmq.cpp'));
  await step('cmake', '-S', source, '-B', build, '-DCMAKE_BUILD_TYPE=Release', ...OPTIONS);
  await step('cmake', '--build', build, '--target', target, '--parallel', String(availableParallelism()));
  return join(build, 'bin', `lib${target}.so`);
}

/**
 * GCC's `_tile_loadconfig` says of the 64 bytes that configure AMX's tiles that it reads eight of them. GCC 12 therefore leaves out what fills the
 * others, and the first quantized matrix ends the process (general protection fault). Said to be read, all of them are written.
 */
function keepTileConfiguration(file) {
  const call = '_tile_loadconfig(&tc);';
  const text = readFileSync(file, 'utf8');
  if (!text.includes(call)) throw new StepFailed(`${basename(file)} has no ${call} Nothing was changed.`);
  writeFileSync(file, text.replace(call, `asm volatile("" : : "r"(&tc) : "memory"); ${call}`));
}

async function step(command, ...args) {
  const { status, interruptedBy } = await run(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (interruptedBy) throw interrupted(interruptedBy);
  if (status !== 0) throw new StepFailed(`${command} ended with status ${status}. Nothing was changed.`);
}

/** Put the new file in place, by renaming: a package file may be shared with other checkouts. Back if it computes otherwise. */
function install(compiled, before) {
  const original = `${before.backend}.original`;
  if (!existsSync(original)) copyFileSync(before.backend, original);
  replace(compiled, before.backend);
  try {
    const after = probe();
    const similarity = cosine(before.vector, after.vector);
    if (!(similarity >= LEAST_COSINE)) throw new StepFailed(`Its vectors differ (cosine ${similarity.toFixed(6)}).`);
    console.log(
      `Compiled ${basename(before.backend)} for this machine. Its vectors are the same (cosine ${similarity.toFixed(8)}).`,
    );
    console.log('Restart the service. Undo it with: npm ci');
  } catch (cause) {
    replace(original, before.backend);
    throw new StepFailed(`The compiled file does not do; the package's own is back. ${cause.message}`, { cause });
  }
}

function replace(from, to) {
  copyFileSync(from, `${to}.new`);
  renameSync(`${to}.new`, to);
}

function cosine(a, b) {
  const dot = (x, y) => x.reduce((sum, value, index) => sum + value * y[index], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
