import { defaultTreeAdapter as tree, type DefaultTreeAdapterTypes } from 'parse5';
import type { BlockBuilder } from './block-builder.js';
import {
  attribute,
  holdsText,
  isHidden,
  isPutAway,
  isShown,
  showingAt,
  showingIn,
  type Showing,
} from './html-hidden.js';
import { layoutTables } from './html-layout.js';
import { mathInLine } from './mathml.js';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

const BOLD = new Set(['b', 'strong']);
const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd label mark nobr output q ruby rt rp s samp small span ' +
    'strike strong sub sup time tt u var wbr img br input center math'
  ).split(' '),
);

/**
 * Feed the visible text below a node to a builder. Iterative, so that depth of nesting cannot exhaust the stack.
 * @param isLeftOut Elements that are passed over with all that is in them.
 * @returns Stretches of text that their author hid.
 */
export function walkHtml(
  root: Parent,
  builder: BlockBuilder,
  isLeftOut: (element: Element) => boolean = () => false,
): number {
  const layout = layoutTables(root);
  const { showing: first, isStyled } = showingAt(root);
  const stretches = new Stretches();
  const stack: { node: Node; around: Showing; leaving: boolean }[] = [];
  const descend = (parent: Parent, around: Showing) => {
    for (let i = parent.childNodes.length - 1; i >= 0; i--)
      stack.push({ node: parent.childNodes[i]!, around, leaving: false });
  };
  descend(root, first);
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, around, leaving } = top;
    if (tree.isTextNode(node)) {
      if (stretches.take(node.value, isShown(around))) builder.text(node.value);
    } else if (!tree.isElementNode(node)) continue;
    else if (leaving) leave(node, builder, layout);
    else if (isPutAway(node)) stretches.passOver(node);
    else if (!isHidden(node) && !isLeftOut(node)) {
      const showing = showingIn(node, around, isStyled);
      if (!(showing.isUnseen && DRAWN.has(node.tagName))) enter(node, builder, layout);
      stack.push({ node, around, leaving: true });
      if (node.tagName !== 'math') descend(node, showing);
    }
  }
  return stretches.hidden;
}

/** Elements that are something by themselves, whatever text is in them. */
const DRAWN = new Set(['img', 'math', 'br']);

/** Counts what is hidden: pieces of it with nothing visible between them are one stretch. */
class Stretches {
  hidden = 0;
  #isWithin = false;

  /** @returns Whether the text is to be read. */
  take(text: string, isShown: boolean): boolean {
    if (text.trim() !== '') this.#note(!isShown);
    return isShown;
  }

  passOver(element: Element): void {
    if (holdsText(element)) this.#note(true);
  }

  #note(isHidden: boolean): void {
    if (isHidden && !this.#isWithin) this.hidden++;
    this.#isWithin = isHidden;
  }
}

function enter(element: Element, builder: BlockBuilder, layout: ReadonlySet<Element>): void {
  const name = element.tagName;
  if (name === 'br') return builder.lineBreak();
  if (name === 'math') return builder.text(` ${mathInLine(element)} `);
  if (BOLD.has(name)) return builder.openBold();
  if (name === 'img') return builder.text(` ${attribute(element, 'alt') ?? ''} `);
  if (name === 'sup') return builder.openRaised();
  if (INLINE.has(name)) return;
  if (/^h[1-6]$/.test(name)) return builder.openHeading(Number(name[1]));
  if (name === 'ul' || name === 'menu' || name === 'dir') return builder.openList(null);
  if (name === 'ol')
    return builder.openList(wholeOf(element, 'start') ?? 1, COUNTING[attribute(element, 'type') ?? '1']);
  if (name === 'li') return builder.openItem(wholeOf(element, 'value'));
  if (name === 'pre' || name === 'textarea') return builder.openPreformatted();
  if (name === 'blockquote') return builder.openQuote();
  const table = tableOf(element);
  if (!table || layout.has(table)) return builder.boundary();
  if (name === 'table') builder.openTable();
  else if (name === 'tr') builder.openRow();
  else if (name === 'td' || name === 'th') builder.openCell(name === 'th' || isInHead(element), coverOf(element));
  else builder.boundary();
}

/** What `type` of a list says, in the words of {@link countedAs}. */
const COUNTING: Readonly<Record<string, string>> = {
  ...{ '1': 'decimal', a: 'lowerLetter', A: 'upperLetter', i: 'lowerRoman', I: 'upperRoman' },
};

function wholeOf(element: Element, name: string): number | undefined {
  const value = Number.parseInt(attribute(element, name) ?? '', 10);
  return Number.isSafeInteger(value) ? value : undefined;
}

function leave(element: Element, builder: BlockBuilder, layout: ReadonlySet<Element>): void {
  const name = element.tagName;
  if (BOLD.has(name)) return builder.closeBold();
  if (name === 'sup') return builder.closeRaised();
  if (INLINE.has(name)) return;
  if (/^h[1-6]$/.test(name)) return builder.closeHeading();
  if (name === 'ul' || name === 'menu' || name === 'dir' || name === 'ol') return builder.closeList();
  if (name === 'li') return builder.closeItem();
  if (name === 'pre' || name === 'textarea') return builder.closePreformatted();
  if (name === 'blockquote') return builder.closeQuote();
  const table = tableOf(element);
  if (!table || layout.has(table)) return builder.boundary();
  if (name === 'table') builder.closeTable();
  else if (name === 'tr') builder.closeRow();
  else if (name === 'td' || name === 'th') builder.closeCell();
  else builder.boundary();
}

/** The table that a table, row or cell element belongs to; nothing for all other elements. */
function tableOf(element: Element): Element | null {
  if (element.tagName === 'table') return element;
  if (!/^(?:t[rdh]|thead|tbody|tfoot)$/.test(element.tagName)) return null;
  let parent: Parent | null = element.parentNode;
  for (let steps = 0; parent && steps < 4; steps++) {
    if ('tagName' in parent && parent.tagName === 'table') return parent;
    parent = 'parentNode' in parent ? parent.parentNode : null;
  }
  return null;
}

function isInHead(cell: Element): boolean {
  const row = cell.parentNode;
  return row !== null && 'parentNode' in row && row.parentNode?.nodeName === 'thead';
}

/** Unreadable counts mean one, as in browsers. */
function coverOf(cell: Element): { columns: number; rows: number } {
  const count = (name: string) => Math.max(1, Number.parseInt(attribute(cell, name) ?? '1', 10) || 1);
  return { columns: count('colspan'), rows: count('rowspan') };
}
