const TICK_MS = 100;

/** Thrown when something took too long. */
export class OutOfPatience extends Error {
  constructor() {
    super('no answer in time');
    this.name = 'OutOfPatience';
  }
}

/**
 * What `awaited` gives, unless it takes longer than so many milliseconds in which this page could have heard of it: a
 * slow tablet that is busy drawing for seconds hears nothing meanwhile, and what answered long ago must not be given up.
 * @throws {OutOfPatience} and whatever `awaited` throws
 */
export async function inPatience<T>(awaited: Promise<T>, milliseconds: number): Promise<T> {
  let ticks = Math.ceil(milliseconds / TICK_MS);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const tick = () => {
      ticks -= 1;
      if (ticks < 0) reject(new OutOfPatience());
      else timer = setTimeout(tick, TICK_MS);
    };
    tick();
  });
  return Promise.race([awaited, late]).finally(() => clearTimeout(timer));
}
