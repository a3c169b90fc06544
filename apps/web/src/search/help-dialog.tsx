import { Code, Kbd, Modal, Table, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { strings } from '../strings/index.js';

const words = strings.search.dialog;

/** All operators and keys of the search page. */
export function HelpDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.title}
      size="lg"
      closeButtonProps={{ 'aria-label': strings.shell.close }}
    >
      <Rows title={words.operators} rows={words.operatorRows} shown={(text) => <Code>{text}</Code>} />
      <Rows title={words.keys} rows={words.keyRows} shown={(text) => <Kbd>{text}</Kbd>} />
    </Modal>
  );
}

interface RowsProps {
  title: string;
  rows: readonly (readonly [string, string])[];
  shown: (text: string) => ReactNode;
}

function Rows({ title, rows, shown }: RowsProps) {
  return (
    <>
      <Title order={3} size="h5" mt="sm">
        {title}
      </Title>
      <Table verticalSpacing={4} withRowBorders={false}>
        <Table.Tbody>
          {rows.map(([what, meaning]) => (
            <Table.Tr key={what}>
              <Table.Td w="45%">{shown(what)}</Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
