// The floor from tap to chair: one statement and one commit a mark, and then at once a text as long as our board to the
// socket of that council's chair. What the text shows is held in memory; nothing is checked, read or reckoned.
import { once } from 'node:events';
import pg from 'pg';
import { WebSocketServer } from 'ws';
import { answering } from '../answering.mjs';

const SAVE = {
  name: 'save',
  text: `insert into mark (sheet_id, criterion, level, save_id) values ($1, $2, $3, $4)
    on conflict (sheet_id, criterion) do update set level = excluded.level, save_id = excluded.save_id`,
};

class Council {
  chair;
  revision = 0;
  totals = {};

  constructor(bytes) {
    this.bytes = bytes;
  }

  tell() {
    if (!this.chair) return;
    const { revision, totals } = this;
    const head = `{"revision":${revision},"totals":${JSON.stringify(totals)},"rest":"`;
    this.chair.send(`${head}${'-'.repeat(Math.max(0, this.bytes - head.length - 2))}"}`);
  }
}

answering({
  /** @param sessions id and length of the board of each */
  open: async ({ url, poolSize, sessions }) => {
    const pool = new pg.Pool({ connectionString: url, max: poolSize });
    await pool.query(
      'create table mark (sheet_id uuid, criterion text, level smallint, save_id uuid, primary key (sheet_id, criterion))',
    );
    const councils = new Map(sessions.map(({ sessionId, bytes }) => [sessionId, new Council(bytes)]));
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
    server.on('connection', (socket) =>
      socket.on('message', async (bytes) => {
        const { follow, sheetId, memberId, sessionId, criterion, level, saveId, total } = JSON.parse(bytes);
        const council = councils.get(follow ?? sessionId);
        if (follow) {
          council.chair = socket;
        } else {
          await pool.query({ ...SAVE, values: [sheetId, criterion, level, saveId] });
          socket.send(JSON.stringify({ saveId }));
          council.revision += 1;
          council.totals[memberId] = total;
        }
        council.tell();
      }),
    );
    if (server.address() === null) await once(server, 'listening');
    return `ws://127.0.0.1:${server.address().port}`;
  },
});
