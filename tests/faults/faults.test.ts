import { expect, it } from 'vitest';
import { runLaboratory } from './run.js';
import { FAULTS } from './storm.js';
import { table } from './table.js';

/** Each kind once; `npm run faults` asks for more of them, by these. */
const faults = Number(process.env['FAULTS'] ?? FAULTS.length);
const seed = Number(process.env['FAULTS_SEED'] ?? 1);
const perRound = Math.min(faults, 40);

it(
  `loses no acknowledged mark, counts none twice, and brings every screen back (${faults} faults, seed ${seed})`,
  async () => {
    console.log(`faults: ${faults}, seed: ${seed}`);
    const report = await runLaboratory({ seed, faults, perRound }, (line) => console.log(line));
    const longest = Math.max(...report.settled) / 1_000;
    const disk = report.ownDisk ? 'a disk of its own' : 'writes refused by the database';
    console.log(
      `${table(report)}\n\nall screens right at most ${longest.toFixed(1)} s after a round; disk full: ${disk}; cards scanned again: ${report.told.scannedAgain.length}\n`,
    );
    expect(report.findings).toEqual([]);
    expect(report.stuck).toBe('');
    expect(report.record).toBe('');
    expect(report.injected).toHaveLength(faults);
    if (faults >= FAULTS.length)
      expect(new Set(report.injected.map(({ name }) => name)).size).toBe(FAULTS.length);
    expect(report.injected.filter(({ recovery }) => recovery === Infinity)).toEqual([]);
    // Nothing would be found where nothing was heard.
    expect(report.told.acknowledged.length).toBeGreaterThan(faults);
    expect(report.told.handedIn.length).toBeGreaterThan(0);
  },
  60_000 + faults * 12_000,
);
