/** What whoever asks for a change does when it was made, and when it was not. */
export interface Told<Out> {
  readonly onSuccess?: (made: Out) => unknown;
  readonly onError?: (error: Error) => unknown;
}

/** Each change is told of once, whatever was asked for after it. A failure that nobody listens for is left to where it is shown. */
export function tell<Out>(change: Promise<Out>, { onSuccess, onError }: Told<Out> = {}): void {
  void change.then(onSuccess, onError ?? (() => undefined));
}
