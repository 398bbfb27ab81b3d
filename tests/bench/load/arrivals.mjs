import { performance } from 'node:perf_hooks';

/** The same numbers from the same seed, from 0 up to but not including 1 (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle(items, random) {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other], items[last]];
  }
  return items;
}

/**
 * When who taps: independent of each other (a Poisson stream), everybody once before anybody twice.
 * @returns {{ at: number, who: number }[]} in milliseconds from the start
 */
export function planTaps({ people, rate, milliseconds, seed }) {
  const random = seeded(seed);
  const taps = [];
  let order = [];
  for (let at = 0; ;) {
    at += (-Math.log(1 - random()) * 1000) / rate;
    if (at >= milliseconds) return taps;
    if (order.length === 0) order = shuffle(Array.from({ length: people }, (_, who) => who), random); // prettier-ignore
    taps.push({ at, who: order.pop() });
  }
}

/**
 * Does each tap when it is due, whatever became of those before it.
 * @param {(who: number, planned: number) => void} tap gets the moment as planned, on the clock of `performance`
 * @returns milliseconds by which this process was late itself, of each
 */
export function keepTo(taps, tap) {
  const start = performance.now() + 20;
  const late = [];
  let next = 0;
  return new Promise((resolve) => {
    const go = () => {
      for (; next < taps.length; next += 1) {
        const due = start + taps[next].at;
        const wait = due - performance.now();
        // A timer comes up to a millisecond late; the rest of the time is given to whoever else has something to do.
        if (wait > 1) return void setTimeout(go, Math.max(1, Math.floor(wait)));
        if (wait > 0) return void setImmediate(go);
        late.push(-wait);
        tap(taps[next].who, due);
      }
      resolve(late);
    };
    go();
  });
}

/** The value below which the share of all lies. */
export function quantile(values, share) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
