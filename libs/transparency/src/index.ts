export * from './checkpoint.js';
export * from './merkle-frontier.js';
export * from './merkle-proof.js';
export * from './name-commitment.js';
export * from './signed-note.js';
export * from './stored-nodes.js';
export * from './tlog-proof.js';
export * from './transparency-errors.js';
