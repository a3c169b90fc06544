import type { Strings } from '../en/index.js';
import { number } from './wording.js';

export const forms: Strings['forms'] = {
  flaw: (issue) => {
    if (issue.code === 'too_small') return issue.minimum > 1 ? 'Das ist zu kurz oder zu klein.' : 'Bitte ausfüllen.';
    if (issue.code === 'too_big')
      return `Das ist zu lang oder zu groß; erlaubt sind höchstens ${number(Number(issue.maximum))}.`;
    if (issue.code === 'invalid_type') return 'Bitte ausfüllen.';
    return 'Diese Angabe hat nicht die richtige Form.';
  },
};
