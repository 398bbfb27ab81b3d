import { dayAsWritten } from '../domain/day-as-written.js';
import type { DeadToken } from './viewer.js';

/** What is wrong with another system's token, and what to do. Whoever holds its secret may know its state. */
export function wordDeadToken(token: DeadToken): string {
  if (token.end === 'TOKEN_UNKNOWN')
    return 'Không có khóa API này, hoặc khóa bị chép sai; kiểm tra lại khóa đang gửi, nếu mất thì đề nghị người quản trị tạo khóa mới. / The token is unknown or mistyped; check the one you send, and where it is lost ask an administrator for a new one.';
  const [vi, en] =
    token.end === 'TOKEN_EXPIRED'
      ? [`đã hết hạn ngày ${dayAsWritten(token.on)}`, `expired on ${token.on}`]
      : [`đã bị thu hồi ngày ${dayAsWritten(token.on)}`, `was revoked on ${token.on}`];
  return `Khóa API này ${vi}; đề nghị người quản trị tạo khóa mới. / This token ${en}; ask an administrator for a new one.`;
}
