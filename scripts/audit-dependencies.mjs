// `npm run audit:dependencies`: what a running service uses has no known grave hole, and licences that may be kept. Exceptions, each
// with its reason, stand in dependency-exceptions.json.
import './lib/require-node.mjs';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeFindings, judgeLicences } from './lib/judge-dependencies.mjs';
import { StepFailed, main, root } from './lib/run.mjs';

const AUDIT_WITHIN_MS = 120_000;

await main(async () => {
  const exceptions = readJson('scripts/dependency-exceptions.json');
  const packages = productionPackages();
  const licences = judgeLicences(packages, exceptions.licences);
  const findings = judgeFindings(await audit(), exceptions.advisories, new Date().toISOString().slice(0, 10));
  if (findings === null) console.warn('Known holes were not looked for: the configured registry answers no audit.');
  const complaints = [...licences, ...(findings ?? [])];
  if (complaints.length > 0) throw new StepFailed(complaints.join('\n'));
  console.log(`${packages.length} packages: licences ${findings === null ? 'are' : 'and known holes are'} in order.`);
});

function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

/** Null when there is no answer to be had. An audit that found something ends with a status of its own. */
function audit() {
  const options = { cwd: root, timeout: AUDIT_WITHIN_MS, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile('npm', ['audit', '--omit=dev', '--json'], options, (_error, out) => {
      try {
        resolve(JSON.parse(out));
      } catch {
        resolve(null);
      }
    });
  });
}

/** What the lock file says, and where it is silent the package itself; binaries for other platforms are not here to be asked. */
function productionPackages() {
  return Object.entries(readJson('package-lock.json').packages)
    .filter(([path, { dev, link }]) => path !== '' && !dev && !link)
    .map(([path, { license }]) => ({
      name: path.replace(/^.*node_modules\//, ''),
      licence: license ?? licenceIn(path),
    }))
    .filter(({ licence }) => licence !== undefined);
}

/** Undefined for what is not installed, null for a package that names none. Old ones have a list to choose from. */
function licenceIn(folder) {
  const file = join(folder, 'package.json');
  if (!existsSync(join(root, file))) return undefined;
  const { license, licenses } = readJson(file);
  return license ?? licenses?.map(({ type }) => type).join(' OR ') ?? null;
}
