/**
 * For the whole portal: when a form finds something wrong with what is about to be sent, the focus goes to the first field
 * that says so, however far up that is.
 * @returns Ends it.
 */
export function focusFlaw(): () => void {
  const look = ({ target }: SubmitEvent) => {
    // By then the form was drawn with what it found.
    if (target instanceof HTMLFormElement) setTimeout(() => flawIn(target)?.focus());
  };
  document.addEventListener('submit', look, { capture: true });
  return () => document.removeEventListener('submit', look, { capture: true });
}

const flawIn = (form: HTMLFormElement): HTMLElement | undefined =>
  [...form.querySelectorAll<HTMLElement>('[aria-invalid="true"]')].find((field) => field.checkVisibility());
