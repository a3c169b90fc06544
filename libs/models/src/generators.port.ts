import type { Generator } from './generator.port.js';
import type { WritingRole } from './roles.js';

/** The models that write, by role or by name. */
export abstract class Generators {
  /**
   * What writes for a role now, or the installed model of a name. Ask anew for each question: roles change while the
   * service runs. An empty role gives a generator whose `model()` is null.
   * @param model Name of an installed model; null or absent: the one in the role (reasoner and extractor fall back to the generator).
   * @throws ModelNotFound when nothing that writes goes by that name; ModelUnavailable when the inference host does not answer.
   */
  abstract pick(role: WritingRole, model?: string | null): Promise<Generator>;
}
