import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { cspNonce } from './csp-nonce.js';
import { heedOtherTabs } from './data/other-tabs.js';
import { createQueryClient } from './data/query-client.js';
import { router } from './router.js';
import { cssVariables, theme } from './theme.js';

/** What every page stands on: look, cached replies, dialogs, notifications and addresses. */
export function App() {
  const [client] = useState(createQueryClient);
  useEffect(() => heedOtherTabs(client), [client]);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      cssVariablesResolver={cssVariables}
      getStyleNonce={() => cspNonce}
    >
      <QueryClientProvider client={client}>
        <ModalsProvider>
          <Notifications position="bottom-right" limit={4} />
          <RouterProvider router={router} />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
