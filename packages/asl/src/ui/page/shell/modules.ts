import { createContext } from 'preact';
import type { PageModule } from '../page';

/** The modules of the page. */
export const Modules = createContext<readonly PageModule[]>([]);
