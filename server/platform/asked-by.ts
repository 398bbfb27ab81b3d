import type { FastifyRequest } from 'fastify';
import type { Asked } from './trusted-documents.js';

/** The text and the id of a request, read as Apollo Server will read them. */
export function askedBy({ method, body, url }: FastifyRequest): Asked {
  if (method === 'POST') return body && typeof body === 'object' && !Array.isArray(body) ? body : {};
  const given = new URL(url, 'http://localhost/').searchParams;
  // It refuses what is given twice, and extensions that are no JSON.
  const once = (name: string) => (given.getAll(name).length === 1 ? given.get(name) : null);
  try {
    return { query: once('query'), extensions: JSON.parse(once('extensions') ?? 'null') as unknown };
  } catch {
    return { query: once('query') };
  }
}
