export * from './errors.js';
export type { HoldKind } from './hold.entity.js';
export { type Hold, Holds } from './holds.js';
