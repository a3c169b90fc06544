export { assembleText, type AssembledText, type PlacedBlock } from './assemble-text.js';
export { cleanText } from './clean-text.js';
export { detectType, HEAD_BYTES } from './detect-type.js';
export { noteOf } from './coverage-notes.js';
export { MEDIA_TYPES, SUPPORTED_EXTENSIONS, typeOfExtension } from './document-formats.js';
export { libreOfficePath, tesseractPath } from './installed-programs.js';
export * from './members/archive-errors.js';
export { DEFAULT_UNPACK_LIMITS, type Member, type Unpack, type UnpackLimits } from './members/unpack.js';
export * from './parse-errors.js';
export {
  DEFAULT_PARSE_LIMITS,
  type Block,
  type BlockKind,
  type DocumentType,
  type ParsedDocument,
  type ReadDocument,
  type ParseLimits,
} from './parsed-document.js';
export { DEFAULT_POOL_LIMITS, ParserPool, type ParserPoolLimits, type ParserPoolOptions } from './parser-pool.js';
