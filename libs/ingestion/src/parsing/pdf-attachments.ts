import type { PDFDocumentProxy } from 'pdfjs-dist';
import { withMembers } from './embedded-members.js';
import { MemberSink, TOO_DEEP } from './members/member-sink.js';
import type { Unpack } from './members/unpack.js';
import type { ParsedDocument } from './parsed-document.js';
import type { PdfAnnotation } from './pdf-annotations.js';

/** A file inside a PDF. */
export interface AttachedFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** Where it is pinned; absent when it belongs to the document as a whole. */
  readonly page?: number;
}

/** Files that belong to the document as a whole: annexes, the members of a portfolio, the data of an invoice. */
export async function attachedTo(pdf: PDFDocumentProxy): Promise<AttachedFile[]> {
  try {
    const found = (await pdf.getAttachments()) as Readonly<Record<string, unknown>> | null;
    return Object.entries(found ?? {}).flatMap(([key, file]) => fileOf(file, key));
  } catch (error) {
    // A damaged list of attachments says nothing about the pages.
    if (error instanceof Error) return [];
    throw error;
  }
}

/** Files that are pinned to a page. */
export function attachedOnPage(annotations: readonly PdfAnnotation[], page: number): AttachedFile[] {
  return annotations
    .filter(({ subtype }) => subtype === 'FileAttachment')
    .flatMap(({ file }) => fileOf(file, 'attachment'))
    .map((file) => ({ ...file, page }));
}

function fileOf(file: unknown, key: string): AttachedFile[] {
  const { filename, content } = (file ?? {}) as { filename?: unknown; content?: unknown };
  if (!(content instanceof Uint8Array)) return [];
  return [{ name: typeof filename === 'string' && filename.trim() !== '' ? filename : key, content }];
}

/** @param packedBytes Size of the PDF. */
export async function withAttachments(
  parsed: ParsedDocument,
  files: readonly AttachedFile[],
  unpack: Unpack | null,
  packedBytes: number,
): Promise<ParsedDocument> {
  if (!unpack || files.length === 0) return parsed;
  const sink = new MemberSink(unpack, packedBytes);
  for (const { name, content, page } of files)
    if (sink.isTooDeep) sink.skip(`attachments/${name}`, TOO_DEEP, page);
    else await sink.add(`attachments/${name}`, [content], page);
  return withMembers(parsed, sink);
}
