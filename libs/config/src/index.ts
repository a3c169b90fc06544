export * from './client-settings.js';
export type { IdentitySettings, ProviderSettings } from './identity-settings.js';
export * from './inference-settings.js';
export type { LimitSettings } from './limit-settings.js';
export * from './process-environment.js';
export * from './read-environment.js';
export * from './refusal.js';
export * from './settings.js';
export type { TlsSettings } from './tls-settings.js';
