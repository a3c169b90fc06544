import { z } from 'zod';

/** What a sentence names, by names that stay. */
export const particulars = z.record(z.string(), z.union([z.string(), z.number()]));
export type Particulars = Readonly<z.infer<typeof particulars>>;

const text = z.string();
const number = z.number();
const oneOf = <const T extends readonly string[]>(...words: T) => z.enum(words);
/** Several names, one a line. */
const lines = z.string();
/** Several of our own words, with spaces between them. */
const words = z.string();

/** Why a source as a whole, or one of its entries, can't be read. */
const unreadable = z.object({
  reason: oneOf(
    ...(['answered', 'timed_out', 'silent', 'broke_off', 'system', 'error'] as const),
    ...(['start_page', 'robots', 'replaced', 'folder_closed', 'git', 'listing_cut'] as const),
    ...([
      'renumbered',
      'not_given',
      'gone',
      'moved_out',
      'no_file',
      'changed',
      'file_closed',
      'name_not_utf8',
      'reading_broke_off',
      'lfs',
    ] as const),
  ),
  /** HTTP status that the server answered with. */
  status: number.exactOptional(),
  /** The system's own word, as `ECONNREFUSED`. */
  word: text.exactOptional(),
  seconds: number.exactOptional(),
});
export type Unreadable = z.infer<typeof unreadable>;

/** Of what a document may have only so many. */
const tooMany = oneOf(
  ...([
    'pages',
    'slides',
    'sheets',
    'messages',
    'filled cells',
    'paragraphs and rows',
    'pixels',
    'parts inside',
  ] as const),
  ...(['characters', 'characters in entities', 'bytes once unpacked', 'runs of text on a page'] as const),
  ...([
    'fields and remarks on a page',
    'elements',
    'elements with words',
    'nested elements',
    'nested groups',
    'nested values',
  ] as const),
);
export type TooMany = z.infer<typeof tooMany>;

/**
 * Which particulars the sentence of a code names: declared here, given where the sentence is made, and read by the sentences
 * of other languages. A name stays, with its unit; more may come. Sizes in MB, GB and so on are as the sentence rounds them.
 */
export const PARTICULARS = {
  'document.bad_name': z.object({
    problem: oneOf('unicode', 'control', 'invisible', 'outside', 'absolute', 'empty', 'long'),
    /** Characters, where it is too long. */
    limit: number.exactOptional(),
  }),
  'document.too_large': z.object({ limitMb: number }),
  /** `kind` is the usual extension of what the file is, without the dot, or `text`, `binary`, `ole` (an old Office file). */
  'document.unsupported_type': z.object({ kind: text }),
  /** `kind` as above, or `other` for a container without what makes such a file; `renameTo` an extension, where renaming helps. */
  'document.wrong_extension': z.object({ extension: text, kind: text, renameTo: text.exactOptional() }),
  /** `detail` is the parser's own word. */
  'document.corrupt': z.object({ detail: text }),
  'document.no_text': z.object({ pages: number, recognition: oneOf('tried', 'missing') }),
  'document.too_complex': z.object({ limit: number, of: tooMany }),
  'archive.too_many_members': z.object({ limit: number, of: oneOf('kept', 'looked_at') }),
  'archive.too_large': z.object({ limitMb: number }),
  'archive.ratio': z.object({ limit: number }),
  'archive.too_deep': z.object({ limit: number }),
  /** `reason` is the code of what the first file was refused for, where it has one. */
  'archive.nothing_read': z.object({ files: number, first: text.exactOptional(), reason: text.exactOptional() }),
  'parse.timeout': z.object({ limitS: number }),
  'parse.memory_limit': z.object({ limitMb: number }),

  'page.running_lines': z.object({ lines, more: number }),
  'ocr.page': z.object({ confidence: number }),
  'ocr.low_confidence': z.object({ confidence: number }),
  'image.skipped': z.object({ count: number, isDescribed: oneOf('yes', 'no') }),
  'text.hidden': z.object({ count: number }),
  'encoding.guessed': z.object({ encoding: text }),
  'table.quotes': z.object({ count: number, row: number }),
  'sheet.cut': z.object({ rows: number, sheet: number }),
  /** With words in them; 0 of one of the two at most. */
  'sheet.hidden_cells': z.object({ rows: number, columns: number, sheet: number }),
  'formula.no_result': z.object({ count: number }),
  /** `count` of the parts that were not read. */
  'part.cut': z.object({ read: number, count: number }),
  /** `detail` is the reader's own word. */
  'docx.element_skipped': z.object({ detail: text }),
  'attachment.skipped': z.object({ name: text, reason: oneOf('no_place', 'too_deep') }),
  /** Either one file by its name, with a code of a refusal or a word of our own where there is one, or a number of objects. */
  'member.not_read': z.object({
    name: text.exactOptional(),
    reason: text.exactOptional(),
    count: number.exactOptional(),
  }),
  'member.renamed': z.object({ name: text }),
  'member.place_taken': z.object({ name: text }),
  'notes.more': z.object({ count: number }),

  'answer.partial': z.object({ questions: lines }),
  'answer.citation_dropped': z.object({ count: number }),
  'answer.instructions_in_source': z.object({ titles: lines }),
  'answer.unsupported_sentences': z.object({ count: number, of: number }),
  'answer.superseded_sources': z.object({ titles: lines }),
  'answer.partly_read_sources': z.object({ titles: lines }),
  'answer.unsure_recognition': z.object({ titles: lines }),

  'search.bad_operator': z.object({
    written: text,
    problem: oneOf('type', 'language', 'date', 'word'),
    field: text,
    /** What may stand there instead, with commas. */
    allowed: text.exactOptional(),
  }),
  'search.phrase_too_common': z.object({ phrase: text }),

  'limit.reached': z.object({ retryAfterS: number }),
  'password.weak': z.object({
    weakness: oneOf('short', 'long', 'common', 'repetitive', 'personal'),
    /** Characters that it has at least, or at most. */
    limit: number.exactOptional(),
  }),
  'request.invalid': z.object({
    /** The first field that does not fit, as the body names it. */
    field: text.exactOptional(),
    problem: oneOf(
      ...(['missing', 'wrong_type', 'too_short', 'too_long', 'too_small', 'too_big', 'unknown', 'unfit'] as const),
      ...(['unstorable', 'no_file', 'broken_off', 'other'] as const),
    ),
    limit: number.exactOptional(),
  }),
  'request.too_large': z.object({ limitMb: number }),

  'hold.in_place': z.object({
    on: oneOf('document', 'vanished_document', 'collection', 'person', 'records', 'decisions'),
  }),
  /** Without a certificate its key is gone. */
  'record.erased': z.object({ certificate: text.exactOptional() }),
  'decision.erased': z.object({ certificate: text.exactOptional() }),
  'retention.too_short': z.object({ leastDays: number }),

  'decision.illegal_transition': z.object({ state: text, action: text, allowed: words }),
  'decision.incomplete': z.object({ lacks: oneOf('choice', 'reason', 'choice reason') }),
  'decision.not_yours': z.object({ action: text, whose: oneOf('judges', 'owners') }),
  'decision.reviewers_too_few': z.object({ needed: number, named: number }),

  'index.switch_refused': z.object({
    generation: text,
    why: oneOf('untried', 'worse'),
    untried: number,
    questions: number,
  }),
  'index.generation_not_ready': z.object({
    why: oneOf('not_built', 'serves', 'no_earlier'),
    generation: text.exactOptional(),
    state: text.exactOptional(),
  }),
  'index.vector_mismatch': z.object({ length: number, dimensions: number }),
  'log.inconsistent': z.object({ size: number }),
  'schedule.invalid': z.object({ written: text }),

  'source.unreachable': unreadable,
  'source.entry_unreadable': unreadable,
  'source.place_missing': z.object({
    place: oneOf('folder', 'repository', 'branch', 'default_branch', 'bucket', 'mailbox'),
    name: text.exactOptional(),
  }),
  'source.program_missing': z.object({ program: text }),
  'source.entry_too_large': z.object({ limitMb: number }),
  'source.partly_unseen': z.object({ places: number }),
  'source.cut_short': z.object({ limit: number, of: oneOf('pages', 'mb') }),
  'outbound.refused': z.object({ host: text }),
  'outbound.unreachable': z.object({ host: text, word: text.exactOptional() }),
  'outbound.too_large': z.object({ limitMb: number }),
  'outbound.bad_redirect': z.object({
    where: oneOf('outside', 'often', 'no_web_address', 'with_password'),
    limit: number.exactOptional(),
  }),

  'model.in_use': z.object({
    name: text,
    as: oneOf('shipped', 'roles', 'collections', 'index'),
    roles: words.exactOptional(),
    collections: number.exactOptional(),
  }),
  /** `setting` names where the address of a server stands. */
  'model.unavailable': z.object({
    what: oneOf('own', 'server', 'download'),
    host: text.exactOptional(),
    setting: text.exactOptional(),
  }),
  /** `setting` names where the key is given. */
  'model.key_refused': z.object({ host: text, why: oneOf('refused', 'wanted'), setting: text.exactOptional() }),
  /** `name` of the model, of the file, of the catalogue's entry, or of a model server that has not what it is asked for. */
  'model.not_found': z.object({
    what: oneOf('model', 'file', 'catalogue', 'no_address', 'kind', 'server'),
    name: text,
  }),
  /** `not_gguf` and `not_expected` are of a file that is being given. */
  'model.corrupt': z.object({
    why: oneOf('changed', 'missing', 'unreadable', 'not_read', 'not_gguf', 'not_expected'),
    name: text.exactOptional(),
  }),
  'model.name_taken': z.object({ name: text }),
  'model.not_loaded': z.object({ name: text }),
  /** As the file names it, where that looks like a name. */
  'model.architecture_unknown': z.object({ name: text.exactOptional() }),
  'model.tokenizer_unknown': z.object({ name: text.exactOptional() }),
  'model.embedder_gone': z.object({ embedder: text }),
  'model.not_quantizable': z.object({ why: oneOf('quantized', 'type', 'nothing', 'numbers') }),
  /** `no_use`: a sound file that no role can use. */
  'model.unsupported': z.object({ why: oneOf('no_use', 'no_name') }),
  /** `no_server`: neither our own host nor a `setting` says where the role's model is. */
  'model.role_empty': z.object({
    role: oneOf('embedder', 'reranker', 'generator', 'reasoner', 'extractor'),
    why: oneOf('none', 'no_server'),
    setting: text.exactOptional(),
  }),
  /** What the prompt has and what the model reads, unless a foreign server counted. */
  'model.context_exceeded': z.object({ promptTokens: number.exactOptional(), contextTokens: number.exactOptional() }),
  /** `why`: it answered with a `status`, or what nobody understands, or ended too early; or the address is none, or leads nowhere. */
  'model.request_failed': z.object({
    why: oneOf('status', 'sends_elsewhere', 'odd', 'ended', 'no_address', 'leads_nowhere', 'schema'),
    host: text.exactOptional(),
    status: number.exactOptional(),
  }),
  /** `gone`: a `key` that something was encrypted under. Else the source of the keys, a file or a command. */
  'vault.key_unavailable': z.object({
    why: oneOf('gone', 'file', 'command', 'form'),
    key: text.exactOptional(),
    file: text.exactOptional(),
  }),
  'model.disk_full': z.object({ freeBytes: number, needsBytes: number.exactOptional() }),
} as const;

/** The codes whose sentences name something. */
export type CodeOfDetail = keyof typeof PARTICULARS;
export type ParticularsOf<C extends CodeOfDetail> = z.infer<(typeof PARTICULARS)[C]>;

/** A code together with what its sentence names. */
export interface Told<C extends CodeOfDetail> {
  readonly code: C;
  readonly particulars: Readonly<ParticularsOf<C>>;
}
