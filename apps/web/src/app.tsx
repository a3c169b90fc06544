import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { AskProvider } from './ask/ask-provider.js';
import { cspNonce } from './csp-nonce.js';
import { createQueryClient } from './data/query-client.js';
import { UploadProvider } from './library/upload-provider.js';
import { router } from './router.js';
import { cssVariables, theme } from './theme.js';

/** Questions and uploads live above the pages: both go on while the reader looks at something else. */
export function App() {
  const [client] = useState(createQueryClient);
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
          <AskProvider>
            <UploadProvider>
              <RouterProvider router={router} />
            </UploadProvider>
          </AskProvider>
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
