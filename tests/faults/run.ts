import { check, type Finding } from './check.js';
import { Laboratory } from './laboratory.js';
import { readKept } from './read-kept.js';
import { Round, type Ending } from './round.js';
import { pause } from './screen.js';
import { Storm, type Injected } from './storm.js';
import type { Told } from './told.js';
import { verifyRecord } from './verify-record.js';

export interface Report {
  readonly seed: number;
  readonly injected: readonly Injected[];
  readonly told: Told;
  readonly findings: readonly Finding[];
  /** ms from the last fault of each round until every screen was right. */
  readonly settled: readonly number[];
  /** Why it could not go on: a screen or an act that did not come right in time; '' where it went to its end. */
  readonly stuck: string;
  /** What the shipped verifier found wrong; '' for nothing. */
  readonly record: string;
  readonly ownDisk: boolean;
}

const ENDINGS: readonly Ending[] = ['concluded', 'cut off', 'scored again'];

/** Plays products, each with so many faults, until all faults are injected, and checks everything after each of them. */
export async function runLaboratory(
  { seed, faults, perRound }: { seed: number; faults: number; perRound: number },
  say: (line: string) => void,
): Promise<Report> {
  const rounds = Math.ceil(faults / perRound);
  const laboratory = await Laboratory.open(seed, rounds);
  try {
    const { staged, told, chance, database, sessionId } = laboratory;
    const storm = new Storm(laboratory, chance.fork());
    const settled: number[] = [];
    let findings: Finding[] = [];
    let stuck = '';
    for (const [index, evaluationId] of staged.evaluationIds.entries()) {
      const count = Math.min(perRound, faults - index * perRound);
      const round = new Round(laboratory, storm, chance.fork(), evaluationId);
      const took = await round.play(count, ENDINGS[index % ENDINGS.length]!).catch((error: unknown) => {
        stuck = String(error);
        return Infinity;
      });
      settled.push(took);
      await storm.calm();
      findings = check(told, await readKept(database, sessionId, staged.evaluationIds));
      say(
        `round ${index + 1}/${rounds}: ${storm.injected.length} faults, ${told.acknowledged.length} saves acknowledged, ` +
          `${findings.length} findings, right after ${(took / 1_000).toFixed(1)} s`,
      );
      if (stuck) break;
    }
    const record = stuck ? '' : await closeAndVerify(laboratory);
    const { injected } = storm;
    return { seed, injected, told, findings, settled, stuck, record, ownDisk: database.ownDisk };
  } finally {
    await laboratory.close();
  }
}

async function closeAndVerify(laboratory: Laboratory): Promise<string> {
  const { chair, room, sessionId } = laboratory;
  await chair.press('closeSession', { sessionId }, ({ phase }) => phase === 'CLOSED');
  while (!room.tab.api.board()?.recordCode) await pause(50);
  return verifyRecord(laboratory);
}
