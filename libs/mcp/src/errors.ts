import { KnowledgeError } from '#knowledge';

export class CitationOutside extends KnowledgeError {
  readonly code = 'citation.outside_text';
  readonly kind = 'invalid';
  constructor(lengthUnits: number) {
    super(`The span does not lie within the text, which has ${lengthUnits} characters. Give it as the citation does.`);
  }
}
