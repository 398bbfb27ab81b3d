// The floor of saving marks: one statement and one commit a mark, over a bare socket, without a single check.
import { once } from 'node:events';
import pg from 'pg';
import { WebSocketServer } from 'ws';
import { answering } from '../answering.mjs';

const SAVE = {
  name: 'save',
  text: `insert into mark (sheet_id, criterion, level, save_id) values ($1, $2, $3, $4)
    on conflict (sheet_id, criterion) do update set level = excluded.level, save_id = excluded.save_id`,
};

answering({
  open: async ({ url, poolSize }) => {
    const pool = new pg.Pool({ connectionString: url, max: poolSize });
    await pool.query(
      'create table mark (sheet_id uuid, criterion text, level smallint, save_id uuid, primary key (sheet_id, criterion))',
    );
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
    server.on('connection', (socket) =>
      socket.on('message', async (bytes) => {
        const { sheetId, criterion, level, saveId } = JSON.parse(bytes);
        await pool.query({ ...SAVE, values: [sheetId, criterion, level, saveId] });
        socket.send(JSON.stringify({ saveId }));
      }),
    );
    if (server.address() === null) await once(server, 'listening');
    return `ws://127.0.0.1:${server.address().port}`;
  },
});
