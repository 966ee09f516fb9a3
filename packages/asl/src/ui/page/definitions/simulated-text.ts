/** Simulated time as `00:02:30`, with days before and milliseconds after it if there are some. */
export function simulatedText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const days = Math.floor(seconds / 86_400);
  const parts = [Math.floor((seconds % 86_400) / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60];
  const rest = Math.round(milliseconds % 1000);
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${days === 0 ? '' : `${days} d `}${clock}${rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`}`;
}
