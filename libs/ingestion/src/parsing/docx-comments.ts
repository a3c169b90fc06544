import type { Block } from './parsed-document.js';
import { readXml } from './read-xml.js';
import type { ZipParts } from './zip-parts.js';

/** Part of a Word document that holds the comments in its margin. */
const COMMENTS = 'word/comments.xml';

/** What stands in the margin of a Word document, as paragraphs that name who wrote them; empty where there is nothing. */
export async function commentsOfDocx(parts: ZipParts, format: string): Promise<Block[]> {
  const xml = await parts.text(COMMENTS);
  if (xml === null) return [];
  const comments: { author: string; text: string }[] = [];
  let isText = false;
  readXml(xml, format, {
    open: (name, attribute) => {
      if (name === 'comment') comments.push({ author: attribute('author') ?? '', text: '' });
      else if (name === 't') isText = true;
      else if (name === 'p' || name === 'br' || name === 'tab') add(comments, ' ');
    },
    text: (text) => void (isText && add(comments, text)),
    close: (name) => void (name === 't' && (isText = false)),
  });
  return comments.flatMap(({ author, text }): Block[] => {
    const said = text.replace(/\s+/g, ' ').trim();
    return said === '' ? [] : [{ kind: 'paragraph', text: `Comment${author && ` by ${author}`}: ${said}`, page: 1 }];
  });
}

function add(comments: { text: string }[], text: string): void {
  const open = comments.at(-1);
  if (open) open.text += text;
}
