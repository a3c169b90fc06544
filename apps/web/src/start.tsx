import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { focusFlaw } from './shell/focus-flaw.js';
import { keepFocus } from './shell/keep-focus.js';
import { printInLight } from './shell/print-in-light.js';

keepFocus();
focusFlaw();
printInLight();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
