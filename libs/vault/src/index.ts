export * from './errors.js';
export { type VaultKeyPlace, readKeys, writeKeyFile } from './key-source.js';
export { type OutsideKey, OutsideKeys, keyTimesIn, vaultKeysIn } from './outside-keys.js';
export { seal, unseal } from './sealing.js';
export { SecretKey } from './secret-key.js';
export { type PeekedFile, peekSealed } from './peek-sealed.js';
export { sealStream, unsealStream } from './sealed-stream.js';
export { VaultModule } from './vault.module.js';
export { Vault, type VaultStatus } from './vault.js';
