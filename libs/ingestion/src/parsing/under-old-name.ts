import { decodeText } from './decode-text.js';
import type { DocumentType } from './parsed-document.js';

/** Present formats, by the old ones whose names they are given. */
const SUCCESSORS: Partial<Record<DocumentType, DocumentType>> = { doc: 'docx', xls: 'xlsx', ppt: 'pptx' };

/** How much of a file says how it is written. */
const JUDGED_BYTES = 4096;
const PREAMBLE = /^\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?/;
const HTML = /^<(?:!doctype html|html|head|meta|table|body|style)[\s>]/i;
/** A page with its pictures, as Word and wikis export it. */
const ARCHIVED_PAGE = /^\ufeff?\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart\/related/i;
const XML_SHEETS =
  /^<\?mso-application\s+progid="Excel\.Sheet"|^<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet/;

/**
 * What a file is that bears the name of an old Office format and holds another that Office opens all the same: programs export web pages,
 * rich text, tables and present files so, and their users have never been told.
 * @param content The format that its first bytes name; undefined for text.
 * @param head The beginning of the file.
 * @returns null where it is nothing of that kind.
 */
export function typeUnderOldName(
  promised: DocumentType,
  content: { readonly family: string; readonly type?: DocumentType },
  head: Uint8Array,
): DocumentType | null {
  const successor = SUCCESSORS[promised];
  if (!successor) return null;
  if (content.type === successor || (content.type === 'rtf' && promised === 'doc')) return content.type;
  return content.family === 'text' ? typeOfText(promised, decodeText(head.subarray(0, JUDGED_BYTES)).text) : null;
}

function typeOfText(promised: DocumentType, text: string): DocumentType | null {
  if (ARCHIVED_PAGE.test(text)) return 'eml';
  const begun = text.replace(PREAMBLE, '');
  if (HTML.test(begun)) return 'html';
  if (promised !== 'xls') return null;
  if (XML_SHEETS.test(begun)) return 'xls';
  return text.split('\n', 1)[0]!.includes('\t') ? 'tsv' : null;
}
