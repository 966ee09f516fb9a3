import { documentOf, expectedValue, predictionOf, readingOf } from '../../../tests/fixtures/scoring-fixture';
import type { LabelledDocument } from '../dataset/dataset';
import { evaluateCandidate } from '../evaluation';
import { htmlReport } from './html-report';
import { jsonReport } from './json-report';
import { candidateLines } from './text-report';

const hostileName = '<script>alert("1")</script>\u202e.pdf';
const secret = `Jane Roe & 'sons' <b>`;
const documents: readonly LabelledDocument[] = [
  documentOf(hostileName, { fields: { customerName: expectedValue(secret) }, outcome: 'stored' }),
  documentOf('unread.pdf'),
];
const dataset = { name: 'd', digest: 'e', documents };
const candidate = evaluateCandidate(
  predictionOf().identity,
  [
    { document: documents[0]!, readings: [readingOf({ fields: { customerName: 'John Doe' } })] },
    { document: documents[1]!, readings: [{ kind: 'error', reason: 'failed: AccessDenied' }] },
  ],
  { dataset },
);

describe('the page', () => {
  const page = htmlReport(dataset, [candidate], { values: true });

  it('escapes names and values, and shows characters that mislead', () => {
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;\\u{202e}.pdf');
    expect(page).toContain('Jane Roe &amp; &#39;sons&#39; &lt;b&gt;');
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<b>');
  });

  it('loads nothing and runs nothing', () => {
    expect(page).toContain("default-src 'none'; style-src 'sha256-");
    expect(page).not.toMatch(/\s(src|href|on\w+)=|url\(|<script/i);
  });

  it('begins with the verdict, then what was not read, then what is wrong', () => {
    const [verdict, unread, wrong] = [
      'incomplete: 1 reading(s) failed',
      'failed: AccessDenied',
      'wrong: customerName',
    ].map((text) => page.indexOf(text));

    expect(verdict).toBeGreaterThan(0);
    expect(unread).toBeGreaterThan(verdict!);
    expect(wrong).toBeGreaterThan(unread!);
  });
});

it('values of documents are in no report unless they are asked for', () => {
  const page = htmlReport(dataset, [candidate], { values: false });
  const json = JSON.stringify(jsonReport(dataset, [candidate], { values: false }));
  const text = candidateLines(candidate, { values: false, width: 120 }).join('\n');

  for (const report of [page, json, text]) {
    expect(report).not.toContain('Jane');
    expect(report).not.toContain('John');
  }
  expect(JSON.stringify(jsonReport(dataset, [candidate], { values: true }))).toContain('John Doe');
  expect(candidateLines(candidate, { values: true, width: 120 }).join('\n')).toContain('→ John Doe (similarity');
});
