import { readXmlLeniently } from './read-xml.js';

/** Parts of Office files that hold what a drawn diagram says, beside how it is drawn. */
export const DIAGRAM = /^(?:word|ppt|xl)\/diagrams\/data\d*\.xml$/;

/** The words of each point of a diagram, in the order of the file. */
export const pointsOfDiagram = (xml: string): string[] => wordsWithin(xml, /^pt$/);

/** The words of each comment and reply on a slide. */
export const commentsOfSlide = (xml: string): string[] => wordsWithin(xml, /^(?:cm|reply)$/);

/** @param element What ends a piece of text. */
function wordsWithin(xml: string, element: RegExp): string[] {
  const found: string[] = [];
  let isText = false;
  let text = '';
  readXmlLeniently(xml, {
    open: (name) => {
      isText = name === 't' || name === 'text';
      if (name === 'p' || name === 'br') text += ' ';
    },
    text: (piece) => void (isText && (text += piece)),
    close: (name) => {
      isText = false;
      if (!element.test(name)) return;
      if (text.trim() !== '') found.push(text.replace(/\s+/g, ' ').trim());
      text = '';
    },
  });
  return found;
}
