import { Program } from './program.mjs';
import { CRITERIA } from './sixty-criteria.mjs';

const ROUNDS = 1;

/**
 * From a finger on an option to the painted frame that shows it ticked, on the scoring screen of a card with sixty
 * criteria and on a page that does nothing, both in a browser that is slowed down six times.
 * @param server  of an empty database, which has printed the link for its first administrator
 * @param url  of that database
 * @returns milliseconds, one a tap
 */
export async function measureTaps({ server, address, url }) {
  const stage = new Program(new URL('./stage.mjs', import.meta.url));
  const finger = new Program(new URL('./load/finger.mjs', import.meta.url));
  try {
    const [, once] = await server.printed(/(\/ghe\/once\.\S+)/);
    const wanted = await stage.ask('cardToCut');
    const code = await finger.ask('publish', { link: address + once, ...wanted });
    const [{ members, criteriaSetCode }] = await stage.ask('stageCouncils', { url, councils: 1 });
    if (criteriaSetCode !== code) throw new Error(`${criteriaSetCode} is scored by, not ${code}`);
    await stage.stop();
    const links = members
      .filter(({ role }) => role === 'MEMBER')
      .map(({ token }) => `${address}/ghe/${token}`);
    const times = { card: [], floor: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      times.floor.push(...(await finger.ask('tapNothing')));
      times.card.push(...(await finger.ask('tapCard', { link: links[round] })));
    }
    await finger.ask('close');
    return { ...times, criteria: CRITERIA };
  } finally {
    await Promise.all([stage.stop(), finger.stop()]);
  }
}
