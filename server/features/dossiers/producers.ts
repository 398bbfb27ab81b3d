import { checkPageSize, type Page, type PageRequest } from '../../domain/page.js';
import { Refusal } from '../../domain/refusal.js';
import { invalid, optionalWording, quoted, refuseDuplicates } from '../../domain/wording.js';
import { checkAll } from '../../platform/check-all.js';
import { nameKey } from '../../platform/name-key.js';
import { nameWording } from './name-wording.js';
import { phoneWording } from './phone-wording.js';

/** @source R 2.1 */
export const PRODUCER_KINDS = [
  'COOPERATIVE',
  'COOPERATIVE_GROUP',
  'ENTERPRISE',
  'FARM',
  'HOUSEHOLD',
  'REGISTERED_HOUSEHOLD',
  'ASSOCIATION',
  'OTHER',
] as const;
export type ProducerKind = (typeof PRODUCER_KINDS)[number];

/** Who makes products and applies for their star class (chủ thể). */
export interface Producer {
  readonly id: string;
  readonly name: string;
  readonly kind: ProducerKind;
  readonly placeId: string;
  readonly phone: string | null;
  readonly address: string | null;
  readonly version: number;
}

export type ProducerFields = Omit<Producer, 'id' | 'version'>;

/** Where producers are kept. */
export interface ProducerRecords {
  /** By name as Vietnamese names are sorted. */
  page(search: string | null, request: PageRequest): Promise<Page<Producer>>;
  find(id: string): Promise<Producer | null>;
  findMany(ids: readonly string[]): Promise<Producer[]>;
  /** All of a kind in a place. */
  alike(kind: ProducerKind, placeId: string): Promise<Producer[]>;
  placeExists(placeId: string): Promise<boolean>;
  insert(fields: ProducerFields): Promise<Producer>;
  /** @returns false where the producer has another version by now */
  update(id: string, version: number, fields: ProducerFields): Promise<boolean>;
}

/** Producers as administrators keep them. */
export class Producers {
  constructor(private readonly records: ProducerRecords) {}

  /** @throws {Refusal} INVALID_INPUT for a search text that cannot be one */
  page(search: string | null | undefined, request: PageRequest): Promise<Page<Producer>> {
    checkPageSize(request.first);
    return this.records.page(optionalWording('search', search, 200), request);
  }

  find(id: string): Promise<Producer | null> {
    return this.records.find(id);
  }

  findMany(ids: readonly string[]): Promise<Producer[]> {
    return this.records.findMany(ids);
  }

  /** @throws {Refusal} INVALID_INPUT, DUPLICATE for a name that one of the same kind and place has */
  async create(given: ProducerFields): Promise<Producer> {
    const fields = await this.checked(given);
    await this.checkIsAnother(fields);
    return this.records.insert(fields);
  }

  /** @throws {Refusal} as `create`, and NOT_FOUND, CONFLICT where somebody else was quicker */
  async change(id: string, version: number, given: ProducerFields): Promise<Producer> {
    const producer = await this.existing(id);
    if (producer.version !== version) throw new Refusal('CONFLICT', { producer: id });
    const fields = await this.checked(given);
    // What was entered twice before can still be corrected otherwise.
    if (!isSameProducer(producer, fields)) await this.checkIsAnother(fields);
    if (!(await this.records.update(id, version, fields))) throw new Refusal('CONFLICT', { producer: id });
    return this.existing(id);
  }

  private async existing(id: string): Promise<Producer> {
    const producer = await this.records.find(id);
    if (!producer) throw new Refusal('NOT_FOUND', { id });
    return producer;
  }

  private async checked(given: ProducerFields): Promise<ProducerFields> {
    const name = () => nameWording('input.name', given.name);
    const phone = () => phoneWording('input.phone', given.phone);
    const address = () => optionalWording('input.address', given.address, 300);
    await checkAll(name, () => this.checkPlace(given.placeId), phone, address);
    return { ...given, name: name(), phone: phone(), address: address() };
  }

  private async checkIsAnother(fields: ProducerFields): Promise<void> {
    const all = await this.records.alike(fields.kind, fields.placeId);
    const same = all.find((other) => isSameProducer(other, fields));
    if (!same) return;
    const name = quoted(same.name);
    refuseDuplicates([
      `input.name|đã có chủ thể ${name} cùng loại hình ở địa phương này|there is a producer ${name} of that kind in this place already`,
    ]);
  }

  private async checkPlace(placeId: string): Promise<void> {
    if (!(await this.records.placeExists(placeId)))
      throw invalid('input.placeId', 'không có đơn vị hành chính này', 'there is no such place');
  }
}

const isSameProducer = (one: ProducerFields, other: ProducerFields): boolean =>
  one.kind === other.kind && one.placeId === other.placeId && nameKey(one.name) === nameKey(other.name);
