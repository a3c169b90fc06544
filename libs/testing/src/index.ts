export * from './contracts/embedder.contract.js';
export * from './fakes/hash-embedder.js';
export * from './gguf/scripted-decoder.js';
export * from './gguf/tiny-encoder.js';
export * from './gguf/write-gguf.js';
export * from './builders/a-passage.js';
export * from './builders/a-visibility.js';
