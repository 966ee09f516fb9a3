import type { Share } from '../scoring/statistics/wilson';

/** `12 %`; `-` if undefined. */
export function percent(share: number | undefined): string {
  return share === undefined ? '-' : `${Math.round(100 * share)} %`;
}

/** `98 % (88–100)` */
export function shareText({ share, low, high }: Share): string {
  if (share === undefined || low === undefined || high === undefined) return '-';
  return `${percent(share)} (${Math.round(100 * low)}–${Math.round(100 * high)})`;
}

/** `1 of 29, 3 % (1–17)` */
export function countText(share: Share): string {
  return share.of === 0 ? 'none' : `${share.count} of ${share.of}, ${shareText(share)}`;
}

/** `$0.0042`, `$12.30` */
export function formatDollars(amount: number): string {
  return `$${amount.toFixed(amount !== 0 && amount < 1 ? 4 : 2)}`;
}

/** `12,300` */
export function thousands(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** `0.42 s` */
export function seconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
}

/** Two names, then how many more there are. */
export function listNames(names: readonly string[], most = 4): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
