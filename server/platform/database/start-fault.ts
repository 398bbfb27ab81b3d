/** A reason why the server cannot start that a person can act on: one sentence in each language. */
export class StartFault extends Error {
  constructor(
    readonly vi: string,
    readonly en: string,
    options?: ErrorOptions,
  ) {
    super(`${vi}\n${en}`, options);
    this.name = 'StartFault';
  }
}
