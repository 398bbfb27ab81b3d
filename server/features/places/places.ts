import { dayAsWritten } from '../../domain/day-as-written.js';
import { dayInVietnam } from '../../domain/day-in-vietnam.js';
import { Refusal } from '../../domain/refusal.js';
import { plannedDayFaults } from '../../domain/sane-days.js';
import { quoted, refuseDuplicates, refuseFaults, tidyWording } from '../../domain/wording.js';
import { checkAll } from '../../platform/check-all.js';
import { orTaken } from '../../platform/or-taken.js';
import { usesOfPlace, type PlaceUses } from './uses-of-place.js';

/** @source R 14: Cấp xã / huyện / tỉnh / trung ương */
export const PLACE_LEVELS = ['CENTRAL', 'PROVINCE', 'DISTRICT', 'COMMUNE'] as const;
export type PlaceLevel = (typeof PLACE_LEVELS)[number];

export interface Place {
  readonly id: string;
  readonly code: string | null;
  readonly level: PlaceLevel;
  readonly name: string;
  readonly parentId: string | null;
  /** The day the unit ceased, as districts did on 1 July 2025 (R 2.7). */
  readonly retiredOn: string | null;
  readonly version: number;
}

export type PlaceFields = Omit<Place, 'id' | 'retiredOn' | 'version'>;

export interface PlaceFilter {
  readonly level?: PlaceLevel | null;
  readonly parentId?: string | null;
  readonly search?: string | null;
}

/** Where places are kept. */
export interface PlaceRecords {
  list(filter: PlaceFilter): Promise<Place[]>;
  find(id: string): Promise<Place | null>;
  /** Those of the places that exist, in any order. */
  findMany(ids: readonly string[]): Promise<Place[]>;
  /** Those that have the same code, or the same name and level under the same place. */
  alike(fields: PlaceFields): Promise<Place[]>;
  insert(fields: PlaceFields): Promise<Place>;
  /** @returns false where the place has another version by now */
  update(id: string, version: number, fields: PlaceFields): Promise<boolean>;
  /** What goes on at the place or below it on the day on which it shall cease. */
  uses(id: string, on: string): Promise<PlaceUses>;
  /** @returns false where the place has ceased already */
  retire(id: string, on: string): Promise<boolean>;
}

/** Which levels may stand directly under which: districts stay in old data, so a commune may have either parent. */
const PARENTS: Record<PlaceLevel, readonly (PlaceLevel | null)[]> = {
  CENTRAL: [null],
  PROVINCE: ['CENTRAL', null],
  DISTRICT: ['PROVINCE'],
  COMMUNE: ['PROVINCE', 'DISTRICT'],
};

/** Places as administrators keep them. */
export class Places {
  constructor(
    private readonly records: PlaceRecords,
    private readonly now: () => Date = () => new Date(),
  ) {}

  list(filter: PlaceFilter): Promise<Place[]> {
    return this.records.list(filter);
  }

  find(id: string): Promise<Place | null> {
    return this.records.find(id);
  }

  /** Those of the places that exist, in any order. */
  findMany(ids: readonly string[]): Promise<Place[]> {
    return this.records.findMany(ids);
  }

  /** @throws {Refusal} NOT_FOUND for the parent, INVALID_INPUT where the parent is of the wrong level, DUPLICATE */
  async create(given: PlaceFields): Promise<Place> {
    const fields = tidy(given);
    const checkFree = () => this.checkFree(fields, null);
    await checkAll(() => this.checkParent(fields), checkFree);
    return orTaken(() => this.records.insert(fields), checkFree);
  }

  /** @throws {Refusal} as `create`, and NOT_FOUND, CONFLICT where somebody else was quicker */
  async change(id: string, version: number, given: PlaceFields): Promise<Place> {
    const place = await this.existing(id);
    if (place.version !== version) throw new Refusal('CONFLICT', { place: id });
    const fields = tidy(given);
    const checkFree = () => this.checkFree(fields, place.id);
    await checkAll(() => this.checkParent(fields), checkFree);
    if (!(await orTaken(() => this.records.update(id, version, fields), checkFree)))
      throw new Refusal('CONFLICT', { place: id });
    return this.existing(id);
  }

  /**
   * A retired place stays in old data and is no longer offered.
   * @throws {Refusal} NOT_FOUND, ALREADY_DONE, INVALID_INPUT; IN_USE while a council works there, a session of it is
   *   not closed, or a place below goes on. What is past does not hinder.
   */
  async retire(id: string, on: string): Promise<Place> {
    const place = await this.existing(id);
    refuseFaults(plannedDayFaults('on', on, dayInVietnam(this.now())));
    if (place.retiredOn !== null) throw new Refusal('ALREADY_DONE');
    const faults = usesOfPlace(await this.records.uses(id, on));
    if (faults.length > 0) throw new Refusal('IN_USE', { fields: faults });
    if (!(await this.records.retire(id, on))) throw new Refusal('ALREADY_DONE');
    return this.existing(id);
  }

  private async existing(id: string): Promise<Place> {
    const place = await this.records.find(id);
    if (!place) throw new Refusal('NOT_FOUND', { id });
    return place;
  }

  private async checkFree(fields: PlaceFields, by: string | null): Promise<void> {
    const others = (await this.records.alike(fields)).filter(({ id }) => id !== by);
    const sayings = others.map(async (other) => {
      const parent = other.parentId === null ? null : await this.records.find(other.parentId);
      const [vi, en] = wordPlace(other, parent);
      return fields.code !== null && other.code === fields.code
        ? `input.code|mã này đã là của ${vi}|this code belongs to ${en}`
        : `input.name|đã có ${vi}|there is ${en} already`;
    });
    refuseDuplicates(await Promise.all(sayings));
  }

  private async checkParent({ level, parentId }: PlaceFields): Promise<void> {
    const parent = parentId === null ? null : await this.existing(parentId);
    if (PARENTS[level].includes(parent?.level ?? null)) return;
    throw new Refusal('INVALID_INPUT', {
      fields: ['input.parentId|không phải cấp trên trực tiếp của cấp này|is not of the level above this one'],
    });
  }
}

/** A place as a sentence names it: with the place it belongs to, and the day it ceased. */
function wordPlace({ name, retiredOn }: Place, parent: Place | null): [vi: string, en: string] {
  const above = parent === null ? null : quoted(parent.name);
  return [
    `${quoted(name)}${above ? ` thuộc ${above}` : ''}${retiredOn ? ` (đã ngừng từ ${dayAsWritten(retiredOn)})` : ''}`,
    `${quoted(name)}${above ? ` in ${above}` : ''}${retiredOn ? ` (retired since ${retiredOn})` : ''}`,
  ];
}

const tidy = (fields: PlaceFields): PlaceFields => ({ ...fields, name: tidyWording(fields.name) ?? '' });
