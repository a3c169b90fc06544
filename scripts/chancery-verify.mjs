#!/usr/bin/env node
// The `chancery-verify` command: checks proofs offline. Needs what is built, and neither service nor database.
import './lib/require-node.mjs';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../dist/programs/verify.js', import.meta.url));
if (existsSync(entry)) await import(entry);
else {
  console.error('Chancery is not built yet. Run `npm run build` once in this folder.');
  process.exitCode = 2;
}
