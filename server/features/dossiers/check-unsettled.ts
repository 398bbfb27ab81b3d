import { Refusal } from '../../domain/refusal.js';
import type { Dossier } from './dossier.js';

/** That a dossier can still change. @throws {Refusal} WRONG_PHASE once evaluated or withdrawn */
export function checkUnsettled({ state }: Pick<Dossier, 'state'>): void {
  if (state === 'EVALUATED') throw settled('hồ sơ này đã có kết quả đánh giá', 'this dossier has its result');
  if (state === 'WITHDRAWN') throw settled('hồ sơ này đã được rút', 'this dossier was withdrawn');
}

const settled = (vi: string, en: string): Refusal =>
  new Refusal('WRONG_PHASE', {
    fields: [`id|${vi} và được giữ nguyên trong hồ sơ lưu|${en} and stays on record as it is`],
  });
