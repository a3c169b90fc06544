export { layOutPack, sealPack } from './lay-out-pack.js';
export type { EvidencePack, PackFile, PackedFile, PackedRecord, PackedSource } from './pack.js';
export { renderReport } from './render-report.js';
export { zipPack } from './zip-pack.js';
