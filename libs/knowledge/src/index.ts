export * from './canonical-json.js';
export * from './chunk.js';
export * from './clock.js';
export * from './document.js';
export * from './errors.js';
export * from './principal.js';
export * from './span.js';
export * from './visibility.js';
