import type { Line, Wire } from './wire.js';

const PATIENCE_MS = 5_000;

/**
 * Redis' publish and subscribe. Redis itself does not tell its databases apart there, so the number in the URL is part of
 * the channel's name: installations that share one Redis take different numbers.
 */
export function redisWire(url: string): Wire {
  const channel = `cham-sao:${new URL(url).pathname.slice(1) || '0'}`;
  return { mostBytes: 64_000, open: (hear) => openLine(url, channel, hear) };
}

async function openLine(url: string, channel: string, hear: (text: string) => void): Promise<Line> {
  // Broken is broken: the bus opens another line and knows that it may have missed something.
  const socket = { reconnectStrategy: false, connectTimeout: PATIENCE_MS } as const;
  // Loaded by those alone that have a Redis: it is a tenth of all that a server would load.
  const { createClient } = await import('@redis/client');
  const make = () => createClient({ url, RESP: 2, disableOfflineQueue: true, socket });
  const [speaker, listener] = [make(), make()];
  const broken = new Promise<void>((done) => {
    for (const client of [speaker, listener]) client.on('error', () => done()).once('end', done);
  });
  const close = () => {
    for (const client of [speaker, listener]) if (client.isOpen) client.destroy();
  };
  try {
    await Promise.all([speaker.connect(), listener.connect()]);
    await listener.subscribe(channel, hear);
  } catch (error) {
    close();
    throw error;
  }
  return { send: (text) => speaker.publish(channel, text), broken, close };
}
