// `npm start`: make the checkout ready, then be `chancery up`. Flags after `--` are passed on.
// The command runs in this process, so signals, exit status and standard streams are its own.
import './lib/require-node.mjs';
import { pathToFileURL } from 'node:url';
import { loadSettingsFile } from './lib/env-file.mjs';
import { cliEntry, prepare } from './lib/prepare.mjs';
import { main } from './lib/run.mjs';

await main(async () => {
  await prepare();
  loadSettingsFile();
  if (process.env.npm_lifecycle_event) endWithParent();
  process.argv.splice(1, 1, cliEntry, 'up');
  await import(pathToFileURL(cliEntry).href);
});

/** npm hands a signal only to the shell it starts, or to nobody: when either is gone, the service stops as well. */
function endWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
