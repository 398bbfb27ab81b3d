import { connect } from 'node:net';

/**
 * One HTTP connection that is kept open, one request at a time: what a tablet does, at a tenth of what a general client
 * would cost here, so that the load generator takes little from the server it measures.
 */
export class HttpLine {
  #waiting;
  #received = [];
  #size = 0;
  #expected = 0;

  /** @param {URL} address @param {() => Record<string, string>} headers of every request */
  constructor(address, headers) {
    this.host = address.host;
    this.headers = headers;
    this.socket = connect({ host: address.hostname, port: Number(address.port), noDelay: true });
    this.socket.on('data', (piece) => this.#take(piece));
    this.socket.on('error', (error) => this.#waiting?.reject(error));
    this.socket.on('close', () => this.#waiting?.reject(new Error('the server hung up')));
  }

  /**
   * Sends a GraphQL request.
   * @param {string | object} asked the text, or what stands for it
   * @returns {Promise<{ head: string, body: any }>}
   */
  ask(asked, variables) {
    const body = JSON.stringify({ ...(typeof asked === 'string' ? { query: asked } : asked), variables });
    const lines = [
      ...['POST /graphql HTTP/1.1', `host: ${this.host}`, 'content-type: application/json'],
      ...Object.entries(this.headers()).map(([name, value]) => `${name}: ${value}`),
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    });
  }

  close() {
    this.#waiting = undefined;
    this.socket.destroy();
  }

  #take(piece) {
    this.#received.push(piece);
    this.#size += piece.length;
    if (this.#size < this.#expected) return;
    const all = this.#received.length === 1 ? piece : Buffer.concat(this.#received);
    this.#received = [all];
    const end = all.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = all.toString('latin1', 0, end);
    const length = /^content-length: (\d+)/im.exec(head)?.[1];
    if (length === undefined) return this.#waiting?.reject(new Error(`an answer without a length: ${head}`));
    this.#expected = end + 4 + Number(length);
    if (all.length < this.#expected) return;
    const text = all.toString('utf8', end + 4, this.#expected);
    this.#received = [];
    this.#size = this.#expected = 0;
    const { resolve, reject } = this.#waiting;
    try {
      resolve({ head, body: JSON.parse(text) });
    } catch (error) {
      reject(error);
    }
  }
}

/** Opens a card or link as a device does. @returns the headers that sign its requests, and the key of its sign-in */
export async function openCard(address, token) {
  const line = new HttpLine(address, () => ({}));
  const { head, body } = await line.ask(
    'mutation($token: String!) { useLink(token: $token, takeOver: true) { __typename ... on SignedIn { loginKey } ... on Refusal { code } } }',
    { token },
  );
  line.close();
  const login = body.data?.useLink?.loginKey;
  const cookie = /^set-cookie: ([^;]+)/im.exec(head)?.[1];
  if (!login || !cookie) throw new Error(`no way in: ${JSON.stringify(body)}`);
  return { cookie, 'x-login': login };
}
