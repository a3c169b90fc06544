import { Link } from 'react-router';
import { strings } from '../strings/index.js';
import classes from './shell.module.css';

/** The mark and the name, leading to the first page. */
export function ProductName() {
  return (
    <Link to="/" className={classes.name}>
      <img src="/favicon.svg" alt="" width={26} height={26} />
      {strings.shell.product}
    </Link>
  );
}
