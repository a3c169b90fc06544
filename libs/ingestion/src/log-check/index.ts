export { LIBRARY_CHECKS, LibraryCheck } from './library-check.js';
