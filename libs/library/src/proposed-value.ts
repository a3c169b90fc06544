/** A value that a model proposes, with the words of the document that it rests on. */
export interface ProposedValue {
  /** Key as it can be filtered by; `title` is for people's eyes alone. */
  readonly key: string;
  readonly value: string;
  /** As it stands in the text. */
  readonly quote: string;
}
