import { checkRegulation, type Regulation } from '../../domain/regulation.js';
import { Refusal } from '../../domain/refusal.js';
import { optionalWording } from '../../domain/wording.js';
import type { Council, RegulationVersion } from './council.js';
import type { CouncilChanges } from './council-changes.js';

/** Working regulations of councils (Quy chế hoạt động): every change is a new version, so a session keeps its own. */
export class CouncilRegulations {
  constructor(private readonly changes: CouncilChanges) {}

  /** All versions, newest first. */
  ofCouncils(councilIds: readonly string[]): Promise<RegulationVersion[]> {
    return this.changes.reader.regulations.ofCouncils(councilIds);
  }

  /** The newest version of each council. */
  latest(councilIds: readonly string[]): Promise<RegulationVersion[]> {
    return this.changes.reader.regulations.latest(councilIds);
  }

  /** Those of the versions that exist, in any order. */
  findMany(ids: readonly string[]): Promise<RegulationVersion[]> {
    return this.changes.reader.regulations.findMany(ids);
  }

  /** How many sessions have pinned each version. */
  uses(ids: readonly string[]): Promise<{ id: string; sessions: number }[]> {
    return this.changes.reader.regulations.uses(ids);
  }

  /**
   * Sessions already opened keep the version they pinned; planned ones will open under the new one.
   * @param version  the number of the newest version that was read: the next one is made from it
   * @throws {Refusal} NOT_FOUND, RETIRED, INVALID_INPUT by field, CONFLICT where somebody else has made a version
   *   since, ALREADY_DONE where nothing would change
   * @source R 8.3
   */
  save(
    councilId: string,
    version: number,
    settings: Regulation,
    note: string | null | undefined,
    by: string | null,
  ): Promise<Council> {
    checkByField(settings);
    const words = optionalWording('input.note', note);
    return this.changes.of(councilId, async ({ regulations }) => {
      const [latest] = await regulations.latest([councilId]);
      if (!latest) throw new Error(`council ${councilId} has no regulation`);
      if (latest.version !== version) throw new Refusal('CONFLICT', { council: councilId });
      if (isSame(latest.settings, settings)) throw new Refusal('ALREADY_DONE', { version });
      await regulations.insert(councilId, version + 1, settings, words, by);
    });
  }
}

const isSame = (one: Regulation, other: Regulation): boolean =>
  (Object.keys(other) as (keyof Regulation)[]).every((setting) => one[setting] === other[setting]);

/** Where the rulebook's name of a setting is not that of the API. */
const API_NAMES: Readonly<Record<string, string>> = { sheetsVisibleAfterRelease: 'sheetsAfterRelease' };

/** As the rulebook, with the fault at the field of the input. */
function checkByField(settings: Regulation): void {
  try {
    checkRegulation(settings);
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || typeof refusal.details.field !== 'string') throw refusal;
    const { field, min, max, allowed } = refusal.details;
    const [vi, en] = Array.isArray(allowed)
      ? [`cần là một trong: ${allowed.join(', ')}`, `must be one of: ${allowed.join(', ')}`]
      : [
          `cần là số nguyên từ ${String(min)} đến ${String(max)}`,
          `needs a whole number from ${String(min)} to ${String(max)}`,
        ];
    throw new Refusal('INVALID_INPUT', { fields: [`input.${API_NAMES[field] ?? field}|${vi}|${en}`] });
  }
}
