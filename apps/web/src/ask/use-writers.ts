import { useModels } from '../data/use-models.js';
import { useStatus } from '../data/use-status.js';
import { strings } from '../strings/index.js';

const words = strings.ask;

/**
 * Who can write an answer, for a list to choose from: by role first, then each installed model; the value of the generator
 * in use is the empty text.
 * @param chosen What is chosen now; listed even when it is no longer installed.
 */
export function useWriters(chosen: string | null) {
  const { data } = useModels();
  const inUse = useStatus().data?.models.generator ?? null;
  const installed = data?.models.filter(({ kind }) => kind === 'generator').map(({ name }) => name) ?? [];
  const reasoner = data?.roles.reasoner;
  const roles = [
    { value: '', label: words.modelDefault(inUse) },
    ...(reasoner?.name && reasoner.from !== 'generator'
      ? [{ value: 'reasoner', label: words.modelRole.reasoner(reasoner.name) }]
      : []),
  ];
  const isListed = chosen === null || installed.includes(chosen) || roles.some(({ value }) => value === chosen);
  const models = [
    ...installed.map((name) => ({ value: name, label: name })),
    ...(isListed ? [] : [{ value: chosen, label: data ? words.modelGone(chosen) : chosen }]),
  ];
  return {
    isKnown: data !== undefined,
    hasAny: inUse !== null || installed.length > 0,
    installed,
    choices: [
      { group: words.modelGroups.roles, items: roles },
      ...(models.length > 0 ? [{ group: words.modelGroups.models, items: models }] : []),
    ],
  };
}
