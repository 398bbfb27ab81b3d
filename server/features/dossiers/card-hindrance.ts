import type { Text } from '../../domain/scorecard.js';

/** What of a dossier's places on agendas decides whether it may have another card. */
export interface CardHold {
  /** Scoring was opened over it, once: the card stands in the record. */
  readonly frozen: boolean;
  /** A session that has begun and not ended has it. */
  readonly inSession: boolean;
  /** Its place there is one that cannot be taken off: its turn has come, or something of it is on record. */
  readonly stays: boolean;
}

/**
 * Why a dossier keeps its card for now, and what can be done; null where it may be moved to the newest edition.
 * @param misfits  criteria at which something was entered that the newest edition does not have in the same way
 */
export function cardHindrance(
  { frozen, inSession, stays }: CardHold,
  misfits: readonly string[],
): Text | null {
  if (frozen) return FROZEN;
  if (inSession) return stays ? STAYS_IN_SESSION : IN_SESSION;
  if (misfits.length === 0) return null;
  const codes = misfits.join(', ');
  return {
    vi: `Điểm tự chấm, báo cáo cấp xã hoặc nhận xét đã nhập ở tiêu chí ${codes} không còn khớp với phiên bản mới. Ghi lại những gì cần giữ và xóa các phần đó trước, rồi chuyển hồ sơ và nhập lại theo phiên bản mới.`,
    en: `The self-score, commune report or remarks entered at ${codes} do not fit the new edition. Note down what you want to keep and clear them first; then move the dossier and enter them anew.`,
  };
}

const FROZEN: Text = {
  vi: 'Đã mở chấm hồ sơ này theo phiên bản đang ghi, nên hồ sơ giữ phiên bản đó. Không cần làm gì thêm.',
  en: 'Scoring was opened over this dossier by the edition it holds, so it keeps that one. Nothing needs to be done.',
};

const IN_SESSION: Text = {
  vi: 'Một phiên họp đã khai mạc có hồ sơ này; phiên đó chấm theo phiên bản đang ghi. Muốn chuyển khi hồ sơ chưa đến lượt: đưa hồ sơ ra khỏi chương trình của phiên, chuyển phiên bản, rồi thêm hồ sơ vào lại.',
  en: 'A session that has begun has this dossier; it scores by the edition on record. To move it while its turn has not come: take it off the agenda of the session, move it, and add it again.',
};

const STAYS_IN_SESSION: Text = {
  vi: 'Một phiên họp đã khai mạc có hồ sơ này; phiên đó chấm theo phiên bản đang ghi. Nếu đến lúc bế mạc hồ sơ vẫn chưa được mở chấm: chuyển phiên bản sau khi phiên bế mạc.',
  en: 'A session that has begun has this dossier; it scores by the edition on record. If scoring has not been opened over it by then, move it after the session has closed.',
};
