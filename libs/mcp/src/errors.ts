import { KnowledgeError } from '#knowledge';

/** A span that is empty, backwards, or beyond the end. @param lengthUnits Of the text, in UTF-16 code units. */
export class CitationOutside extends KnowledgeError {
  readonly code = 'citation.outside_text';
  readonly kind = 'invalid';
  constructor(lengthUnits: number) {
    super(`The span does not lie within the text, which has ${lengthUnits} characters. Give it as the citation does.`);
  }
}
