import { Fragment } from 'react';
import classes from './search.module.css';

interface Props {
  text: string;
  /** In order, without overlap, in UTF-16 units. */
  spans: readonly (readonly [number, number])[];
}

/** A text with what matched marked in it. */
export function Marked({ text, spans }: Props) {
  const parts = spans.map(([start, end], i) => (
    <Fragment key={start}>
      {text.slice(spans[i - 1]?.[1] ?? 0, start)}
      <mark className={classes.mark}>{text.slice(start, end)}</mark>
    </Fragment>
  ));
  return (
    <>
      {parts}
      {text.slice(spans.at(-1)?.[1] ?? 0)}
    </>
  );
}
