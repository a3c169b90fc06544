#!/usr/bin/env node
/**
 * Run every file of a folder through the real parsers, what is inside archives and messages too, and print a table of what each
 * type gave (Markdown, for docs/formats.md). Needs a build. Usage: node scripts/formats-report.mjs FOLDER
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { performance } from 'node:perf_hooks';

const entry = new URL('../dist/libs/ingestion/src/parsing/index.js', import.meta.url);
const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder) || !existsSync(entry)) {
  console.error('Usage: node scripts/formats-report.mjs FOLDER (after npm run build)');
  process.exit(2);
}
const { assembleText, DEFAULT_UNPACK_LIMITS: limits, ParserPool } = await import(entry.href);

const types = new Map();
for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!file.isFile()) continue;
  const path = join(file.parentPath, file.name);
  const type = extname(path).slice(1).toLowerCase() || 'none';
  types.set(type, [...(types.get(type) ?? []), path]);
}

console.log(
  '| type | files | read | in part | refused | files inside | characters | pages | notes | slowest | peak memory |',
);
console.log('|---|---:|---:|---:|---|---|---:|---:|---|---:|---:|');
for (const [type, paths] of [...types].sort(([a], [b]) => a.localeCompare(b))) console.log(await rowOf(type, paths));

/** One line of the table; the files of a type are read one after the other in processes of their own. */
async function rowOf(type, paths) {
  const pool = new ParserPool({ size: 1, limits: { memoryBytes: 768 * 1024 * 1024 } });
  const sums = { read: 0, partly: 0, chars: 0, pages: 0, slowest: 0 };
  const counts = { refused: new Map(), notes: new Map(), inside: new Map() };
  for (const path of paths.sort()) await readSent(pool, path, sums, counts);
  const peak = Math.round(pool.peakRssBytes / 1024 / 1024);
  await pool.close();
  const { read, partly, chars, pages, slowest } = sums;
  const cells = [`.${type}`, paths.length, read, partly, listed(counts.refused), listed(counts.inside)];
  const figures = [chars.toLocaleString('en-GB'), pages, listed(counts.notes)];
  return `| ${[...cells, ...figures, `${(slowest / 1000).toFixed(1)} s`, `${peak} MB`].join(' | ')} |`;
}

/** A file as it is sent, and all that comes out of it, within the limits that hold for both together. */
async function readSent(pool, path, sums, { refused, notes, inside }) {
  const left = { members: limits.maxMembers, bytes: limits.maxBytes };
  const waiting = [{ path, name: basename(path), depth: 1 }];
  const folders = [];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const start = performance.now();
    const into = mkdtempSync(join(tmpdir(), 'chancery-report-'));
    folders.push(into);
    const unpack = { folder: into, membersLeft: left.members, bytesLeft: left.bytes, depth: next.depth, limits };
    try {
      const document = await pool.parse(next.path, next.name, { unpack });
      if (next.depth === 1) sums.read++;
      else count(inside, 'read');
      if (document.coverage.gaps.some(({ kind }) => kind === 'text')) sums.partly++;
      sums.chars += assembleText(document.blocks).text.length;
      sums.pages += document.pageCount;
      for (const { code } of document.notes) count(notes, code);
      for (const { name, file, sizeBytes } of document.members ?? []) {
        left.members--;
        left.bytes -= sizeBytes;
        waiting.push({ path: join(into, file), name: basename(name), depth: next.depth + 1 });
      }
    } catch (error) {
      if (typeof error.code !== 'string') throw error;
      count(next.depth === 1 ? refused : inside, `\`${error.code}\``);
    }
    sums.slowest = Math.max(sums.slowest, performance.now() - start);
  }
  for (const into of folders) rmSync(into, { recursive: true, force: true });
}

function count(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function listed(counts) {
  return (
    [...counts]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, times]) => `${/^[a-z]+\.[a-z_]+$/.test(key) ? `\`${key}\`` : key} ${times}`)
      .join(', ') || '–'
  );
}
