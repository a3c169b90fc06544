// Imported first by every script: stops with one clear sentence on a Node that cannot run the service.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const wanted = manifest.engines.node.replace('>=', '');
const [major, minor] = wanted.split('.').map(Number);
const [hereMajor, hereMinor] = process.versions.node.split('.').map(Number);

if (hereMajor < major || (hereMajor === major && hereMinor < minor)) {
  console.error(
    `Chancery needs Node ${wanted} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'Install Node 22 or 24 from your distribution, nodejs.org or a version manager, then run the same command again.',
  );
  process.exit(1);
}
