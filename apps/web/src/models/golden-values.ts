import type { GoldenQuestionView } from '#contracts';
import type { UseFormReturnType } from '@mantine/form';
import type { ChosenDocument } from '../library/document-select.js';
import { strings } from '../strings/index.js';

/** One source that should be found; without a document while none is chosen. */
export interface GoldenSource {
  document: ChosenDocument | null;
  quote: string;
  page: number | null;
}

export const NO_SOURCE: GoldenSource = { document: null, quote: '', page: null };

export type GoldenValues = ReturnType<typeof valuesOf>;
export type GoldenFields = UseFormReturnType<GoldenValues>;

/** What the fields hold at first. @param question Null for a new one. */
export function valuesOf(question: GoldenQuestionView | null) {
  return {
    question: question?.question ?? '',
    collections: question?.collections.map(({ id }) => id) ?? [],
    note: question?.note ?? '',
    expected: question?.expected.map(({ document, title, quote, page }): GoldenSource => ({
      document: { id: document, title: title ?? strings.golden.sourceGone },
      quote: quote ?? '',
      page,
    })) ?? [{ ...NO_SOURCE }],
  };
}

/** What is sent of the fields: sources without a document are left out. */
export function contentOf({ expected, ...values }: GoldenValues) {
  return {
    ...values,
    expected: expected.flatMap(({ document, quote, page }) =>
      document
        ? [{ document: document.id, ...(quote.trim() && { quote: quote.trim() }), ...(page !== null && { page }) }]
        : [],
    ),
  };
}
