import type { Report } from './verify-record.mjs';

export function sayReport(report: Report, language: 'vi' | 'en'): string[];
