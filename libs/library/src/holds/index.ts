export * from './errors.js';
export { type Hold, type HoldKind, Holds } from './holds.js';
