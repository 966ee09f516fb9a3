import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary, useRef } from 'preact/hooks';
import type { Page, PageModule } from '../page';
import { Connection } from './connection';
import { useKeys } from './keys';
import { KeysDialog } from './keys-dialog';
import { startLive } from './live';
import { findPage, location, navigate } from './location';
import { Modules } from './modules';
import { loadSession, session } from './session';
import { SettingsMenu } from './settings-menu';

/** Whether the help of the keys is open. */
const isHelpOpen = signal(false);

/** The frame of every page: the menu, what is shown, and the page of the address. */
export function App({ modules }: { readonly modules: readonly PageModule[] }) {
  const pages = modules.flatMap((module) => module.pages);
  useEffect(() => {
    startLive();
    void loadSession();
  }, []);
  const { path } = location.value;
  const first = pages.find(({ menu }) => menu !== undefined)?.path ?? '/';
  useEffect(() => {
    if (path === '/') navigate(first, { replace: true });
  }, [path]);
  const found = findPage(pages, path);
  const title = found === undefined ? 'Not found' : found.page.title(found.parameters);
  useEffect(() => {
    document.title = `${title} · ${session.value?.source ?? 'asl ui'}`;
  }, [title, session.value]);
  const help = (): void => {
    isHelpOpen.value = !isHelpOpen.value;
  };
  useKeys({ '?': help });
  const skip = useRef<HTMLElement>(null);
  const focusMain = (event: Event): void => {
    event.preventDefault();
    skip.current?.focus();
  };
  return (
    <Modules.Provider value={modules}>
      <a class="skip" href="#main" onClick={focusMain}>
        Skip to the page
      </a>
      <header class="top">
        <span class="brand" aria-hidden="true">
          <Mark />
        </span>
        <nav aria-label="Pages">
          {pages.flatMap((page) =>
            page.menu === undefined ? [] : [<MenuLink key={page.path} page={page} current={found?.page} />],
          )}
        </nav>
        <span class="grow" />
        <Source />
        <Connection />
        <SettingsMenu />
        <button type="button" class="quiet" onClick={help} aria-haspopup="dialog">
          Keys <kbd>?</kbd>
        </button>
      </header>
      <main id="main" tabIndex={-1} ref={skip}>
        {found === undefined ? (
          path === '/' ? null : (
            <p class="empty">
              There is no page at <code>{path}</code>. <a href={first}>Go to the first one</a>
            </p>
          )
        ) : (
          <Boundary key={JSON.stringify([found.page.path, found.parameters])}>
            <found.page.View parameters={found.parameters} />
          </Boundary>
        )}
      </main>
      {isHelpOpen.value ? <KeysDialog page={found?.page} onClose={help} /> : null}
    </Modules.Provider>
  );
}

/** A defect of a page ends that page, not the menu. */
function Boundary({ children }: { readonly children: ComponentChildren }) {
  const [error, retry] = useErrorBoundary() as readonly [unknown, () => void];
  if (error === undefined) return <>{children}</>;
  return (
    <div class="problem" role="alert">
      <p>
        <strong>This page has a defect: {error instanceof Error ? error.message : String(error)}</strong>
      </p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

function MenuLink({ page, current }: { readonly page: Page; readonly current: Page | undefined }) {
  const isCurrent = current !== undefined && (current === page || current.path.startsWith(`${page.path}/`));
  return (
    <a href={page.path} aria-current={isCurrent ? 'page' : undefined}>
      {page.menu?.label}
    </a>
  );
}

function Source() {
  const { source, kind, writes } = session.value ?? {};
  if (source === undefined) return null;
  return (
    <span class="source" title={kind === 'aws' && writes === false ? `${source}, read-only` : source}>
      <span class={`chip ${kind === 'aws' ? 'chip-aws' : ''}`}>
        {kind === 'aws' ? (writes === true ? 'AWS, --write' : 'AWS, read-only') : 'local'}
      </span>
      <span class="source-name">{source}</span>
    </span>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 16 16" width="20" height="20">
      <rect class="mark" x="1" y="1" width="14" height="14" rx="4" />
      <path class="mark-lines" d="M5 4.5h6M8 4.5v3M5 11.5V9.2h6v2.3" />
    </svg>
  );
}
