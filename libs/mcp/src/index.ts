export * from './errors.js';
export type { ToolBackend } from './tool-backend.js';
export { type Stopper, toolServer } from './tool-server.js';
