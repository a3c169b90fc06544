import { KnowledgeError } from '#knowledge';

/** A proof, note or checkpoint that cannot be read, or that does not prove what it should. */
export class ProofInvalid extends KnowledgeError {
  readonly code = 'log.proof_invalid';
  readonly kind = 'invalid';
}
