import type { ServerResponse } from 'node:http';
import type { UiServer } from './ui-server';

/** Answers everything but the API: two files and an icon; any other path is a page, which the script shows. */
export function answerStatic({ bundle }: Pick<UiServer, 'bundle'>, path: string, response: ServerResponse): void {
  const [type, content] = fileAt(path, bundle);
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(content);
}

function fileAt(path: string, { script, style }: UiServer['bundle']): readonly [string, string] {
  switch (path) {
    case '/assets/page.js':
      return ['text/javascript', script];
    case '/assets/page.css':
      return ['text/css', style];
    case '/assets/icon.svg':
      return ['image/svg+xml', icon];
    default:
      return ['text/html', document];
  }
}

const document = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Executions</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/page.css">
<script type="module" src="/assets/page.js"></script>
</head>
<body><noscript>This page needs JavaScript.</noscript></body>
</html>
`;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="1" y="1" width="14" height="14" rx="4" fill="#5b5bd6"/><path d="M5 4.5h6M8 4.5v3M5 11.5V9.2h6v2.3" fill="none" stroke="#fff" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
