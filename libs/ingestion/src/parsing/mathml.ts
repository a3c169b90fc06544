import { defaultTreeAdapter as tree, type DefaultTreeAdapterTypes } from 'parse5';
import { htmlFragment } from './html-tree.js';
import { bracketed, fraction, root, stacked, withIndices } from './math-in-line.js';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const DEEPEST = 200;
/** What another program made of the formula, and what is not shown. */
const PASSED_OVER = /^(?:annotation|annotation-xml|mphantom)$/;

/** A formula (MathML) in one line, as {@link OfficeMath} writes them; in the words of its author where it has such for those who do not see it. */
export function mathInLine(math: Element): string {
  const drawn = inLine(math, 0).replace(/\s+/g, ' ').trim();
  return drawn === '' ? (said(math, 'alttext') ?? '') : drawn;
}

const said = ({ attrs }: Element, wanted: string): string | undefined =>
  attrs.find(({ name }) => name === wanted)?.value.trim();

/** The formula that is all of an XML part; null where the part is something else. */
export function formulaOf(xml: string): string | null {
  const start = xml.search(/<(?:\w+:)?math[\s>]/);
  if (start < 0) return null;
  const [math] = htmlFragment(xml.slice(start).replace(/(<\/?)\w+:/g, '$1')).childNodes;
  return math && tree.isElementNode(math) ? mathInLine(math) : null;
}

function inLine(node: Node, depth: number): string {
  if (tree.isTextNode(node)) return node.value.trim();
  if (!tree.isElementNode(node) || depth > DEEPEST || PASSED_OVER.test(node.tagName)) return '';
  const parts = node.childNodes
    .filter((child) => !tree.isTextNode(child) || child.value.trim() !== '')
    .map((child) => inLine(child, depth + 1));
  const [first = '', second = '', third = ''] = parts;
  switch (node.tagName) {
    case 'mfrac':
      return (/^0(?:\.0*)?\D*$/.test(said(node, 'linethickness') ?? '') ? stacked : fraction)(first, second);
    case 'msup':
    case 'mover':
      return withIndices(first, '', second);
    case 'msub':
    case 'munder':
      return withIndices(first, second);
    case 'msubsup':
    case 'munderover':
      return `${withIndices(first, second, third)} `;
    case 'msqrt':
      return root(parts.join(''));
    case 'mroot':
      return root(first, second);
    case 'mtable':
      return `[${parts.join('; ')}]`;
    case 'mtr':
      return parts.join(', ');
    case 'mfenced':
      return bracketed(separated(parts, said(node, 'separators') ?? ','), said(node, 'open'), said(node, 'close'));
    default:
      return parts.join('');
  }
}

/** Each sign stands behind one part, the last one behind all further parts. */
function separated(parts: readonly string[], separators: string): string {
  const signs = [...separators.replace(/\s/g, '')];
  return parts.map((part, i) => (i === 0 ? part : `${signs[i - 1] ?? signs.at(-1) ?? ''} ${part}`)).join('');
}
