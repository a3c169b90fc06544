// Sets the colour scheme before the first paint; a script of its own because the page allows no inline ones.
(function () {
  let stored = 'auto';
  try {
    stored = window.localStorage.getItem('mantine-color-scheme-value') || 'auto';
  } catch (error) {
    console.info('No local storage; following the system colour scheme.', error);
  }
  const dark = stored === 'auto' ? window.matchMedia('(prefers-color-scheme: dark)').matches : stored === 'dark';
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
