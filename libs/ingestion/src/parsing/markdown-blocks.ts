import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { BlockBuilder } from './block-builder.js';
import { beginsClause } from './clause-lines.js';
import { walkHtml } from './html-blocks.js';
import { htmlFragment } from './html-tree.js';
import type { Block } from './parsed-document.js';

/** Blocks nested deeper than this are dropped by markdown-it, to protect its stack; no real document comes near. */
const markdown = new MarkdownIt({ html: true, linkify: false, typographer: false, maxNesting: 200 });
// Targets are dropped, so they need neither encoding nor checking; this is a tenth of the time.
markdown.normalizeLink = (url) => url;
markdown.validateLink = () => true;
/** DocFX inserts another file here; what it is called is all that this file says. */
const INCLUSION = /\[!INCLUDE ?\[([^\][\n]{0,200})\]\([^()\n]{0,500}\)\]/gi;
const CALLOUT = /^\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/i;

/** Blocks of a Markdown text (CommonMark with tables). Link targets are dropped; link text and image descriptions stay. */
export function blocksOfMarkdown(text: string): Block[] {
  const builder = new BlockBuilder();
  for (const token of markdown.parse(text.replace(INCLUSION, '$1'), {})) addToken(token, builder);
  return builder.finish();
}

function addToken(token: Token, builder: BlockBuilder): void {
  switch (token.type) {
    case 'inline':
      return addInline(token.children ?? [], builder);
    case 'heading_open':
      return builder.openHeading(Number(token.tag[1]));
    case 'heading_close':
      return builder.closeHeading();
    case 'paragraph_open':
    case 'paragraph_close':
      return builder.boundary();
    case 'bullet_list_open':
      return builder.openList(null);
    case 'ordered_list_open':
      return builder.openList(Number(token.attrGet('start') ?? 1));
    case 'bullet_list_close':
    case 'ordered_list_close':
      return builder.closeList();
    case 'list_item_open':
      return builder.openItem();
    case 'list_item_close':
      return builder.closeItem();
    case 'blockquote_open':
      return builder.openQuote();
    case 'blockquote_close':
      return builder.closeQuote();
    case 'fence':
    case 'code_block':
      return builder.whole('code', token.content);
    case 'html_block':
      walkHtml(htmlFragment(token.content), builder);
      return;
    case 'table_open':
      return builder.openTable();
    case 'table_close':
      return builder.closeTable();
    case 'tr_open':
      return builder.openRow();
    case 'tr_close':
      return builder.closeRow();
    case 'th_open':
    case 'td_open':
      return builder.openCell(token.type === 'th_open');
    case 'th_close':
    case 'td_close':
      return builder.closeCell();
  }
}

function addInline(children: readonly Token[], builder: BlockBuilder): void {
  for (const [index, child] of children.entries()) {
    if (child.type === 'text') builder.text(index === 0 ? nameCallout(child.content) : child.content);
    else if (child.type === 'code_inline') builder.text(child.content);
    else if (child.type === 'softbreak') breakSoftly(children[index - 1], children[index + 1], builder);
    else if (child.type === 'hardbreak') builder.lineBreak();
    else if (child.type === 'image') addInline(child.children ?? [], builder);
    else if (child.type === 'html_inline') addTag(child.content, builder);
  }
}

/** Of tags in a line, those count that change what the words around them say. */
function addTag(tag: string, builder: BlockBuilder): void {
  if (/^<br\b/i.test(tag)) builder.lineBreak();
  else if (/^<sup\b/i.test(tag)) builder.openRaised();
  else if (/^<\/sup\b/i.test(tag)) builder.closeRaised();
}

/** A line break is a space; but those who write `(1)`, `(a)` or `4.2` line by line mean lines. */
function breakSoftly(before: Token | undefined, after: Token | undefined, builder: BlockBuilder): void {
  if (before && after && beginsClause(after.content, before.content)) builder.lineBreak();
  else builder.text(' ');
}

/** Alerts of GitHub and DocFX (`> [!NOTE]`) read as "Note: …". */
function nameCallout(text: string): string {
  return text.replace(CALLOUT, (_whole, kind: string) => `${kind[0]!.toUpperCase()}${kind.slice(1).toLowerCase()}: `);
}
