/** As of when what was read for an answer is, by the request's context. */
const ages = new WeakMap<object, number>();

/** An answer that was read in several goes is as old as the oldest of them. */
export function noteAge(context: object, asOf: number): void {
  ages.set(context, Math.min(ages.get(context) ?? Infinity, asOf));
}

/** What an answer with reports in it says beside its data; undefined where there is none, or all of it is of now. */
export function toldAge(context: object): { reports: { asOf: string } } | undefined {
  const asOf = ages.get(context);
  return asOf === undefined ? undefined : { reports: { asOf: new Date(asOf).toISOString() } };
}
