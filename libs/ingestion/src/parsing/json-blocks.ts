import { blocksOfRows } from './delimited-blocks.js';
import { DocumentTooComplex } from './parse-errors.js';
import type { Block } from './parsed-document.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const DEEPEST_HEADING = 6;
const MOST_COLUMNS = 40;
const DEEPEST = 500;

/**
 * Blocks of a JSON value: lists of like records become tables, members with a plain value `name: value` lines, members with
 * members a heading of their own. Deeply nested members are named by their whole path instead.
 * @throws DocumentTooComplex
 */
export function blocksOfJson(value: unknown): Block[] {
  if (isDeeper(value, DEEPEST)) throw new DocumentTooComplex('nested values', DEEPEST);
  return blocksOf(value as Json, []);
}

/** Level by level, since a stack has its own bounds. */
function isDeeper(value: unknown, depth: number): boolean {
  let level = [value];
  for (let at = 0; at <= depth; at++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : []));
    if (level.length === 0) return false;
  }
  return true;
}

function blocksOf(json: Json, path: readonly string[]): Block[] {
  if (json === null || json === '') return [];
  if (typeof json !== 'object')
    return [paragraph(path.length > DEEPEST_HEADING ? `${path.join('.')}: ${json}` : String(json))];
  if (isList(json)) return ofList(json, path);
  const plain = Object.entries(json).filter(([, member]) => isPlain(member) && member !== null && member !== '');
  const nested = Object.entries(json).filter(([, member]) => !isPlain(member));
  return [
    ...(plain.length > 0 ? [paragraph(plain.map(([name, member]) => `${name}: ${shown(member)}`).join('\n'))] : []),
    ...nested.flatMap(([name, member]) => under(name, path, blocksOf(member, [...path, name]))),
  ];
}

function ofList(list: readonly Json[], path: readonly string[]): Block[] {
  const columns = columnsOf(list);
  if (columns.length > 0)
    return blocksOfRows([
      columns,
      ...list.map((item) => columns.map((column) => shown((item as Record<string, Json>)[column] ?? null))),
    ]);
  if (list.length > 1 && list.every(isRow)) return blocksOfRows(list.map((row) => row.map(shown)));
  if (list.every(isPlain)) return list.some((item) => item !== null) ? [paragraph(list.map(shown).join(', '))] : [];
  return list.flatMap((item) => blocksOf(item, path));
}

/** The member names of records that hold nothing but plain values; none when the list is of something else. */
function columnsOf(list: readonly Json[]): string[] {
  const names = new Set<string>();
  for (const item of list) {
    if (item === null || typeof item !== 'object' || isList(item) || !Object.values(item).every(isPlain)) return [];
    for (const name of Object.keys(item)) names.add(name);
  }
  return names.size <= MOST_COLUMNS ? [...names] : [];
}

function under(name: string, path: readonly string[], blocks: readonly Block[]): Block[] {
  if (blocks.length === 0) return [];
  const level = path.length + 1;
  return level > DEEPEST_HEADING ? [...blocks] : [{ kind: 'heading', text: name, level, page: 1 }, ...blocks];
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isRow = (value: Json): value is readonly Json[] => isList(value) && value.length > 0 && isPlain(value);
const isPlain = (value: Json): boolean =>
  value === null || typeof value !== 'object' || (isList(value) && value.every((item) => typeof item !== 'object'));
function shown(value: Json): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  return isList(value) ? value.map(shown).join(', ') : JSON.stringify(value);
}
const paragraph = (text: string): Block => ({ kind: 'paragraph', text, page: 1 });
