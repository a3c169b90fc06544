import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './account.module.css';

/** A part of the account under its own heading. */
export function AccountCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.card} aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </section>
  );
}
