import { Button, Group, NumberInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useDecisionRules, useSetDecisionRule } from '../data/use-stewardship.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';

const words = strings.decisions.rule;
const MOST = 10;

interface Props {
  collection: { id: string; name: string };
}

/** How many people must approve decisions that rest on a collection, besides who owns and proposed them. */
export function ApprovalRule({ collection }: Props) {
  const { data, isPending, isError, error } = useDecisionRules();
  if (isPending) return <Loading minHeight={60} />;
  if (isError) return <ErrorNotice error={error} />;
  const saved = data.collections.find((each) => each.collection.id === collection.id)?.approvals ?? 0;
  return <RuleField key={saved} collection={collection} saved={saved} service={data.service} />;
}

function RuleField({ collection: { id, name }, saved, service }: Props & { saved: number; service: number }) {
  const setting = useSetDecisionRule();
  const [approvals, setApprovals] = useState<number | string>(saved);
  const isWhole = typeof approvals === 'number';
  const save = () =>
    setting.mutate(
      { collection: id, approvals: Number(approvals) },
      { onSuccess: () => notifications.show({ message: words.saved(name), color: 'green' }) },
    );
  return (
    <>
      <Group align="flex-end" gap="sm" wrap="nowrap">
        <NumberInput
          label={words.label}
          description={words.hint(service)}
          min={0}
          max={MOST}
          allowDecimal={false}
          value={approvals}
          onChange={setApprovals}
          style={{ flex: 1 }}
        />
        <Button
          variant="default"
          disabled={!isWhole || approvals === saved}
          loading={setting.isPending}
          onClick={save}
          aria-label={words.saveOne(name)}
        >
          {strings.shell.save}
        </Button>
      </Group>
      {setting.error && <ErrorNotice error={setting.error} />}
    </>
  );
}
