import type { Report } from './report';

/** How findings are printed. Each format is loaded when it is used. */
export const formats = {
  text: (report: Report, colour: boolean) => (require('./text') as typeof import('./text')).formatText(report, colour),
  json: (report: Report) => (require('./json') as typeof import('./json')).formatJson(report),
  sarif: (report: Report) => (require('./sarif') as typeof import('./sarif')).formatSarif(report),
  github: (report: Report) => (require('./github') as typeof import('./github')).formatGithub(report),
} as const;

/** `--format` */
export type Format = keyof typeof formats;

export { findingsOf, type Report, summaryOf } from './report';
