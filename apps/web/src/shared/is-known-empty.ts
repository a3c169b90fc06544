interface Asked {
  readonly data: { readonly total: number } | undefined;
  readonly isPlaceholderData: boolean;
}

/** Whether the service said that a list holds nothing; what still stands there of the question before says nothing. */
export const isKnownEmpty = ({ data, isPlaceholderData }: Asked): boolean => !isPlaceholderData && data?.total === 0;
