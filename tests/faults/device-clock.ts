/** `Date` as pages of this device know it. */
export function clockOf(browser: { readonly clockOff: number }): typeof Date {
  return class extends Date {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(Date.now() + browser.clockOff);
      else super(...(given as [number]));
    }
    static override now() {
      return Date.now() + browser.clockOff;
    }
  } as typeof Date;
}
