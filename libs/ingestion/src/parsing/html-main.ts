import { defaultTreeAdapter as tree, type DefaultTreeAdapterTypes } from 'parse5';
import { attribute, isHidden } from './html-hidden.js';

type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** The main part stands for the page when it holds at least this share of its text. */
const MAIN_SHARE = 0.5;

/** The part of a page that holds what it is about. */
export interface MainPart {
  readonly root: Parent;
  /** Whether text of the page lies around it. */
  readonly isPart: boolean;
}

/** The part that a page itself marks as its main one, where that holds most of its text; else the whole page. */
export function mainPartOf(page: Parent): MainPart {
  const main = firstMain(page);
  if (!main) return { root: page, isPart: false };
  const [all, inside] = [textLength(page), textLength(main)];
  return inside >= all * MAIN_SHARE ? { root: main, isPart: inside < all } : { root: page, isPart: false };
}

/** Menus of links. */
export const isNavigation = (element: Element): boolean =>
  element.tagName === 'nav' || attribute(element, 'role') === 'navigation';

function firstMain(page: Parent): Element | null {
  for (const element of elementsOf(page))
    if (element.tagName === 'main' || attribute(element, 'role') === 'main') return element;
  return null;
}

function textLength(root: Parent): number {
  let length = 0;
  const stack: Parent[] = [root];
  for (let parent = stack.pop(); parent; parent = stack.pop())
    for (const node of parent.childNodes) {
      if (tree.isTextNode(node)) length += node.value.trim().length;
      else if (tree.isElementNode(node) && !isHidden(node) && !isNavigation(node)) stack.push(node);
    }
  return length;
}

/** Visible elements in the order of the document. */
function* elementsOf(root: Parent): Generator<Element> {
  const stack: DefaultTreeAdapterTypes.ChildNode[] = [...root.childNodes].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!tree.isElementNode(node) || isHidden(node)) continue;
    yield node;
    for (let i = node.childNodes.length - 1; i >= 0; i--) stack.push(node.childNodes[i]!);
  }
}
