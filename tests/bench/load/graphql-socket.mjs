import WebSocket from 'ws';

/** One GraphQL socket with no more of the protocol than a load generator needs; answers come as bytes. */
export class GraphqlSocket {
  /**
   * @param {URL} address
   * @param {Record<string, string>} signs headers of a sign-in
   * @param {object} params of the connection
   * @param {string} [localAddress] where there are more sockets than one address has ports
   */
  constructor(address, signs, params, localAddress) {
    this.operations = new Map();
    this.socket = new WebSocket(`ws://${address.host}/graphql`, 'graphql-transport-ws', {
      headers: signs.cookie ? { cookie: signs.cookie } : {},
      perMessageDeflate: false,
      localAddress,
    });
    this.ready = new Promise((resolve, reject) => {
      this.socket.on('error', reject);
      this.socket.on('close', (code, reason) => reject(new Error(`socket closed: ${code} ${reason}`)));
      this.socket.on('open', () => this.#send({ type: 'connection_init', payload: params }));
      this.socket.once('message', () => {
        this.socket.on('message', (bytes) => this.#take(bytes));
        resolve();
      });
    });
    this.ready.catch(() => undefined);
  }

  /**
   * @param {string | object} asked the text, or what stands for it
   * @param {(bytes: Buffer) => void} next gets every message of the operation as it came
   */
  start(id, asked, variables, next) {
    this.operations.set(id, next);
    const operation = typeof asked === 'string' ? { query: asked } : { query: '', ...asked };
    this.#send({ id, type: 'subscribe', payload: { ...operation, variables } });
  }

  close() {
    this.socket.terminate();
  }

  #take(bytes) {
    // The server writes ids first: {"id":"…
    const id = bytes.toString('latin1', 7, bytes.indexOf('"', 7));
    const next = this.operations.get(id);
    if (next) next(bytes);
    else if (bytes.includes('"type":"error"')) throw new Error(bytes.toString());
    else if (bytes.includes('"ping"')) this.#send({ type: 'pong' });
  }

  #send(message) {
    this.socket.send(JSON.stringify(message));
  }
}
