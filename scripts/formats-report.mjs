#!/usr/bin/env node
/**
 * Run every file of a folder through the real parsers and print a table of what each type gave (Markdown, for docs/formats.md).
 * Needs a build. Usage: node scripts/formats-report.mjs FOLDER
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { performance } from 'node:perf_hooks';

const entry = new URL('../dist/libs/ingestion/src/parsing/index.js', import.meta.url);
const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder) || !existsSync(entry)) {
  console.error('Usage: node scripts/formats-report.mjs FOLDER (after npm run build)');
  process.exit(2);
}
const { assembleText, ParserPool } = await import(entry.href);

const types = new Map();
for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!file.isFile()) continue;
  const path = join(file.parentPath, file.name);
  const type = extname(path).slice(1).toLowerCase() || 'none';
  types.set(type, [...(types.get(type) ?? []), path]);
}

console.log('| type | files | read | refused | characters | pages | notes | slowest | peak memory |');
console.log('|---|---:|---:|---|---:|---:|---|---:|---:|');
for (const [type, paths] of [...types].sort(([a], [b]) => a.localeCompare(b))) console.log(await rowOf(type, paths));

/** One line of the table; the files of a type are read one after the other in processes of their own. */
async function rowOf(type, paths) {
  const pool = new ParserPool({ size: 1, limits: { memoryBytes: 768 * 1024 * 1024 } });
  const [refused, notes] = [new Map(), new Map()];
  let [read, chars, pages, slowest] = [0, 0, 0, 0];
  for (const path of paths.sort()) {
    const start = performance.now();
    try {
      const document = await pool.parse(path, basename(path));
      read++;
      chars += assembleText(document.blocks).text.length;
      pages += document.pageCount;
      for (const { code } of document.notes) count(notes, code);
    } catch (error) {
      if (typeof error.code !== 'string') throw error;
      count(refused, error.code);
    }
    slowest = Math.max(slowest, performance.now() - start);
  }
  const peak = Math.round(pool.peakRssBytes / 1024 / 1024);
  await pool.close();
  const cells = [`.${type}`, paths.length, read, listed(refused), chars.toLocaleString('en-GB'), pages, listed(notes)];
  return `| ${[...cells, `${(slowest / 1000).toFixed(1)} s`, `${peak} MB`].join(' | ')} |`;
}

function count(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function listed(counts) {
  return (
    [...counts]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([code, times]) => `\`${code}\` ${times}`)
      .join(', ') || '–'
  );
}
