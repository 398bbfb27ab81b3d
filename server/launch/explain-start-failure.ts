import { ConfigFault } from '../config.js';
import type { Config } from '../config.js';
import { StartFault } from '../platform/database/start-fault.js';

/** What Node says when it cannot listen, as a sentence in each language. */
function explainListening(
  code: string | undefined,
  host: string,
  port: number,
): [string, string] | undefined {
  if (code === 'EADDRINUSE')
    return [
      `Cổng ${port} đang được chương trình khác dùng: hãy dừng chương trình đó hoặc chọn cổng khác, ví dụ PORT=${port === 4000 ? 4001 : 4000}.`,
      `Port ${port} is in use by another program: stop that program or choose another port, e.g. PORT=${port === 4000 ? 4001 : 4000}.`,
    ];
  if (code === 'EACCES')
    return [
      `Không được phép mở cổng ${port}: hãy chọn cổng từ 1024 trở lên, ví dụ PORT=4000.`,
      `Not allowed to open port ${port}: choose a port from 1024 up, e.g. PORT=4000.`,
    ];
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return [
      `Máy này không có địa chỉ HOST=${host}: hãy dùng HOST=0.0.0.0 để nhận mọi kết nối.`,
      `This machine has no address HOST=${host}: use HOST=0.0.0.0 to take every connection.`,
    ];
  return undefined;
}

/**
 * Why the server did not start, for the person at the terminal: one sentence in each language for what that
 * person can mend, the stack for what only a programmer can.
 * @param config  undefined when the settings themselves could not be read
 */
export function explainStartFailure(error: unknown, config: Config | undefined): string {
  if (error instanceof ConfigFault || error instanceof StartFault) return error.message;
  const { code, syscall } = error as { code?: string; syscall?: string };
  // Only of listening: the same codes come from sockets to the database.
  const byListening = config && (syscall === 'listen' || syscall === 'getaddrinfo' || syscall === 'bind');
  const sentences = byListening ? explainListening(code, config.host, config.port) : undefined;
  if (sentences) return sentences.join('\n');
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Lỗi ngoài dự kiến khi khởi động (unexpected fault while starting):\n${stack}`;
}
