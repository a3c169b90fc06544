import { Textarea, type TextareaProps } from '@mantine/core';

/** Where somebody says why they do something: the first field to be written in, two lines and more as they are needed. */
export const ReasonField = (props: TextareaProps) => (
  <Textarea autosize minRows={2} maxLength={2_000} data-autofocus {...props} />
);
