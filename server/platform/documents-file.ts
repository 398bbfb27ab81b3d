import { join } from 'node:path';
import { findProjectRoot } from './database/project-root.js';

/** The list of our own client's documents: of the client that was built, or of the one that is being worked at. */
export function documentsFileOf(environment: 'production' | 'development' | 'test'): string {
  const folder = environment === 'development' ? 'client/generated' : 'dist';
  return join(findProjectRoot(), folder, 'trusted-documents.json');
}
