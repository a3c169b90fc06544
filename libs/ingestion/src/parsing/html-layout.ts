import { defaultTreeAdapter as tree, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** What a table holds by itself, without what is in tables within. */
interface TableContent {
  readonly around: Element | null;
  cells: number;
  /** Rows with cells side by side. */
  wideRows: number;
  chars: number;
  hasHeading: boolean;
  readonly inner: Element[];
}

/** Of a table with another one in a cell: it is data all the same where most cells have none, and all are short. */
const FEWEST_DATA_ROWS = 3;
const LONGEST_DATA_CELL = 80;
const LONGEST_INNER_TABLE = 400;

/**
 * Tables used as page layout: those that hold another table, and those that never have two cells side by side. In a table of data
 * a table within is no more than the text of its cell.
 */
export function layoutTables(root: Parent): ReadonlySet<Element> {
  const layout = new Set<Element>();
  const data = new Set<Element>();
  const contents = contentsOfTables(root);
  for (const [table, content] of contents) {
    if (content.around && data.has(content.around)) {
      layout.add(table);
      data.add(table);
    } else if (isData(content, contents)) data.add(table);
    else if (content.wideRows === 0 || content.inner.length > 0) layout.add(table);
  }
  return layout;
}

function isData(
  { cells, wideRows, chars, hasHeading, inner }: TableContent,
  contents: ReadonlyMap<Element, TableContent>,
): boolean {
  if (inner.length === 0 || hasHeading || wideRows < FEWEST_DATA_ROWS || inner.length * 4 > cells) return false;
  const isInnerShort = inner.every((table) => contents.get(table)!.chars <= LONGEST_INNER_TABLE);
  return isInnerShort && chars <= cells * LONGEST_DATA_CELL;
}

/** A table comes before those within it. */
function contentsOfTables(root: Parent): Map<Element, TableContent> {
  const contents = new Map<Element, TableContent>();
  const stack: { node: Node; table: Element | null }[] = root.childNodes.map((node) => ({ node, table: null }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, table } = top;
    const content = table ? contents.get(table)! : null;
    if (tree.isTextNode(node) && content) content.chars += node.value.trim().length;
    if (!tree.isElementNode(node)) continue;
    if (node.tagName === 'table') {
      contents.set(node, { around: table, cells: 0, wideRows: 0, chars: 0, hasHeading: false, inner: [] });
      content?.inner.push(node);
    } else if (node.tagName === 'tr' && content) {
      const cells = cellCount(node);
      content.cells += cells;
      if (cells > 1) content.wideRows++;
    } else if (content && /^h[1-6]$/.test(node.tagName)) content.hasHeading = true;
    for (const child of node.childNodes) stack.push({ node: child, table: node.tagName === 'table' ? node : table });
  }
  return contents;
}

function cellCount(row: Element): number {
  return row.childNodes.filter((child) => child.nodeName === 'td' || child.nodeName === 'th').length;
}
