import { extname } from 'node:path';
import type { Block } from './parsed-document.js';

const named = (extensions: string): readonly string[] => extensions.split(' ');

/** Extensions of settings, logs, scripts and programs, in which a line is a line. Style sheets are left out: they say nothing. */
export const LINED_EXTENSIONS: readonly string[] = [
  ...named('log yaml yml toml ini cfg conf properties tf hcl proto graphql diff patch'),
  ...named('py js mjs cjs jsx ts tsx vue svelte java kt kts groovy gradle scala clj go rs swift dart'),
  ...named('c h cc cpp cxx hpp m cs vb bas vbs fs rb php pl pm lua r jl hs ml erl ex exs pas f90 cob cbl asm'),
  ...named('sh bash zsh ps1 psm1 bat cmd sql'),
];

const LINED: ReadonlySet<string> = new Set(LINED_EXTENSIONS);

/** Whether a file of this name is kept line by line instead of being read as prose. */
export const isLined = (fileName: string): boolean => LINED.has(extname(fileName).slice(1).toLowerCase());

/** One blank line before something that stands at the margin: what begins a new function, table or section. */
const PART = /(?<=\S[^\S\n]*)\n\n(?=\S)/;

/**
 * Blocks of a text whose lines mean something, as they are. Parts of it are told apart only where one blank line lies between them, which
 * is what the stored text has between blocks: so the nth line of the file is the nth line of the stored text, blank ones at its head aside.
 */
export const blocksOfLines = (text: string): Block[] =>
  text
    .replace(/\r\n?/g, '\n')
    .split(PART)
    .map((part) => ({ kind: 'code', text: part, page: 1 }));
