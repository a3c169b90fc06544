// `npm run dev`: the compiler in watch mode, bundles and `chancery up` again after each clean compilation, and Vite with hot reload
// in front of it. Flags after `--` go to `up`.
import './lib/require-node.mjs';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { bundlePrograms } from './lib/bundle.mjs';
import { cliEntry, prepare } from './lib/prepare.mjs';
import { main, root } from './lib/run.mjs';

const children = new Set();
let service;
let restarting = Promise.resolve();
let stopping = false;

await main(async () => {
  await prepare();
  const compiler = launch(
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  createInterface(compiler.stdout).on('line', (line) => {
    console.log(line);
    if (line.includes('Found 0 errors')) restarting = restarting.then(restart);
  });
  launch(['node_modules/vite/bin/vite.js', '-c', 'apps/web/vite.config.ts']);
});

function launch(args, options = { stdio: 'inherit' }) {
  const child = spawn(process.execPath, args, { cwd: root, ...options });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Bundle what was just compiled, stop the running service, wait for its end, and start the new one. */
async function restart() {
  await bundlePrograms().catch((error) => console.error(error.message));
  if (service && children.has(service)) {
    const ended = new Promise((resolve) => service.once('exit', resolve));
    service.kill('SIGTERM');
    await ended;
  }
  if (!stopping) service = launch([cliEntry, 'up', ...process.argv.slice(2)]);
}

function stop() {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill('SIGTERM');
}
