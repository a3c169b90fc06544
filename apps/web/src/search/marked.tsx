import { Fragment } from 'react';
import classes from './search.module.css';

interface Props {
  text: string;
  /** In order, without overlap, in UTF-16 units. */
  spans: readonly (readonly [number, number])[];
}

/** A text with what matched marked in it. */
export function Marked({ text, spans }: Props) {
  let at = 0;
  const parts = spans.map(([start, end]) => {
    const before = text.slice(at, start);
    at = end;
    return (
      <Fragment key={start}>
        {before}
        <mark className={classes.mark}>{text.slice(start, end)}</mark>
      </Fragment>
    );
  });
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
