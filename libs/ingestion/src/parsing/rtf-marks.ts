/**
 * Signs that stand for structure on the way from tokens to blocks. They are controls that no text has, and survive the decoding of
 * every code page.
 */
export const CELL = '\u0007';
export const ROW = '\u001e';
/** Ends of cells and rows of a table within a table. */
export const INNER_CELL = '\u0006';
export const INNER_ROW = '\u0005';
/** At the end of a paragraph that is a heading, before the digit of its depth (from 0). */
export const HEADING = '\u001d';
/** Around a footnote, in the paragraph that it belongs to. */
export const NOTE_START = '\u0010';
export const NOTE_END = '\u0011';
/** Around what somebody remarked on the text. */
export const REMARK_START = '\u0012';
export const REMARK_END = '\u0013';
/** Before the number of a list item. */
export const ITEM = '\u0018';
/** In place of the sign of a list item that is not counted. */
export const BULLET = '- ';
/** Before what stands above the line. */
export const RAISED = '\u0019';
/** Between paragraphs of one cell. */
export const BREAK_IN_CELL = '\u000b';
/** Around the head or foot of pages. */
export const SURROUNDING_START = '\u0014';
export const SURROUNDING_END = '\u0015';
/** Around what the file says of itself; within, around its title and author. */
export const FACTS_START = '\u000e';
export const FACTS_END = '\u000f';
export const TITLE = '\u0001';
export const AUTHOR = '\u0002';
export const FACT_END = '\u0003';
