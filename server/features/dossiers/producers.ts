import { checkPageSize, type Page, type PageRequest } from '../../domain/page.js';
import { Refusal } from '../../domain/refusal.js';
import { invalid, optionalWording } from '../../domain/wording.js';
import { nameWording } from './name-wording.js';

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
}

export type ProducerFields = Omit<Producer, 'id'>;

/** Where producers are kept. */
export interface ProducerRecords {
  /** By name as Vietnamese names are sorted. */
  page(search: string | null, request: PageRequest): Promise<Page<Producer>>;
  find(id: string): Promise<Producer | null>;
  findMany(ids: readonly string[]): Promise<Producer[]>;
  placeExists(placeId: string): Promise<boolean>;
  insert(fields: ProducerFields): Promise<Producer>;
  update(id: string, fields: ProducerFields): Promise<Producer>;
}

/** Producers as administrators keep them. */
export class Producers {
  constructor(private readonly records: ProducerRecords) {}

  /** @throws {Refusal} INVALID_INPUT for a search text that cannot be one */
  page(search: string | null | undefined, request: PageRequest): Promise<Page<Producer>> {
    checkPageSize(request.first);
    return this.records.page(optionalWording('search', search, 200), request);
  }

  findMany(ids: readonly string[]): Promise<Producer[]> {
    return this.records.findMany(ids);
  }

  /** @throws {Refusal} INVALID_INPUT */
  async create(fields: ProducerFields): Promise<Producer> {
    return this.records.insert(await this.checked(fields));
  }

  /** @throws {Refusal} NOT_FOUND, INVALID_INPUT */
  async change(id: string, fields: ProducerFields): Promise<Producer> {
    if (!(await this.records.find(id))) throw new Refusal('NOT_FOUND', { id });
    return this.records.update(id, await this.checked(fields));
  }

  private async checked(fields: ProducerFields): Promise<ProducerFields> {
    if (!(await this.records.placeExists(fields.placeId))) {
      throw invalid('input.placeId', 'không có đơn vị hành chính này', 'there is no such place');
    }
    return {
      ...fields,
      name: nameWording('input.name', fields.name),
      phone: optionalWording('input.phone', fields.phone, 50),
      address: optionalWording('input.address', fields.address, 300),
    };
  }
}
