import { useMutation } from '@tanstack/react-query';
import type { UseMutationOptions } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type Told, tell } from './tell.js';

/**
 * `useMutation`, whose `mutate` tells what came of it whether or not the part of the page that asked is still there: a row
 * leaves its list with the very change that it asked for, and its message or undo is to come all the same.
 */
export function useTelling<Out, In = void>(options: UseMutationOptions<Out, Error, In>) {
  const mutation = useMutation(options);
  const { mutateAsync } = mutation;
  const mutate = useCallback((input: In, told?: Told<Out>) => tell(mutateAsync(input), told), [mutateAsync]);
  return { ...mutation, mutate };
}
