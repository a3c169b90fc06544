import { type DecisionDetail, whatDraftLacks } from '#contracts';
import type { UseFormReturnType } from '@mantine/form';
import { strings } from '../strings/index.js';

const words = strings.decisions.form;

/** What a new draft is made from. */
export interface DraftGround {
  /** The answers that it rests on. */
  readonly records: readonly string[];
  /** Asked of the answer that it is made from. */
  readonly question?: string;
  readonly matter?: string | null;
}

/** What the fields of a draft hold; nothing is null but a responsible that is not chosen yet. */
export type DraftValues = ReturnType<typeof valuesOf>;
export type DraftFields = UseFormReturnType<DraftValues>;

/** What the fields hold at first. @param decision Null for a new draft. */
export function valuesOf(decision: DecisionDetail | null, { records, question = '', matter = null }: DraftGround) {
  return {
    question: decision?.question ?? question,
    options: decision?.options.map((option) => ({ ...option })) ?? [],
    choice: decision?.choice ?? '',
    reason: decision?.reason ?? '',
    matter: decision?.matter ?? matter ?? '',
    responsible: decision?.responsible.id ?? null,
    reviewers: decision?.reviewers.map(({ id }) => id) ?? [],
    audience: decision?.audience ?? ('named' as const),
    reviewOn: decision?.reviewOn ?? '',
    records: [...records],
  };
}

/** What is sent of the fields: options without a title and empty fields are left out. */
export function contentOf({ responsible, ...values }: DraftValues) {
  return {
    ...values,
    options: values.options.filter(({ title }) => title.trim() !== ''),
    matter: values.matter.trim() === '' ? null : values.matter.trim(),
    reviewOn: values.reviewOn === '' ? null : values.reviewOn,
    ...(responsible !== null && { responsible }),
  };
}

/** What keeps a draft from being proposed, said at the field that lacks it. */
export function flawsOf(draft: Pick<DraftValues, 'choice' | 'reason'>): Record<'choice' | 'reason', string | null> {
  const lacks = whatDraftLacks(draft) ?? '';
  const flawIn = (field: string) => (lacks.includes(field) ? words.neededToPropose : null);
  return { choice: flawIn('choice'), reason: flawIn('reason') };
}
