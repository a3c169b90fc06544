import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Metadata } from '#knowledge';
import type { ArrivedFile, BlobStore } from '#library';
import { fileNameOf, titleFromPath } from './document-path.js';
import {
  DocumentEncrypted,
  type DocumentType,
  HEAD_BYTES,
  MEDIA_TYPES,
  detectType,
  typeOfExtension,
} from './parsing/index.js';

/** A file in a temporary place, with its own place in the collection. */
export interface FileAtHand {
  /** As {@link documentPath} gives it. */
  readonly path: string;
  readonly temporaryPath: string;
  readonly sizeBytes: number;
  readonly title?: string;
  readonly metadata: Metadata;
}

/**
 * Look at a file and move its bytes into the store.
 * @throws The refusals of {@link detectType}, BlobUnwritable, BlobStoreUnreachable
 */
export async function arrivedFile(file: FileAtHand, blobs: BlobStore): Promise<ArrivedFile> {
  const { path, sizeBytes, metadata } = file;
  const fileName = fileNameOf(path);
  const type = await typeOf(fileName, await readHead(file.temporaryPath));
  const sha256 = await hashFile(file.temporaryPath);
  await blobs.adopt(file.temporaryPath, sha256);
  const title = file.title?.trim() || titleFromPath(path);
  return { path, fileName, sha256, sizeBytes, mediaType: MEDIA_TYPES[type], title, metadata };
}

/** A locked Office file is taken as what its name says: its password may come later. */
async function typeOf(fileName: string, head: Uint8Array): Promise<DocumentType> {
  try {
    return await detectType(fileName, head);
  } catch (error) {
    const promised = typeOfExtension(extname(fileName).slice(1).toLowerCase());
    if (error instanceof DocumentEncrypted && promised) return promised;
    throw error;
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
