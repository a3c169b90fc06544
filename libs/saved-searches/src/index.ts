export * from './errors.js';
export { forgetSearches } from './forget-searches.js';
export * from './jobs.js';
export * from './manage-saved-searches.use-case.js';
export * from './read-saved-searches.use-case.js';
export { MOST_SEARCHES, type NewSearch, type SavedSearch, SavedSearchRepository } from './saved-search.repository.js';
export * from './saved-searches.module.js';
export * from './watch-searches.use-case.js';
