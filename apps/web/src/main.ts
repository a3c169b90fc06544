import './zod-setup.js';
import '@mantine/core/styles.layer.css';
import '@mantine/dropzone/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './global.css';
import { languageOfReader } from './strings/language.js';
import { speak } from './strings/index.js';

// The words come first: every module of the portal may take its own while it loads.
void speak(languageOfReader()).then(() => import('./start.js'));
