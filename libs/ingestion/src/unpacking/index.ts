export { readingProviders } from './reading-providers.js';
export { type ReadRevision, StoreParsed } from './store-parsed.js';
export { UnpackRoom, type UnpackSettings } from './unpack-room.js';
