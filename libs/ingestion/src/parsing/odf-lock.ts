import { DocumentEncrypted } from './parse-errors.js';
import type { ZipParts } from './zip-parts.js';

/** An OpenDocument file with a password says so in its manifest, part by part. @throws DocumentEncrypted */
export async function refuseLocked(parts: ZipParts, format: string): Promise<void> {
  const manifest = parts.has('META-INF/manifest.xml') ? await parts.text('META-INF/manifest.xml') : null;
  if (manifest?.includes(':encryption-data')) throw new DocumentEncrypted(format);
}
