import { KnowledgeError } from '#knowledge';

/** Settings that can't be used. The message lists every bad variable, one a line, never its value. */
export class SettingsInvalid extends KnowledgeError {
  readonly code = 'settings.invalid';
  readonly kind = 'invalid';

  constructor(readonly problems: readonly string[]) {
    super(`The settings can't be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}
