import type { DocumentType } from './parsed-document.js';
import { beginningOf, isHtml, withoutPreamble } from './text-format.js';

/** Present formats, by the old ones whose names they are given. */
const SUCCESSORS: Partial<Record<DocumentType, DocumentType>> = { doc: 'docx', xls: 'xlsx', ppt: 'pptx' };

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
  return content.family === 'text' ? typeOfText(promised, beginningOf(head)) : null;
}

function typeOfText(promised: DocumentType, text: string): DocumentType | null {
  if (ARCHIVED_PAGE.test(text)) return 'eml';
  if (isHtml(text)) return 'html';
  if (promised !== 'xls') return null;
  if (XML_SHEETS.test(withoutPreamble(text))) return 'xls';
  return text.split('\n', 1)[0]!.includes('\t') ? 'tsv' : null;
}
