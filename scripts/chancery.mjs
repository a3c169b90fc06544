#!/usr/bin/env node
// The `chancery` command: runs what is built. Builds nothing, so that its output is the command's alone.
import './lib/require-node.mjs';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { loadSettingsFile } from './lib/env-file.mjs';
import { cliEntry } from './lib/prepare.mjs';

if (existsSync(cliEntry)) {
  loadSettingsFile();
  process.argv[1] = cliEntry;
  await import(pathToFileURL(cliEntry).href);
} else {
  console.error('Chancery is not built yet. Run `npm start` once in this folder; it installs, builds and starts it.');
  process.exitCode = 3;
}
