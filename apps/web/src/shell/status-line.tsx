import { useStatus } from '../data/use-status.js';
import { strings } from '../strings/index.js';
import classes from './shell.module.css';

/** Quiet facts at the foot of the navigation: what answers, how much is searchable, what is still being read. */
export function StatusLine() {
  const { data, isError } = useStatus();
  if (!data)
    return <div className={classes.status}>{isError ? strings.shell.statusUnknown : strings.shell.loading}</div>;
  const { models, documents, status, version } = data;
  return (
    <section className={classes.status} aria-label={strings.shell.statusLabel}>
      {status === 'degraded' && <p>{strings.shell.degraded}</p>}
      <p>{models.generator ? strings.shell.generator(models.generator) : strings.shell.noGenerator}</p>
      <p>{strings.shell.documents(documents.live)}</p>
      {documents.pending > 0 && <p>{strings.shell.pending(documents.pending)}</p>}
      {documents.failed > 0 && <p>{strings.shell.failed(documents.failed)}</p>}
      <p>{`${strings.shell.product} ${version}`}</p>
    </section>
  );
}
