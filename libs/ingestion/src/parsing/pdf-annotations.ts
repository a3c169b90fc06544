import { type Filled, linesWithFields } from './pdf-filled-lines.js';
import type { PdfLine } from './pdf-lines.js';

/** What lies upon a page of a PDF beside its text; the fields of pdf.js that matter here, none of them sure to be there. */
export interface PdfAnnotation {
  readonly subtype?: unknown;
  readonly fieldType?: unknown;
  readonly fieldValue?: unknown;
  readonly checkBox?: unknown;
  readonly radioButton?: unknown;
  readonly buttonValue?: unknown;
  readonly exportValue?: unknown;
  readonly password?: unknown;
  readonly hidden?: unknown;
  readonly rect?: unknown;
  /** What is attached, of a `FileAttachment`. */
  readonly file?: unknown;
  readonly contentsObj?: { readonly str?: unknown } | null;
  readonly titleObj?: { readonly str?: unknown } | null;
}

const CHECKED = '[x]';
/** Annotations that are part of the page's surface rather than remarks on it. */
const NO_REMARKS = new Set(['Widget', 'Link', 'FreeText', 'Popup', 'FileAttachment', 'Stamp']);

/** Remarks that people left on a page, in their order: "Comment by Ada: …". */
export function remarksOf(annotations: readonly PdfAnnotation[]): string[] {
  return annotations.flatMap(({ subtype, contentsObj, titleObj }) => {
    const said = words(contentsObj?.str);
    if (said === '' || NO_REMARKS.has(String(subtype))) return [];
    const author = words(titleObj?.str);
    return `Comment${author && ` by ${author}`}: ${said}`;
  });
}

/**
 * The lines of a page with what was filled into its form, and with text that was typed upon it. A value goes with the words to its left,
 * a checked box with those beside it; anything else is a line of its own at its height.
 */
export function withFilledIn(lines: readonly PdfLine[], annotations: readonly PdfAnnotation[]): PdfLine[] {
  const filled = annotations.flatMap(filledIn).sort((a, b) => b.top - a.top || a.left - b.left);
  return linesWithFields(lines, filled);
}

function filledIn(annotation: PdfAnnotation): Filled[] {
  const { rect, hidden, password } = annotation;
  if (!isRect(rect) || hidden === true || password === true) return [];
  const text = textOf(annotation);
  if (text === '') return [];
  const [x0, y0, x1, y1] = rect;
  const sides = { left: Math.min(x0, x1), right: Math.max(x0, x1), bottom: Math.min(y0, y1), top: Math.max(y0, y1) };
  return [{ text, isMark: text === CHECKED, ...sides }];
}

function textOf(annotation: PdfAnnotation): string {
  const { subtype, fieldType, fieldValue, contentsObj } = annotation;
  if (subtype === 'FreeText') return words(contentsObj?.str);
  if (subtype !== 'Widget') return '';
  if (fieldType === 'Btn') return isChecked(annotation) ? CHECKED : '';
  if (fieldType !== 'Tx' && fieldType !== 'Ch') return '';
  return Array.isArray(fieldValue) ? fieldValue.map(words).filter(Boolean).join(', ') : words(fieldValue);
}

function isChecked({ checkBox, radioButton, fieldValue, exportValue, buttonValue }: PdfAnnotation): boolean {
  if (checkBox === true) return typeof fieldValue === 'string' && fieldValue !== 'Off' && fieldValue === exportValue;
  return radioButton === true && typeof fieldValue === 'string' && fieldValue === buttonValue;
}

const words = (value: unknown): string => (typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '');

const isRect = (rect: unknown): rect is [number, number, number, number] =>
  Array.isArray(rect) && rect.length === 4 && rect.every((side) => typeof side === 'number');
