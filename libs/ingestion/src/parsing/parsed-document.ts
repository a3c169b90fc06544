import type { CoverageNote, Metadata, RevisionCoverage } from '#knowledge';
import type { Member, Unpack } from './members/unpack.js';

/** What a parser makes of one file: its words in reading order, and what it could not read. */
export interface ParsedDocument {
  /** The title that the file itself states; null when it states none. */
  readonly title: string | null;
  /** Keys match `[a-z][a-z0-9_]{0,39}`; values are one line of at most 500 characters. */
  readonly metadata: Metadata;
  /** Reading order; `page` never decreases. */
  readonly blocks: readonly Block[];
  /** Pages of the file, from 1; formats without pages have one. */
  readonly pageCount: number;
  readonly notes: readonly CoverageNote[];
  /** Files inside it, in the folder that its reader was given for them; absent where there are none. */
  readonly members?: readonly Member[];
}

/** What reading a file gave: its parser's words, the notes cut to a sensible number, and what all of them come to. */
export interface ReadDocument extends ParsedDocument {
  readonly coverage: RevisionCoverage;
}

/** What a parser is told besides the file and its limits. */
export interface ParseSetting {
  /** The name as uploaded; the file itself may have another. */
  readonly fileName: string;
  /** Where and how much it may unpack; null: members are only named. */
  readonly unpack: Unpack | null;
  /** Opens a locked file; used for this one reading and kept nowhere. */
  readonly password?: string;
}

/** What a block is to a reader; it decides how blocks are joined to chunks. */
export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'table-row' | 'code' | 'quote';

/** One piece of a document that reads as a unit. */
export interface Block {
  readonly kind: BlockKind;
  readonly text: string;
  /** Headings: 1 (outermost) to 6. List items: depth of nesting, from 1. */
  readonly level?: number;
  /** From 1. */
  readonly page: number;
  /** Table rows below a header row: the header row's text, {@link HEADER_CHARS} of it at most once a file was read. */
  readonly header?: string;
}

/** It says to which table a row belongs and comes with each, so that a wide one would weigh more than all that the rows hold. */
export const HEADER_CHARS = 200;

/** The kinds of file that can be read, named as their usual extension. */
export type DocumentType =
  | ('pdf' | 'docx' | 'xlsx' | 'pptx' | 'odt' | 'ods' | 'odp' | 'epub' | 'xls' | 'msg' | 'tnef' | 'rtf')
  | ('doc' | 'ppt' | 'png' | 'jpg' | 'tif' | 'bmp' | 'gif' | 'webp')
  | ('zip' | 'tar' | 'gz' | 'p7m')
  | ('eml' | 'mbox' | 'md' | 'html' | 'txt' | 'csv' | 'tsv' | 'json' | 'xml' | 'vtt');

/** Bounds on what one file may unfold to; beyond them it is refused with `document.too_complex`. */
export interface ParseLimits {
  /** UTF-16 code units over all blocks. */
  readonly maxTextChars: number;
  readonly maxPages: number;
  /** Sum of the unpacked entries of a zip container. */
  readonly maxUncompressedBytes: number;
  /** For one document, in milliseconds. A parser that can leave something out in order to keep within it does. */
  readonly timeoutMs: number;
}

/** Where the settings say nothing else; far above what people write, far below what fills a machine. */
export const DEFAULT_PARSE_LIMITS: ParseLimits = {
  maxTextChars: 20_000_000,
  maxPages: 5_000,
  maxUncompressedBytes: 500_000_000,
  timeoutMs: 120_000,
};
