import { defaultTreeAdapter as tree, type DefaultTreeAdapterTypes } from 'parse5';
import { colourIn, declarationsOf } from './html-styles.js';

type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** `unknown`: it may be anything, as far as the page's own attributes say. */
type Shade = 'white' | 'other' | 'unknown';

/** How text shows at a place of a page. */
export interface Showing {
  /** `visibility: hidden`. */
  readonly isUnseen: boolean;
  /** Letters have no size. */
  readonly isSizeless: boolean;
  readonly ink: Shade;
  readonly ground: Shade;
}

/** Elements whose content is not part of what a reader sees. */
const SKIPPED = new Set(
  'script style template noscript head title svg iframe object embed canvas audio video select datalist'.split(' '),
);
const CONTROLS = new Set(['button', 'input', 'textarea']);
/** An entrance is played with these: what begins unseen will be seen. */
const MOVING = ['transform', 'transition', 'animation', 'will-change'];
/** With these white letters have an edge, or lie on something that is not around them. */
const OUTLINED = ['text-shadow', '-webkit-text-stroke', 'filter', 'mix-blend-mode'];

/** Null when the element has none of that name; the empty string for one without a value. */
export function attribute(element: Element, name: string): string | null {
  return element.attrs.find((attr) => attr.name === name)?.value ?? null;
}

/** Whether a reader of the page sees neither the element nor anything in it. */
export function isHidden(element: Element): boolean {
  if (SKIPPED.has(element.tagName)) return true;
  if (element.attrs.length === 0) return false;
  if (attribute(element, 'aria-hidden') === 'true') return true;
  if (element.tagName === 'a' && /^#(?:foot|end)note-ref-/.test(attribute(element, 'href') ?? '')) return true;
  return isPutAway(element);
}

/** Hidden by its author, though it is text like any other; a page as a whole never is, it waits for its scripts. */
export function isPutAway(element: Element): boolean {
  if (element.tagName === 'body' || element.tagName === 'html') return false;
  const hidden = attribute(element, 'hidden');
  if (hidden !== null && hidden.toLowerCase() !== 'until-found') return true;
  const style = attribute(element, 'style');
  if (style === null) return false;
  const said = declarationsOf(style);
  if (said.get('display') === 'none' || isOutOfSight(said)) return true;
  return isNought(said.get('opacity') ?? '') && !MOVING.some((name) => said.has(name));
}

/** Moved beyond the edge of any screen, or cut down to nothing. */
function isOutOfSight(said: ReadonlyMap<string, string>): boolean {
  const isLifted = /^(?:absolute|fixed)$/.test(said.get('position') ?? '');
  const sides = isLifted ? ['left', 'top', 'right', 'bottom', 'text-indent'] : ['text-indent'];
  if (sides.some((side) => FAR_OUT.test(said.get(side) ?? ''))) return true;
  if (isLifted && /^rect\((?:\s*[01](?:px)?[\s,]*){4}\)$/.test(said.get('clip') ?? '')) return true;
  const isCut = said.get('overflow') === 'hidden';
  return isCut && ['height', 'max-height', 'width', 'max-width'].some((side) => isNought(said.get(side) ?? ''));
}

/** Beyond a thousand pixels or sixty letters to the left or above. */
const FAR_OUT = /^-(?:\d{4,}(?:\.\d+)?(?:px|pt)?|\d{3,}(?:\.\d+)?r?em)$/;

/** `0`, `0.0`, `0px`, `.0%` */
const isNought = (value: string): boolean => /^[0.]+(?:[a-z]{2,4}|%)?$/.test(value) && value.includes('0');

/** Whether text stands below an element that a browser would draw. */
export function holdsText(element: Element): boolean {
  const stack: Parent[] = [element];
  for (let parent = stack.pop(); parent; parent = stack.pop())
    for (const node of parent.childNodes) {
      if (tree.isTextNode(node) && node.value.trim() !== '') return true;
      if (tree.isElementNode(node) && !SKIPPED.has(node.tagName)) stack.push(node);
    }
  return false;
}

/** White on white counts as hidden; a colour that is not known is given the benefit of the doubt. */
export const isShown = ({ isUnseen, isSizeless, ink, ground }: Showing): boolean =>
  !isUnseen && !isSizeless && !(ink === 'white' && ground === 'white');

/** How text shows before any element says otherwise: black on white, or as style sheets have it. */
const atFirst = (isStyled: boolean): Showing => ({
  ...{ isUnseen: false, isSizeless: false, ink: 'other' },
  ground: isStyled ? 'unknown' : 'white',
});

/** How text shows at the head of a part of a page, by what is around that part, and whether style sheets have a say in it. */
export function showingAt(root: Parent): { readonly showing: Showing; readonly isStyled: boolean } {
  const around: Element[] = [];
  let top = root;
  for (let at: Parent | null = root; at; at = 'parentNode' in at ? at.parentNode : null) {
    top = at;
    if (tree.isElementNode(at)) around.push(at);
  }
  const isStyled = hasStyleSheets(top);
  const showing = around.reduceRight((outer, element) => showingIn(element, outer, isStyled), atFirst(isStyled));
  return { showing, isStyled };
}

/** Whether anything of a page but its elements' own attributes may say how they look. */
function hasStyleSheets(page: Parent): boolean {
  const stack: Parent[] = [page];
  for (let parent = stack.pop(); parent; parent = stack.pop())
    for (const node of parent.childNodes) {
      if (!tree.isElementNode(node)) continue;
      if (node.tagName === 'style') return true;
      if (node.tagName === 'link' && /\bstylesheet\b/i.test(attribute(node, 'rel') ?? '')) return true;
      stack.push(node);
    }
  return false;
}

/**
 * How text shows within an element.
 * @param around How it shows around it. Where there are style sheets, they may give any element a size and colours of its own, so nothing but
 *   `visibility` is taken over.
 */
export function showingIn(element: Element, around: Showing, isStyled: boolean): Showing {
  const inherited = isStyled ? { ...atFirst(true), isUnseen: around.isUnseen } : drawnByBrowser(element, around);
  return element.attrs.length === 0 ? inherited : withOwn(element, inherited);
}

/** What browsers draw in another way than its surroundings. */
function drawnByBrowser(element: Element, around: Showing): Showing {
  const name = element.tagName;
  if (name === 'table') return around.isSizeless ? { ...around, isSizeless: false } : around;
  if (name === 'a') return around.ink === 'white' ? { ...around, ink: 'other' } : around;
  if (name === 'mark') return { ...around, ground: 'other', ink: 'other' };
  return CONTROLS.has(name) ? { ...around, isSizeless: false, ink: 'other', ground: 'unknown' } : around;
}

function withOwn(element: Element, inherited: Showing): Showing {
  const said = declarationsOf(attribute(element, 'style') ?? '');
  const ink = shadeOf(said.get('color') ?? attribute(element, element.tagName === 'body' ? 'text' : 'color'));
  return {
    isUnseen: element.tagName !== 'body' && (unseen(said.get('visibility')) ?? inherited.isUnseen),
    isSizeless: sizeless(said, attribute(element, 'size')) ?? inherited.isSizeless,
    ink: OUTLINED.some((name) => said.has(name)) ? 'unknown' : (ink ?? inherited.ink),
    ground: groundOf(element, said) ?? (isMoved(said) ? 'unknown' : inherited.ground),
  };
}

const unseen = (visibility: string | undefined): boolean | null =>
  visibility === undefined || visibility === 'inherit' ? null : visibility === 'hidden' || visibility === 'collapse';

/** null where nothing is said, or only how much larger than around. */
function sizeless(said: ReadonlyMap<string, string>, size: string | null): boolean | null {
  const value = said.get('font-size');
  if (value === undefined) return said.has('font') || size !== null ? false : null;
  if (isNought(value) || /^(?:1|0?\.\d+)p[xt]$/.test(value)) return true;
  return /(?:[\d.](?:em|ex|ch|%)|^larger|^smaller|^inherit)$/.test(value) ? null : false;
}

/** Colour behind an element's text, where it has one of its own. */
function groundOf(element: Element, said: ReadonlyMap<string, string>): Shade | null {
  const background = `${said.get('background') ?? ''} ${said.get('background-color') ?? ''}`;
  const isPictured = said.has('background-image') || /url\(|gradient\(|var\(/.test(background);
  if (isPictured || attribute(element, 'background') !== null) return 'unknown';
  return shadeOf(said.get('background-color') ?? said.get('background') ?? attribute(element, 'bgcolor'));
}

/** Whether it may lie over something else than what stands around it. */
function isMoved(said: ReadonlyMap<string, string>): boolean {
  const position = said.get('position') ?? 'static';
  const isOffset = ['top', 'left', 'right', 'bottom', 'inset'].some((side) => said.has(side));
  if (position !== 'static' && (position !== 'relative' || isOffset)) return true;
  return said.has('transform') || [...said].some(([name, value]) => name.startsWith('margin') && value.includes('-'));
}

/** null where a value names no colour: it lets through what is behind. */
function shadeOf(value: string | null | undefined): Shade | null {
  if (!value) return null;
  const colour = colourIn(value);
  return (
    colour && (colour === 'unknown' ? 'unknown' : colour.every((part) => part >= NEARLY_WHITE) ? 'white' : 'other')
  );
}

/** Of 255: nobody tells two such colours apart. */
const NEARLY_WHITE = 250;
